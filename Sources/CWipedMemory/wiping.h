#ifndef WIPING_H
#define WIPING_H

#include <stdatomic.h>
#include <stdbool.h>

#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) \
    && !__has_feature(memory_sanitizer)
#define WIPES 1
#else
#define WIPES 0
#endif

/// Whether an attack on purpose has switched everything off.
extern atomic_bool leaves_memory;

#endif
