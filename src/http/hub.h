/*
 * hub.h - server-sent events: one ring of events, any number of streams.
 *
 * Each stream has its place in the ring and no buffer of its own, so a
 * slow reader costs nothing; one that falls out of the ring gets the event
 * "reset" and asks for everything again.  Thread-safe.
 */
#ifndef GT_HTTP_HUB_H
#define GT_HTTP_HUB_H

#include "base/base.h"

struct gt_http_hub;

gt_rc gt_http_hub_create(struct gt_http_hub **out, struct gt_err *err) GT_MUST_USE;
void  gt_http_hub_destroy(struct gt_http_hub *hub); /* after the server; accepts NULL */

/*
 * Every stream hears it.  id must rise from event to event (a space's
 * version does); one that does not is dropped, so that two writers of one
 * version are heard once.  data is one line of JSON.
 */
gt_rc gt_http_hub_publish(struct gt_http_hub *hub, uint64_t id, const char *name,
                          gt_str data, struct gt_err *err) GT_MUST_USE;

/* Ends the streams opened with this key. */
void gt_http_hub_drop(struct gt_http_hub *hub, int64_t key);

size_t gt_http_hub_streams(struct gt_http_hub *hub);

#endif
