/* limiter.c - slows down whoever tries passwords from one address.  Only what
 * failed counts: a whole office may come in from behind one address at nine. */
#include "api/inner.h"
#include "base/map.h"

enum { WINDOW_MS = 60 * 1000 };

/* The address's slot, or the one that was opened longest ago. */
static struct gt_limiter_peer *find(struct gt_limiter *limiter, uint64_t hash)
{
    struct gt_limiter_peer *oldest = &limiter->peers[0];

    for (size_t i = 0; i < GT_API_PEERS_MAX; i++) {
        struct gt_limiter_peer *one = &limiter->peers[i];

        if (one->count > 0 && one->hash == hash)
            return one;
        if (one->since_ms < oldest->since_ms)
            oldest = one;
    }
    return oldest;
}

static bool is_current(const struct gt_limiter_peer *slot, uint64_t hash, int64_t now_ms)
{
    return slot->count > 0 && slot->hash == hash && now_ms - slot->since_ms < WINDOW_MS;
}

bool gt_limiter_takes(struct gt_limiter *limiter, gt_str peer, int64_t now_ms)
{
    const uint64_t hash = gt_hash(peer);
    const struct gt_limiter_peer *slot;
    bool takes;

    (void)pthread_mutex_lock(&limiter->lock);
    slot = find(limiter, hash);
    takes = !is_current(slot, hash, now_ms) || slot->count < GT_API_FAILURES_PER_MIN;
    (void)pthread_mutex_unlock(&limiter->lock);
    return takes;
}

void gt_limiter_failed(struct gt_limiter *limiter, gt_str peer, int64_t now_ms)
{
    const uint64_t hash = gt_hash(peer);
    struct gt_limiter_peer *slot;

    (void)pthread_mutex_lock(&limiter->lock);
    slot = find(limiter, hash);
    if (!is_current(slot, hash, now_ms))
        *slot = (struct gt_limiter_peer){hash, now_ms, 0};
    slot->count++;
    (void)pthread_mutex_unlock(&limiter->lock);
}
