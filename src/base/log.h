/* log.h - one line an event on standard error.  Only cli and api call it;
 * whoever returns an error does not log it too.  Never a secret. */
#ifndef GT_BASE_LOG_H
#define GT_BASE_LOG_H

#include "base/base.h"

enum gt_log_level { GT_LOG_ERROR, GT_LOG_WARN, GT_LOG_INFO, GT_LOG_DEBUG };

void gt_log_level_set(enum gt_log_level level); /* default GT_LOG_INFO */
void gt_log(enum gt_log_level level, const char *fmt, ...) GT_PRINTF(2, 3);

#endif
