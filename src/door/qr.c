/* qr.c - a QR code from bytes.  Numbers in comments are sections of ISO/IEC 18004. */
#include "door/qr.h"

enum { DATA_MAX = 216, TOTAL_MAX = 346, BLOCKS_MAX = 5 };

/* 7.5.1, level M: codewords of error correction a block, blocks of the first
 * and the second size, data codewords of a block of the first size. */
static const struct level { int ec, first, second, data; } levels[] = {
    {0, 0, 0, 0},   {10, 1, 0, 16}, {16, 1, 0, 28}, {26, 1, 0, 44}, {18, 2, 0, 32}, {24, 2, 0, 43},
    {16, 4, 0, 27}, {18, 4, 0, 31}, {22, 2, 2, 38}, {22, 3, 2, 36}, {26, 4, 1, 43},
};
/* Annex E: centres of the alignment patterns; 0: none. */
static const int alignment[][3] = {
    {0, 0, 0}, {0, 0, 0}, {6, 18, 0}, {6, 22, 0}, {6, 26, 0}, {6, 30, 0}, {6, 34, 0},
    {6, 22, 38}, {6, 24, 42}, {6, 26, 46}, {6, 28, 50},
};

static int data_count(int version)
{
    const struct level *level = &levels[version];

    return level->first * level->data + level->second * (level->data + 1);
}

/* ---- Reed-Solomon over GF(256), polynomial 0x11d (7.5.2) ------------------------ */

static uint8_t times(uint8_t a, uint8_t b)
{
    unsigned product = 0;

    for (int bit = 7; bit >= 0; bit--) {
        product = product << 1 ^ (product >> 7 & 1) * 0x11d;
        product ^= (b >> bit & 1u) * a;
    }
    return (uint8_t)product;
}

static void remainder_of(const uint8_t *data, int count, int degree, uint8_t *out)
{
    uint8_t divisor[30] = {0}, root = 1;

    divisor[degree - 1] = 1;
    for (int i = 0; i < degree; i++) {
        for (int j = 0; j < degree; j++) {
            divisor[j] = times(divisor[j], root);
            if (j + 1 < degree)
                divisor[j] ^= divisor[j + 1];
        }
        root = times(root, 2);
    }
    memset(out, 0, (size_t)degree);
    for (int i = 0; i < count; i++) {
        const uint8_t factor = data[i] ^ out[0];

        memmove(out, out + 1, (size_t)degree - 1);
        out[degree - 1] = 0;
        for (int j = 0; j < degree; j++)
            out[j] ^= times(divisor[j], factor);
    }
}

/* ---- codewords -------------------------------------------------------------------- */

static void put_bits(uint8_t *data, int *at, unsigned value, int count)
{
    for (int bit = count - 1; bit >= 0; bit--, ++*at)
        data[*at / 8] |= (uint8_t)((value >> bit & 1) << (7 - *at % 8));
}

/* 7.4: mode, count, bytes, end, padding. */
static void fill_data(gt_str bytes, int version, uint8_t *data)
{
    const int count = data_count(version);
    int at = 0, used;

    memset(data, 0, DATA_MAX);
    put_bits(data, &at, 4, 4);
    put_bits(data, &at, (unsigned)bytes.len, version < 10 ? 8 : 16);
    for (size_t i = 0; i < bytes.len; i++)
        put_bits(data, &at, (unsigned char)bytes.at[i], 8);
    at += count * 8 - at < 4 ? count * 8 - at : 4;
    used = (at + 7) / 8;
    for (int i = used; i < count; i++)
        data[i] = (i - used) % 2 == 0 ? 0xec : 0x11;
}

/* 7.6: blocks side by side, then their error correction the same way. */
static int interleave(const uint8_t *data, int version, uint8_t *out)
{
    const struct level *level = &levels[version];
    const int blocks = level->first + level->second;
    uint8_t ec[BLOCKS_MAX][30];
    int start[BLOCKS_MAX], size[BLOCKS_MAX], at = 0, len = 0;

    for (int block = 0; block < blocks; block++) {
        start[block] = at;
        size[block] = level->data + (block >= level->first);
        remainder_of(data + at, size[block], level->ec, ec[block]);
        at += size[block];
    }
    for (int i = 0; i <= level->data; i++)
        for (int block = 0; block < blocks; block++)
            if (i < size[block])
                out[len++] = data[start[block] + i];
    for (int i = 0; i < level->ec; i++)
        for (int block = 0; block < blocks; block++)
            out[len++] = ec[block][i];
    return len;
}

