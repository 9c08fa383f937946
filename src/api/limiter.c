/* limiter.c - slows down whoever tries passwords from one address. */
#include "api/inner.h"
#include "base/map.h"

enum { WINDOW_MS = 60 * 1000 };

bool gt_limiter_takes(struct gt_limiter *limiter, gt_str peer, int64_t now_ms)
{
    const uint64_t hash = gt_hash(peer);
    struct gt_limiter_peer *slot = &limiter->peers[0];
    bool takes;

    (void)pthread_mutex_lock(&limiter->lock);
    for (size_t i = 0; i < GT_API_PEERS_MAX; i++) {
        struct gt_limiter_peer *one = &limiter->peers[i];

        if (one->count > 0 && one->hash == hash) {
            slot = one;
            break;
        }
        if (one->since_ms < slot->since_ms)
            slot = one;
    }
    if (slot->hash != hash || slot->count == 0 || now_ms - slot->since_ms >= WINDOW_MS)
        *slot = (struct gt_limiter_peer){hash, now_ms, 0};
    takes = slot->count < GT_API_SIGN_INS_PER_MIN;
    slot->count++;
    (void)pthread_mutex_unlock(&limiter->lock);
    return takes;
}
