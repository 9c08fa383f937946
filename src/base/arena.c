/* arena.c - block arenas with a byte budget, and the allocation fault hook. */
#include <sys/mman.h>

#include "base/base.h"

enum {
    BLOCK_MIN = 8 * 1024,
    BLOCK_MAX = 1024 * 1024,
    /* From here on a block comes from the system itself, in huge pages where
     * it has them: a plan of a million tasks is walked at random, and with
     * small pages half of that time goes into finding the page.  Such memory
     * is zero already. */
    MAPPED_MIN = 2 * 1024 * 1024,
    HUGE_PAGE = 2 * 1024 * 1024,
};

struct block {
    struct block *next; /* older block */
    size_t        size; /* bytes behind the header */
    size_t        used;
    size_t        dirty;  /* bytes that may not be zero any more */
    size_t        mapped; /* bytes from mmap, or 0: from malloc */
    _Alignas(max_align_t) unsigned char bytes[];
};

struct gt_arena {
    struct block *top;
    size_t        total; /* bytes of all blocks, against the budget */
    size_t        bytes_max;
};

static _Thread_local int64_t fail_in = -1;

int64_t gt_alloc_fail_at(int64_t n)
{
    const int64_t left = fail_in;

    fail_in = n;
    return left;
}

static bool refused(void)
{
    if (fail_in < 0)
        return false;
    return fail_in-- == 0;
}

void *gt_calloc(size_t count, size_t size)
{
    return refused() ? NULL : calloc(count ? count : 1, size ? size : 1);
}

void *gt_realloc(void *old, size_t count, size_t size)
{
    size_t bytes;

    if (refused() || __builtin_mul_overflow(count, size, &bytes))
        return NULL;
    return realloc(old, bytes ? bytes : 1);
}

void gt_free(void *p)
{
    free(p);
}

gt_rc gt_arena_create(size_t bytes_max, struct gt_arena **out)
{
    struct gt_arena *arena = gt_calloc(1, sizeof(*arena));

    if (arena == NULL)
        return GT_ENOMEM;
    arena->bytes_max = bytes_max;
    *out = arena;
    return GT_OK;
}

static struct block *map_block(size_t size)
{
    size_t bytes = (sizeof(struct block) + size + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1);
    unsigned char *at = mmap(NULL, bytes + HUGE_PAGE, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    size_t before;
    struct block *block;

    if (at == MAP_FAILED)
        return NULL;
    /* Give back what lies outside whole huge pages. */
    before = (HUGE_PAGE - ((uintptr_t)at & (HUGE_PAGE - 1))) & (HUGE_PAGE - 1);
    if (before > 0)
        (void)munmap(at, before);
    if (before < HUGE_PAGE)
        (void)munmap(at + before + bytes, HUGE_PAGE - before);
    (void)madvise(at + before, bytes, MADV_HUGEPAGE); /* only advice */
    block = (struct block *)(at + before);
    block->mapped = bytes;
    return block;
}

static struct block *new_block(size_t size)
{
    struct block *block;

    if (size >= MAPPED_MIN)
        return map_block(size);
    block = malloc(sizeof(*block) + size);
    if (block != NULL) {
        block->mapped = 0;
        block->dirty = size;
    }
    return block;
}

static void free_block(struct block *block)
{
    if (block->mapped > 0)
        (void)munmap(block, block->mapped);
    else
        free(block);
}

void gt_arena_destroy(struct gt_arena *arena)
{
    if (arena == NULL)
        return;
    for (struct block *block = arena->top; block != NULL;) {
        struct block *next = block->next;

        free_block(block);
        block = next;
    }
    free(arena);
}

size_t gt_arena_used(const struct gt_arena *arena)
{
    return arena->total;
}

static struct block *add_block(struct gt_arena *arena, size_t need)
{
    size_t size = arena->top == NULL ? BLOCK_MIN : arena->top->size * 2;
    struct block *block;