/* ---- the square --------------------------------------------------------------------- */

struct square { struct gt_qr *qr; uint8_t fixed[GT_QR_SIDE_MAX][GT_QR_SIDE_MAX]; };

static void set(struct square *square, int row, int column, bool dark)
{
    if (row < 0 || column < 0 || row >= square->qr->side || column >= square->qr->side)
        return;
    square->qr->dark[row][column] = dark;
    square->fixed[row][column] = 1;
}

/* Rings around a centre: dark where the distance is not in `light`. */
static void rings(struct square *square, int row, int column, int reach, unsigned light)
{
    for (int y = -reach; y <= reach; y++)
        for (int x = -reach; x <= reach; x++) {
            const int distance = abs(x) > abs(y) ? abs(x) : abs(y);

            set(square, row + y, column + x, (light >> distance & 1) == 0);
        }
}

static void put_format(struct square *square, int mask)
{
    const int side = square->qr->side;
    const unsigned data = 0u << 3 | (unsigned)mask; /* level M is 00 */
    unsigned rest = data, bits;

    for (int i = 0; i < 10; i++) /* 7.9, BCH (15, 5) */
        rest = rest << 1 ^ (rest >> 9) * 0x537;
    bits = (data << 10 | rest) ^ 0x5412;
    for (int i = 0; i < 15; i++) {
        const bool dark = (bits >> i & 1) != 0;

        /* around the upper left finder, skipping the timing lines */
        if (i < 6)
            set(square, i, 8, dark);
        else if (i < 8)
            set(square, i + 1, 8, dark);
        else if (i == 8)
            set(square, 8, 7, dark);
        else
            set(square, 8, 14 - i, dark);
        /* and along the two others */
        if (i < 8)
            set(square, 8, side - 1 - i, dark);
        else
            set(square, side - 15 + i, 8, dark);
    }
    set(square, side - 8, 8, true);
}

static void put_patterns(struct square *square, int version)
{
    const int side = square->qr->side;

    for (int i = 0; i < side; i++) {
        set(square, 6, i, i % 2 == 0);
        set(square, i, 6, i % 2 == 0);
    }
    rings(square, 3, 3, 4, 1u << 2 | 1u << 4);
    rings(square, 3, side - 4, 4, 1u << 2 | 1u << 4);
    rings(square, side - 4, 3, 4, 1u << 2 | 1u << 4);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            const int row = alignment[version][i], column = alignment[version][j];
            const int last = alignment[version][2] != 0 ? 2 : 1;

            if (row == 0 || column == 0 || (i == 0 && j == 0) || (i == 0 && j == last) ||
                (i == last && j == 0))
                continue;
            rings(square, row, column, 2, 1u << 1);
        }
    put_format(square, 0); /* keeps its place; written again with the mask */
    if (version >= 7) { /* 7.10, BCH (18, 6) */
        unsigned rest = (unsigned)version, bits;

        for (int i = 0; i < 12; i++)
            rest = rest << 1 ^ (rest >> 11) * 0x1f25;
        bits = (unsigned)version << 12 | rest;
        for (int i = 0; i < 18; i++) {
            set(square, i / 3, side - 11 + i % 3, (bits >> i & 1) != 0);
            set(square, side - 11 + i % 3, i / 3, (bits >> i & 1) != 0);
        }
    }
}

/* 7.7.3: pairs of columns from the right, up and down in turn. */
static void put_codewords(struct square *square, const uint8_t *words, int count)
{
    const int side = square->qr->side;
    int bit = 0;

    for (int right = side - 1; right >= 1; right -= 2) {
        if (right == 6)
            right = 5;
        for (int step = 0; step < side; step++)
            for (int left = 0; left < 2; left++) {
                const bool up = ((right + 1) & 2) == 0;
                const int row = up ? side - 1 - step : step, column = right - left;

                if (square->fixed[row][column] != 0)
                    continue;
                square->qr->dark[row][column] =
                    bit < count * 8 ? words[bit / 8] >> (7 - bit % 8) & 1 : 0;
                bit++;
            }
    }
}

