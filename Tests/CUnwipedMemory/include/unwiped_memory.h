#ifndef UNWIPED_MEMORY_H
#define UNWIPED_MEMORY_H

/// Leaves freed memory and stacks as they are from now on, in a program that would overwrite them.
///
/// Only a program that links this can: the service has no such switch.
void unwiped_memory_begin(void);

#endif
