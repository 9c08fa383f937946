/* fuzz_read_xer.c - the XER reader on any bytes. */
#include "read/project.h"

#define FUZZ_FORMAT GT_PROJECT_XER
#include "fuzz_project.h"
