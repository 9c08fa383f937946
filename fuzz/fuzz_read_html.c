/* fuzz_read_html.c - a page of any bytes: an opening tag before them makes it
 * one. */
#include "base/buf.h"
#include "read_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_buf page;

    gt_buf_init(&page, 64 * 1024 * 1024);
    gt_buf_text(&page, "<html>");
    gt_buf_add(&page, data, size);
    if (page.status == GT_OK)
        (void)gt_fuzz_read(gt_buf_view(&page));
    gt_buf_clear(&page);
    return 0;
}
