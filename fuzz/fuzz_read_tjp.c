/* fuzz_read_tjp.c - the TJP reader on any bytes. */
#include "read/project.h"

#define FUZZ_FORMAT GT_PROJECT_TJP
#include "fuzz_project.h"
