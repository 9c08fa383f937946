/* fuzz_read_mspdi.c - the MSPDI reader on any bytes. */
#include "read/project.h"

#define FUZZ_FORMAT GT_PROJECT_MSPDI
#include "fuzz_project.h"
