#ifndef WIPED_MEMORY_H
#define WIPED_MEMORY_H

#include <stdbool.h>

/// Whether this program overwrites what it and all its libraries free, and the stack of a thread that waits: whether
/// the functions that do are ours.
///
/// They are not under a sanitizer, which brings functions of its own.
bool wiped_memory_is_active(void);

#endif