static bool masked(int mask, int row, int column)
{
    switch (mask) {
    case 0: return (row + column) % 2 == 0;
    case 1: return row % 2 == 0;
    case 2: return column % 3 == 0;
    case 3: return (row + column) % 3 == 0;
    case 4: return (row / 2 + column / 3) % 2 == 0;
    case 5: return row * column % 2 + row * column % 3 == 0;
    case 6: return (row * column % 2 + row * column % 3) % 2 == 0;
    default: return ((row + column) % 2 + row * column % 3) % 2 == 0;
    }
}

static void apply_mask(struct square *square, int mask)
{
    for (int row = 0; row < square->qr->side; row++)
        for (int column = 0; column < square->qr->side; column++)
            if (square->fixed[row][column] == 0 && masked(mask, row, column))
                square->qr->dark[row][column] ^= 1;
}

/* ---- 7.8.3: how badly a square reads ------------------------------------------------- */

static int at(const struct gt_qr *qr, int i, int j, bool across)
{
    return across ? qr->dark[i][j] : qr->dark[j][i];
}

static long penalty_of_lines(const struct gt_qr *qr, bool across)
{
    static const uint8_t finder[] = {1, 0, 1, 1, 1, 0, 1};
    long sum = 0;

    for (int i = 0; i < qr->side; i++) {
        int run = 1;

        for (int j = 1; j <= qr->side; j++) {
            if (j < qr->side && at(qr, i, j, across) == at(qr, i, j - 1, across)) {
                run++;
                continue;
            }
            sum += run >= 5 ? run - 2 : 0;
            run = 1;
        }
        for (int j = 0; j + 7 <= qr->side; j++) {
            int same = 0, before = 0, behind = 0;

            while (same < 7 && at(qr, i, j + same, across) == finder[same])
                same++;
            if (same < 7)
                continue;
            while (before < 4 && (j - 1 - before < 0 || at(qr, i, j - 1 - before, across) == 0))
                before++;
            while (behind < 4 && (j + 7 + behind >= qr->side || at(qr, i, j + 7 + behind, across) == 0))
                behind++;
            sum += before == 4 || behind == 4 ? 40 : 0;
        }
    }
    return sum;
}

static long penalty(const struct gt_qr *qr)
{
    long sum = penalty_of_lines(qr, true) + penalty_of_lines(qr, false), dark = 0, off;

    for (int row = 0; row < qr->side; row++)
        for (int column = 0; column < qr->side; column++) {
            dark += qr->dark[row][column];
            if (row > 0 && column > 0 && qr->dark[row][column] == qr->dark[row - 1][column] &&
                qr->dark[row][column] == qr->dark[row][column - 1] &&
                qr->dark[row][column] == qr->dark[row - 1][column - 1])
                sum += 3;
        }
    off = labs(dark * 20 - (long)qr->side * qr->side * 10) / ((long)qr->side * qr->side);
    return sum + off * 10;
}

gt_rc gt_qr_make(gt_str bytes, struct gt_qr *out, struct gt_err *err)
{
    uint8_t data[DATA_MAX], words[TOTAL_MAX];
    struct square square = {.qr = out};
    int version = 1, count, best = 0;
    long least = -1;

    while (version <= GT_QR_VERSION_MAX &&
           (size_t)data_count(version) * 8 < 4 + (version < 10 ? 8u : 16u) + bytes.len * 8)
        version++;
    if (version > GT_QR_VERSION_MAX)
        return gt_fail(err, GT_ELIMIT, "a QR code of ours holds at most %d bytes",
                       "二维码至多容纳%d字节", (int)GT_QR_BYTES_MAX);
    *out = (struct gt_qr){.side = 17 + 4 * version};
    fill_data(bytes, version, data);
    count = interleave(data, version, words);
    put_patterns(&square, version);
    put_codewords(&square, words, count);
    for (int mask = 0; mask < 8; mask++) {
        long now;

        apply_mask(&square, mask);
        put_format(&square, mask);
        now = penalty(out);
        if (least < 0 || now < least) {
            least = now;
            best = mask;
        }
        apply_mask(&square, mask); /* undone: it is its own inverse */
    }
    apply_mask(&square, best);
    put_format(&square, best);
    return GT_OK;
}
