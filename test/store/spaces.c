/* spaces.c - empty databases for tests. */
#include "spaces.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

const char *const backend_names[BACKENDS] = {"SQLite", "PostgreSQL"};

static char folder[64];
static char pg_url[SPACE_URL_MAX];
static pid_t owner; /* a forked child must not clean up */
static int counter;

static void clean_up(void)
{
    char command[128];

    if (folder[0] == '\0' || getpid() != owner)
        return;
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0)
        (void)fprintf(stderr, "%s was left behind\n", folder);
}

static void start_pg(void)
{
    const char *root = getenv("GUATU_SOURCE");
    char command[1024];
    FILE *pipe;

    (void)snprintf(command, sizeof command, "'%s/test/store/pg.sh' %d",
                   root != NULL ? root : ".", (int)getpid());
    pipe = popen(command, "r");
    if (pipe == NULL || fgets(pg_url, sizeof pg_url, pipe) == NULL || pclose(pipe) != 0) {
        (void)fprintf(stderr, "\nNO POSTGRESQL: the tests of the second database cannot run."
                              "\nInstall postgresql-15, or set GUATU_NO_PG=1 to leave them out.\n");
        exit(1);
    }
    pg_url[strcspn(pg_url, "\n")] = '\0';
}

bool backend_ready(enum backend backend)
{
    if (backend != ON_PG)
        return true;
    if (getenv("GUATU_NO_PG") != NULL) {
        (void)fprintf(stderr, "\nGUATU_NO_PG is set: POSTGRESQL IS NOT TESTED\n");
        return false;
    }
    if (pg_url[0] == '\0')
        start_pg();
    return true;
}

void space_url(enum backend backend, char url[static SPACE_URL_MAX])
{
    counter++;
    if (backend == ON_PG) {
        (void)snprintf(url, SPACE_URL_MAX, "%.400s&schema=space_%d", pg_url, counter);
        return;
    }
    if (folder[0] == '\0') {
        (void)snprintf(folder, sizeof folder, "/tmp/guatu-test-XXXXXX");
        if (mkdtemp(folder) == NULL)
            abort();
        owner = getpid();
        (void)atexit(clean_up);
    }
    (void)snprintf(url, SPACE_URL_MAX, "%s/%d.gtspace", folder, counter);
}
