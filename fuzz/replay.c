/* replay.c - runs a fuzz target over the files of a folder: the regression
 * half of fuzzing, for builds without libFuzzer. */
#include <dirent.h>

#include "base/base.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 * 1024 * 1024 };

static int replay_file(const char *path)
{
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    uint8_t *copy;
    gt_str bytes;

    if (gt_arena_create(INPUT_MAX + 4096, &arena) != GT_OK ||
        gt_file_read(arena, path, INPUT_MAX, &bytes, &err) != GT_OK) {
        fprintf(stderr, "%s: %s\n", path, err.text[GT_LANG_EN]);
        gt_arena_destroy(arena);
        return 1;
    }
    /* A block of exactly its size, so that the sanitizer sees a read past it. */
    copy = malloc(bytes.len ? bytes.len : 1);
    if (copy != NULL) {
        memcpy(copy, bytes.at, bytes.len);
        (void)LLVMFuzzerTestOneInput(copy, bytes.len);
    }
    free(copy);
    gt_arena_destroy(arena);
    return copy == NULL;
}

int main(int argc, char **argv)
{
    int files = 0, failed = 0;

    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        const struct dirent *entry;

        if (folder == NULL) {
            failed |= replay_file(argv[i]);
            files++;
            continue;
        }
        while ((entry = readdir(folder)) != NULL) {
            char path[4096];

            if (entry->d_name[0] == '.')
                continue;
            (void)snprintf(path, sizeof(path), "%s/%s", argv[i], entry->d_name);
            failed |= replay_file(path);
            files++;
        }
        (void)closedir(folder);
    }
    printf("%d inputs replayed\n", files);
    return failed || files == 0; /* an empty corpus tests nothing */
}
