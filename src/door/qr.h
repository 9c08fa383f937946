/*
 * qr.h - a QR code (ISO/IEC 18004) from bytes: byte mode, error correction M,
 * versions 1 to 10, the mask of least penalty.
 */
#ifndef GT_DOOR_QR_H
#define GT_DOOR_QR_H

#include "base/base.h"

enum { GT_QR_VERSION_MAX = 10, GT_QR_SIDE_MAX = 17 + 4 * GT_QR_VERSION_MAX, GT_QR_BYTES_MAX = 213 };

struct gt_qr {
    int     side;                                  /* modules, without the quiet zone of 4 */
    uint8_t dark[GT_QR_SIDE_MAX][GT_QR_SIDE_MAX];  /* [row][column] 1: dark */
};

/* GT_ELIMIT: more than GT_QR_BYTES_MAX. */
gt_rc gt_qr_make(gt_str bytes, struct gt_qr *out, struct gt_err *err) GT_MUST_USE;

#endif