    if (size > BLOCK_MAX)
        size = BLOCK_MAX;
    if (size < need)
        size = need;
    if (size > arena->bytes_max - arena->total) {
        size = need; /* the last bytes of the budget still serve */
        if (size > arena->bytes_max - arena->total)
            return NULL;
    }
    if (refused() || size > SIZE_MAX - sizeof(*block) - 2 * (size_t)HUGE_PAGE)
        return NULL;
    block = new_block(size);
    if (block == NULL)
        return NULL;
    block->next = arena->top;
    block->size = size;
    block->used = 0;
    arena->top = block;
    arena->total += size;
    return block;
}

/* Room in the newest block, or in a new one. */
static void *take(struct gt_arena *arena, size_t size, size_t align, bool zeroed)
{
    struct block *block = arena->top;
    size_t from;

    if (size == 0)
        size = 1;
    if (block != NULL) {
        from = (block->used + align - 1) & ~(align - 1);
        if (from <= block->size && size <= block->size - from)
            goto found;
    }
    if (size > SIZE_MAX - align || (block = add_block(arena, size + align)) == NULL)
        return NULL;
    from = 0;
found:
    block->used = from + size;
    if (zeroed && from < block->dirty)
        memset(block->bytes + from, 0, (block->used < block->dirty ? block->used : block->dirty) - from);
    if (block->used > block->dirty)
        block->dirty = block->used;
    return block->bytes + from;
}

void *gt_arena_alloc(struct gt_arena *arena, size_t size, size_t align)
{
    return take(arena, size, align, true);
}

void *gt_arena_alloc_n(struct gt_arena *arena, size_t count, size_t size, size_t align)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    return take(arena, bytes, align, true);
}

void *gt_arena_alloc_raw(struct gt_arena *arena, size_t count, size_t size, size_t align)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    return take(arena, bytes, align, false);
}

gt_rc gt_arena_dup(struct gt_arena *arena, gt_str s, gt_str *out)
{
    char *copy;

    if (s.len == SIZE_MAX || (copy = gt_arena_alloc(arena, s.len + 1, 1)) == NULL)
        return GT_ENOMEM;
    if (s.len > 0)
        memcpy(copy, s.at, s.len);
    *out = (gt_str){copy, s.len};
    return GT_OK;
}

gt_rc gt_arena_printf(struct gt_arena *arena, gt_str *out, const char *fmt, ...)
{
    va_list args;
    char *text;
    int len;

    va_start(args, fmt);
    len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (len < 0)
        return GT_EINVAL;
    if ((text = gt_arena_alloc(arena, (size_t)len + 1, 1)) == NULL)
        return GT_ENOMEM;
    va_start(args, fmt);
    (void)vsnprintf(text, (size_t)len + 1, fmt, args);
    va_end(args);
    *out = (gt_str){text, (size_t)len};
    return GT_OK;
}

struct gt_arena_mark gt_arena_mark(struct gt_arena *arena)
{
    return (struct gt_arena_mark){arena->top, arena->top ? arena->top->used : 0,
                                  arena->total};
}

void gt_arena_rewind(struct gt_arena *arena, struct gt_arena_mark mark)
{
    while (arena->top != mark.block) {
        struct block *next = arena->top->next;

        free_block(arena->top);
        arena->top = next;
    }
    if (arena->top != NULL)
        arena->top->used = mark.used;
    arena->total = mark.total;
}

gt_rc gt_vec_grow(struct gt_arena *arena, void **at, size_t *cap, size_t size)
{
    const size_t wider = *cap == 0 ? 8 : *cap * 2;
    void *room;

    if (wider <= *cap || (room = gt_arena_alloc_n(arena, wider, size, _Alignof(max_align_t))) == NULL)
        return GT_ENOMEM;
    if (*cap > 0)
        memcpy(room, *at, *cap * size);
    *at = room;
    *cap = wider;
    return GT_OK;
}
