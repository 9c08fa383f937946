/* test_qr.c - our QR codes read back by a program that is not ours (zbarimg). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "door/qr.h"

enum { QUIET = 4, SCALE = 4 };

static void write_pgm(const struct gt_qr *qr, const char *path)
{
    const int side = (qr->side + 2 * QUIET) * SCALE;
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    (void)fprintf(file, "P5\n%d %d\n255\n", side, side);
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            const int row = y / SCALE - QUIET, column = x / SCALE - QUIET;
            const bool dark = row >= 0 && column >= 0 && row < qr->side && column < qr->side &&
                              qr->dark[row][column] != 0;

            (void)fputc(dark ? 0 : 255, file);
        }
    assert_int_equal(fclose(file), 0);
}

static void every_length_is_read_back(void **state)
{
    char path[] = "/tmp/guatu-qr-XXXXXX", command[200], got[512], want[GT_QR_BYTES_MAX + 1];
    const int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    (void)close(fd);
    if (system("command -v zbarimg >/dev/null 2>&1") != 0) {
        (void)fprintf(stderr, "SKIPPED: zbarimg is not installed, no QR code was read back\n");
        skip();
    }
    (void)snprintf(command, sizeof command, "zbarimg -q --raw pgm:%s 2>/dev/null", path);
    for (int len = 1; len <= GT_QR_BYTES_MAX; len += len < 20 ? 1 : 12) {
        struct gt_qr qr;
        FILE *pipe;
        size_t read;

        for (int at = 0; at < len; at++)
            want[at] = "otpauth://totp/Guatu:lin?secret=MZXW6YTBOI&issuer=Guatu-"[(at * 7 + len) % 56];
        want[len] = '\0';
        assert_int_equal(gt_qr_make(gt_str_from(want), &qr, NULL), GT_OK);
        write_pgm(&qr, path);
        assert_non_null(pipe = popen(command, "r"));
        read = fread(got, 1, sizeof got - 1, pipe);
        got[read] = '\0';
        (void)pclose(pipe);
        while (read > 0 && got[read - 1] == '\n')
            got[--read] = '\0';
        if (strcmp(got, want) != 0)
            fail_msg("%d bytes, side %d: read \"%s\"", len, qr.side, got);
    }
    (void)unlink(path);
}

static void too_much_is_refused(void **state)
{
    char bytes[GT_QR_BYTES_MAX + 1];
    struct gt_qr qr;
    struct gt_err err;

    (void)state;
    memset(bytes, 'x', sizeof bytes);
    assert_int_equal(gt_qr_make((gt_str){bytes, GT_QR_BYTES_MAX}, &qr, &err), GT_OK);
    assert_int_equal(qr.side, GT_QR_SIDE_MAX);
    assert_int_equal(gt_qr_make((gt_str){bytes, GT_QR_BYTES_MAX + 1}, &qr, &err), GT_ELIMIT);
    assert_int_equal(gt_qr_make(GT_STR(""), &qr, &err), GT_OK);
    assert_int_equal(qr.side, 21);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_is_read_back), cmocka_unit_test(too_much_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
