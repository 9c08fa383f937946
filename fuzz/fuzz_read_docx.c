/*
 * fuzz_read_docx.c - Word files.  Bytes that are a zip go in as they are;
 * others become word/document.xml of a small stored zip, so that the XML is
 * reached.
 */
#include "base/buf.h"
#include "read/zip.h"
#include "read_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct gt_buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        gt_buf_char(out, (char)(value >> (8 * i)));
}

static uint32_t crc32_of(const uint8_t *data, size_t size)
{
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

/* One stored entry and the directory behind it. */
static void wrap(struct gt_buf *out, const char *name, const uint8_t *data, size_t size)
{
    uint32_t len = (uint32_t)strlen(name), crc = crc32_of(data, size), directory;

    put(out, 0x04034b50, 4), put(out, 20, 2), put(out, 0, 2), put(out, 0, 2), put(out, 0, 4);
    put(out, crc, 4), put(out, (uint32_t)size, 4), put(out, (uint32_t)size, 4), put(out, len, 2), put(out, 0, 2);
    gt_buf_text(out, name);
    gt_buf_add(out, data, size);
    directory = (uint32_t)out->len;
    put(out, 0x02014b50, 4), put(out, 20, 2), put(out, 20, 2), put(out, 0, 2), put(out, 0, 2), put(out, 0, 4);
    put(out, crc, 4), put(out, (uint32_t)size, 4), put(out, (uint32_t)size, 4), put(out, len, 2), put(out, 0, 2);
    put(out, 0, 2), put(out, 0, 2), put(out, 0, 2), put(out, 0, 4), put(out, 0, 4);
    gt_buf_text(out, name);
    put(out, 0x06054b50, 4), put(out, 0, 2), put(out, 0, 2), put(out, 1, 2), put(out, 1, 2);
    put(out, (uint32_t)out->len - directory - 12, 4), put(out, directory, 4), put(out, 0, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_buf file;

    if (gt_zip_is((gt_str){(const char *)data, size}))
        return gt_fuzz_read((gt_str){(const char *)data, size});
    if (size > 1024 * 1024)
        return 0;
    gt_buf_init(&file, 8 * 1024 * 1024);
    wrap(&file, "word/document.xml", data, size);
    if (file.status == GT_OK)
        (void)gt_fuzz_read(gt_buf_view(&file));
    gt_buf_clear(&file);
    return 0;
}
