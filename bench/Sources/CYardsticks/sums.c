#include "CYardsticks.h"

// Where a loop begins in a cache line changes its speed by up to 25 %: without a fixed alignment
// a change anywhere in the program would move the limit.
#define ALIGNED __attribute__((aligned(64)))

ALIGNED uint64_t sum_of_bytes(const uint8_t *bytes, size_t count) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += bytes[i];
  return sum;
}

// The six bits that a byte after the first adds.
static inline uint32_t tail(uint8_t byte) { return byte & 0x3F; }

// The fastest on the six texts of several orders and forms of these branches.
ALIGNED uint64_t sum_of_scalars(const uint8_t *bytes, size_t count) {
  const uint8_t *next = bytes, *end = bytes + count;
  uint64_t sum = 0;
  while (next != end) {
    uint32_t first = *next;
    if (first < 0x80) {
      sum += first;
      next += 1;
    } else if (first >= 0xE0 && first < 0xF0) {
      sum += (first & 0x0F) << 12 | tail(next[1]) << 6 | tail(next[2]);
      next += 3;
    } else if (first < 0xE0) {
      sum += (first & 0x1F) << 6 | tail(next[1]);
      next += 2;
    } else {
      sum += (first & 0x07) << 18 | tail(next[1]) << 12 | tail(next[2]) << 6 | tail(next[3]);
      next += 4;
    }
  }
  return sum;
}
