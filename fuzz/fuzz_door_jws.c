/* fuzz_door_jws.c - any bytes as a token: nothing is taken that nobody signed. */
#include "door/jws.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const gt_str text = GT_STR_INIT(
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
        "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}");
    const struct gt_jval *keys, *payload;
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    gt_str bytes, again;

    if (gt_arena_create(32 << 20, &arena) != GT_OK)
        return 0;
    assert(gt_json_parse(arena, text, &keys, &err) == GT_OK);
    assert(gt_jws_verify(arena, (gt_str){(const char *)data, size}, keys, &payload, &err) != GT_OK);
    if (gt_base64url_read(arena, (gt_str){(const char *)data, size}, &bytes) &&
        gt_base64url(arena, bytes, &again) == GT_OK)
        assert(gt_str_eq(again, (gt_str){(const char *)data, size}));
    gt_arena_destroy(arena);
    return 0;
}
