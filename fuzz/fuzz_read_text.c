/* fuzz_read_text.c - plain text on any bytes, down to its proposals. */
#include "read_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return gt_fuzz_read((gt_str){(const char *)data, size});
}
