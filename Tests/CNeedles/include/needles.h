#ifndef NEEDLES_H
#define NEEDLES_H

#include <stddef.h>
#include <stdint.h>

/// Bytes of the filter that `needles_scan` looks into first.
enum { needles_filter_byte_count = 1 << 21 };

/// Notes the first 8 bytes of something to search for in a filter that began as zeros.
void needles_note(uint8_t *filter, uint64_t head);

/// Finds the places where any of the noted heads stands.
///
/// Goes on from `*next`, and sets it to where it has stopped: at the end, or where `places` is full.
///
/// @param heads all heads that were noted, ascending, each once.
/// @return How many places were found.
size_t needles_scan(const uint8_t *memory, size_t length, const uint8_t *filter, const uint64_t *heads,
                    size_t head_count, size_t *places, size_t place_count, size_t *next);

#endif
