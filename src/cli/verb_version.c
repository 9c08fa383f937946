/* verb_version.c - guatu version: what was built. */
#include "cli/cli.h"

int gt_verb_version(struct gt_cli *cli, int argc, char **argv)
{
    static const char *const about[GT_LANG_COUNT] = {"显示版本。", "Shows the version."};
    int rc = gt_cli_options(cli, &argc, argv, NULL, 0, about, NULL);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    printf(cli->json ? "{\"version\":\"%s\"}\n" : "guatu %s\n", GT_VERSION);
    return GT_EXIT_OK;
}
