// A program that links this overwrites the stack that a thread has used and needs no longer, before the thread waits.
//
// What a function computed stays below the top of the stack until another call happens to overwrite it, and a thread
// without work calls nothing: an index lay there for as long as nobody asked. The threads that do the work of the
// service wait in three functions: event loops in `epoll_wait`, those of the task pool and of the writer on a semaphore.
// As with `free`, these stand in for the C library's own.

#define _GNU_SOURCE
#include "wiping.h"

#if WIPES

#include <dlfcn.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

enum { part_byte_count = 16 * 1024, most_parts = 24 };

// Overwrites the next part of the stack, and those after it until two were clear already: most of the time nobody has
// been below them since the last time, though a thread that jumps over more than they are leaves what is deeper until
// it goes through there again. Threads have half a megabyte of stack at least, and this goes no deeper than three quarters of that,
// and two parts deeper than the thread itself has been.
static __attribute__((noinline)) void wipe_parts(int left, int clear) {
    unsigned long part[part_byte_count / sizeof(unsigned long)];
    // For the compiler, this is what gives the part the values that it has.
    __asm__ volatile("" : "=m"(part));
    unsigned long used = 0;
    for (size_t place = 0; place < part_byte_count / sizeof(unsigned long); place++) used |= part[place];
    if (used != 0) explicit_bzero(part, sizeof(part));
    clear = used == 0 ? clear + 1 : 0;
    if (clear < 2 && left > 1) wipe_parts(left - 1, clear);
    // Keeps the call above from becoming a jump that reuses this part.
    __asm__ volatile("" : : "m"(part));
}

static __attribute__((noinline)) void wipe_dead_stack(void) {
    if (!leaves_memory()) wipe_parts(most_parts, 0);
}

// The C library's own function. Every thread may look for it at once: all of them find the same.
static void *own(void *_Atomic *kept, const char *name) {
    void *found = atomic_load_explicit(kept, memory_order_acquire);
    if (found != NULL) return found;
    found = dlsym(RTLD_NEXT, name);
    if (found == NULL) abort();
    atomic_store_explicit(kept, found, memory_order_release);
    return found;
}

int epoll_wait(int set, struct epoll_event *events, int count, int timeout) {
    static void *_Atomic kept;
    int (*wait)(int, struct epoll_event *, int, int) = own(&kept, "epoll_wait");
    if (timeout != 0) wipe_dead_stack();
    return wait(set, events, count, timeout);
}

int sem_wait(sem_t *semaphore) {
    static void *_Atomic kept;
    int (*wait)(sem_t *) = own(&kept, "sem_wait");
    wipe_dead_stack();
    return wait(semaphore);
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline) {
    static void *_Atomic kept;
    int (*wait)(sem_t *restrict, const struct timespec *restrict) = own(&kept, "sem_timedwait");
    wipe_dead_stack();
    return wait(semaphore, deadline);
}

#endif
