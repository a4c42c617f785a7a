#ifndef WIPED_MEMORY_H
#define WIPED_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/// Whether this program overwrites what it and all its libraries free, and the stack of a thread that waits: whether
/// the functions that do are ours.
///
/// They are not under a sanitizer, which brings functions of its own.
bool wiped_memory_is_active(void);

/// Overwrites a block with zeros, as it is done before the block is freed; what nobody has ever touched of a large block is
/// zeros already, and is not made to take memory.
void wiped_memory_overwrite(void *block, size_t size);

#endif
