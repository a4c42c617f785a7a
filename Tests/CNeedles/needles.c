// The inner loop of a search for many things at once in all that a process remembers. In C, since it goes through every
// byte and has to be quick in a debug build, too.

#include "needles.h"

#include <string.h>

static uint32_t place_in_filter(uint64_t head) { return (uint32_t)((head * 0x9E3779B97F4A7C15u) >> 40); }

void needles_note(uint8_t *filter, uint64_t head) {
    uint32_t place = place_in_filter(head);
    filter[place >> 3] |= (uint8_t)(1u << (place & 7));
}

size_t needles_scan(const uint8_t *memory, size_t length, const uint8_t *filter, const uint64_t *heads,
                    size_t head_count, size_t *places, size_t place_count, size_t *next) {
    size_t found = 0;
    size_t at = *next;
    for (; at + 8 <= length && found < place_count; at++) {
        uint64_t head;
        memcpy(&head, memory + at, 8);
        if (head == 0) continue;
        uint32_t place = place_in_filter(head);
        if (!(filter[place >> 3] & (1u << (place & 7)))) continue;
        size_t low = 0, high = head_count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (heads[middle] < head) low = middle + 1; else high = middle;
        }
        if (low < head_count && heads[low] == head) places[found++] = at;
    }
    *next = at + 8 <= length ? at : length;
    return found;
}
