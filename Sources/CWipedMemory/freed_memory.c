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
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "wiping.h"

#if WIPES

// What `free` is within the C library.
extern void __libc_free(void *block);

enum { large_byte_count = 1 << 20, pages_at_once = 1024 };

// Of a large block, pages that nobody has touched are left alone: they hold nothing, and the kernel would have to provide
// each of them to be written. Tables with room for as many PASSporTs as there can be are mostly such pages. (A page
// that the kernel has moved to swap counts as untouched; writing to it would not reach what lies there, either.)
void wiped_memory_overwrite(void *block, size_t size) {
    uintptr_t place = (uintptr_t)block, end = place + size;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    unsigned char touched[pages_at_once];
    while (size >= large_byte_count && place < end) {
        uintptr_t first = place & ~(page - 1);
        uintptr_t stretch = end - first < page * pages_at_once ? end - first : page * pages_at_once;
        if (mincore((void *)first, stretch, touched) != 0) break;
        for (size_t number = 0; number * page < stretch; number++) {
            uintptr_t next = first + (number + 1) * page < end ? first + (number + 1) * page : end;
            if (touched[number] & 1) explicit_bzero((void *)place, next - place);
            place = next;
        }
    }
    if (place < end) explicit_bzero((void *)place, end - place);
}

void free(void *block) {
    if (block == NULL) return;
    // Whoever cleans up after a failure still wants to know of it.
    int reason = errno;
    if (!leaves_memory()) wiped_memory_overwrite(block, malloc_usable_size(block));
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

void wiped_memory_overwrite(void *block, size_t size) { memset(block, 0, size); }

#endif
