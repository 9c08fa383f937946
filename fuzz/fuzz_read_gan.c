/* fuzz_read_gan.c - the GAN reader on any bytes. */
#include "read/project.h"

#define FUZZ_FORMAT GT_PROJECT_GAN
#include "fuzz_project.h"
