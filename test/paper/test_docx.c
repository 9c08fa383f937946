/* test_docx.c - the paper is opened again by another language's zip and XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/file.h"
#include "paper/docx.h"

static const char reader[] =
    "python3 -c '\n"
    "import sys, zipfile, xml.etree.ElementTree as et\n"
    "z = zipfile.ZipFile(sys.argv[1])\n"
    "assert z.testzip() is None\n"
    "w = \"{http://schemas.openxmlformats.org/wordprocessingml/2006/main}\"\n"
    "[et.fromstring(z.read(n)) for n in z.namelist()]\n"
    "for p in et.fromstring(z.read(\"word/document.xml\")).iter(w + \"p\"):\n"
    "    print(p.find(w + \"pPr/\" + w + \"jc\").get(w + \"val\"), \"\".join(p.itertext()))\n"
    "' %s";

static void test_read_by_others(void **unused)
{
    const struct gt_docx_para paras[] = {
        {GT_DOCX_TITLE, GT_STR("关于印发工作要点的通知")},
        {GT_DOCX_BODY, GT_STR("1. A <b> & \"C\"\x01")},
        {GT_DOCX_RIGHT, GT_STR("2026年1月5日")},
    };
    const struct gt_docx_view view = {GT_STR("要点"), paras, GT_LEN(paras), 1767571200000};
    char path[] = "/tmp/guatu-docx-XXXXXX", command[1024], found[4096];
    struct gt_err err = {0};
    struct gt_buf out;
    FILE *pipe;
    size_t len;
    int fd;

    (void)unused;
    gt_buf_init(&out, GT_DOCX_BYTES_MAX);
    assert_int_equal(gt_docx_write(&view, &out, &err), GT_OK);
    fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(gt_file_replace(path, gt_buf_view(&out), &err), GT_OK);
    snprintf(command, sizeof command, reader, path);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    len = fread(found, 1, sizeof found - 1, pipe);
    found[len] = '\0';
    assert_int_equal(pclose(pipe), 0);
    assert_string_equal(found, "center 关于印发工作要点的通知\nboth 1. A <b> & \"C\" \nright 2026年1月5日\n");
    unlink(path);
    gt_buf_clear(&out);
}

/* Memory that is refused at any moment gives an error, never a torn file. */
static void test_refused_memory(void **unused)
{
    const struct gt_docx_para para = {GT_DOCX_BODY, GT_STR("正文")};
    const struct gt_docx_view view = {GT_STR("x"), &para, 1, 0};
    int64_t n = 0;
    gt_rc rc;

    (void)unused;
    do {
        struct gt_buf out;

        gt_buf_init(&out, GT_DOCX_BYTES_MAX);
        gt_alloc_fail_at(n++);
        rc = gt_docx_write(&view, &out, NULL);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_buf_clear(&out);
    } while (rc != GT_OK);
    assert_true(n > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_by_others),
        cmocka_unit_test(test_refused_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
