#include "unwiped_memory.h"

#include <stdatomic.h>
#include <stdbool.h>

// What `CWipedMemory` heeds where somebody defines it.
atomic_bool unwiped_memory_for_an_attack = false;

void unwiped_memory_begin(void) { atomic_store(&unwiped_memory_for_an_attack, true); }
