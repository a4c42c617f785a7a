#ifndef WIPED_MEMORY_H
#define WIPED_MEMORY_H

#include <stdbool.h>

/// Whether this program overwrites what it and all its libraries free, and the stack of a thread that waits: whether
/// the functions that do are ours.
///
/// They are not under a sanitizer, which brings functions of its own.
bool wiped_memory_is_active(void);

/// Leaves freed memory and stacks as they are from now on.
///
/// Warning: for the tests' service that is broken on purpose. No other program may call it.
void wiped_memory_stop_wiping_for_an_attack(void);

#endif
