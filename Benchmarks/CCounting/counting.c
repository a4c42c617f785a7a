// A program that links this counts how often memory is asked for.
//
// The dynamic linker looks for these functions in the program before it looks in the C library, so they stand in for
// the library's own wherever they are called: in Swift, NIO, OpenSSL, LMDB and C++ alike.

#define _GNU_SOURCE
#include "counting.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#define KNOWS_VALGRIND 1
#else
#define KNOWS_VALGRIND 0
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#endif

static atomic_uint_fast64_t allocations;

static void count(void) { atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed); }

#if defined(__GLIBC__)

// What the functions are within the C library.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count();
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    count();
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    count();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
    count();
    void *aligned = __libc_memalign(alignment, size);
    if (aligned == NULL) return ENOMEM;
    *block = aligned;
    return 0;
}

bool counting_is_active(void) {
    return dlsym(RTLD_DEFAULT, "malloc") == (void *)malloc && dlsym(RTLD_DEFAULT, "realloc") == (void *)realloc
        && dlsym(RTLD_DEFAULT, "posix_memalign") == (void *)posix_memalign;
}

#else

bool counting_is_active(void) { return false; }

#endif

void counting_begin(void) {
    atomic_store(&allocations, 0);
    CALLGRIND_START_INSTRUMENTATION;
}

void counting_allocate(uint64_t times) {
    for (uint64_t time = 0; time < times; time++) {
        // Through a volatile pointer, or the compiler leaves out memory that nobody uses.
        void *volatile block = malloc(16);
        free(block);
    }
}

uint64_t counting_end(void) {
    CALLGRIND_STOP_INSTRUMENTATION;
    return atomic_load(&allocations);
}

uint64_t counting_allocations(void) { return atomic_load(&allocations); }

bool counting_knows_valgrind(void) { return KNOWS_VALGRIND; }
