#ifndef WIPING_H
#define WIPING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) \
    && !__has_feature(memory_sanitizer)
#define WIPES 1
#else
#define WIPES 0
#endif

/// Nobody defines this but the program of the attacks, so that no other has a way to switch the wiping off.
extern atomic_bool unwiped_memory_for_an_attack __attribute__((weak));

/// Whether memory is left as it is, in a service that is broken on purpose.
static inline bool leaves_memory(void) {
    return &unwiped_memory_for_an_attack != NULL
        && atomic_load_explicit(&unwiped_memory_for_an_attack, memory_order_relaxed);
}

#endif
