#ifndef C_ALLOCATION_COUNT_H
#define C_ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/// True if this binary counts: glibc, and no sanitizer that has an allocator of its own.
bool sou_counts_allocations(void);

/// Blocks that the calling thread has asked the heap for so far; a resized block counts again.
uint64_t sou_allocation_count(void);

#endif
