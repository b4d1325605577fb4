// What Swift has no word for.
#ifndef CSOUSYSTEM_H
#define CSOUSYSTEM_H

// Tells the processor that the line at an address will be written soon; never faults.
static inline void sou_prefetch(const void *address) { __builtin_prefetch(address, 1); }

// Opens a new file without a name in a folder, for reading and writing; -1 and errno where it cannot.
int sou_open_unnamed(const char *folder);

#endif
