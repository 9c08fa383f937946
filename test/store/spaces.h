/* spaces.h - empty databases for tests: a SQLite file or a PostgreSQL schema. */
#ifndef GT_TEST_STORE_SPACES_H
#define GT_TEST_STORE_SPACES_H

#include "base/base.h"

enum { SPACE_URL_MAX = 512 };
enum backend { ON_SQLITE, ON_PG, BACKENDS };

extern const char *const backend_names[BACKENDS];

/*
 * False where the backend may be left out: PostgreSQL with GUATU_NO_PG=1,
 * said on standard error.  Without it, a machine that has no PostgreSQL ends
 * the program with a failure.
 */
bool backend_ready(enum backend backend);

/* A new name each time; SQLite files go away when the program ends. */
void space_url(enum backend backend, char url[static SPACE_URL_MAX]);

#endif
