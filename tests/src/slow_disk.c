/* Every flush of a file takes as long as TANFANG_FLUSH says, in milliseconds: a slow stick. Preloaded into the program under test. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int late(const char *name, int file) {
    const char *milliseconds = getenv("TANFANG_FLUSH");
    if (milliseconds) usleep(1000 * (useconds_t)atoi(milliseconds));
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return late("fsync", file); }
int fdatasync(int file) { return late("fdatasync", file); }
