// A program that links this overwrites memory before it frees it.
//
// The dynamic linker looks for `free` and `realloc` in the program before it looks in the C library, so these two
// stand in for the library's own wherever they are called: in Swift, NIO, OpenSSL, LMDB and C++ alike. A buffer that
// held a PASSporT, an index or a client's address is zeros as soon as its owner lets go of it. (glibc's own M_PERTURB
// does not reach the blocks that a thread keeps for itself, which are the ones that are used most.)

#define _GNU_SOURCE
#include "wiped_memory.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include "wiping.h"

#if WIPES

// What `free` is within the C library.
extern void __libc_free(void *block);

void free(void *block) {
    if (block == NULL) return;
    // Whoever cleans up after a failure still wants to know of it.
    int reason = errno;
    if (!leaves_memory()) explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
    errno = reason;
}

// The library's own may move a block and leave the old one as it was.
void *realloc(void *old, size_t size) {
    if (old == NULL) return malloc(size);
    if (size == 0) {
        free(old);
        return NULL;
    }
    size_t room = malloc_usable_size(old);
    if (size <= room && size >= room / 2) return old;
    void *moved = malloc(size);
    if (moved == NULL) return NULL;
    memcpy(moved, old, room < size ? room : size);
    free(old);
    return moved;
}

bool wiped_memory_is_active(void) {
    return !leaves_memory() && dlsym(RTLD_DEFAULT, "free") == (void *)free
        && dlsym(RTLD_DEFAULT, "realloc") == (void *)realloc
        && dlsym(RTLD_DEFAULT, "sem_timedwait") == (void *)sem_timedwait;
}

#else

bool wiped_memory_is_active(void) { return false; }

#endif
