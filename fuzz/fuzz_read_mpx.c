/* fuzz_read_mpx.c - the MPX reader on any bytes. */
#include "read/project.h"

#define FUZZ_FORMAT GT_PROJECT_MPX
#include "fuzz_project.h"
