// What Swift has no word for.
#ifndef CSOUMEMORY_H
#define CSOUMEMORY_H

// Tells the processor that the line at an address will be written soon; never faults.
static inline void sou_prefetch(const void *address) { __builtin_prefetch(address, 1); }

#endif
