#ifndef COUNTING_H
#define COUNTING_H

#include <stdbool.h>
#include <stdint.h>

/// Starts counting: calls of the allocator from 0, and, under valgrind's callgrind, instructions.
void counting_begin(void);

/// Stops counting, and returns how often memory was asked for in between, on all threads.
uint64_t counting_end(void);

/// Asks for memory so many times, and gives it back: what a path costs more when it has become worse.
void counting_allocate(uint64_t times);

/// How often memory has been asked for since the last start, while counting goes on.
uint64_t counting_allocations(void);

/// Whether the allocator that this program and its libraries call is the one that counts.
bool counting_is_active(void);

/// Whether the program was built with what it takes to tell valgrind when to count.
bool counting_knows_valgrind(void);

#endif
