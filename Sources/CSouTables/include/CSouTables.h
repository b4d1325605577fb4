// The generated tables, as constant arrays: read-only data, nothing to initialise, and the same for
// Swift and Embedded Swift. tables.c holds the values; Tools/GenerateUnicodeTables makes it.
#ifndef CSOU_TABLES_H
#define CSOU_TABLES_H

#include <stdint.h>

#pragma clang assume_nonnull begin

enum { SOU_BLOCK_SHIFT = 6 };  // a block is 64 scalars

// scalar >> 6 -> block, for planes 0 to 3; behind them for U+E0000 to U+E0FFF. All else is a break.
extern const uint16_t sou_entry_index[0x41000 >> SOU_BLOCK_SHIFT];
extern const uint16_t sou_utf8_index[0x4000];  // the bits 0x3F0F of a scalar's three bytes -> block * 64
extern const uint32_t sou_entry_blocks[];                            // block * 64 + (scalar & 63) -> entry
extern const uint32_t sou_expansions[];                              // count, then that many entries

/// A canonical composition: first + second -> composite.
typedef struct { uint32_t first, second, composite; } sou_composition;
extern const sou_composition sou_compositions[];  // sorted by first, then second
extern const uint32_t sou_composition_count;

/// A range of scalars with one value.
typedef struct { uint32_t first, last, value; } sou_range;
extern const sou_range sou_combining_classes[];  // ccc != 0, sorted
extern const uint32_t sou_combining_class_count;
extern const sou_range sou_widths[];  // columns other than 1: 0 or 2, sorted
extern const uint32_t sou_width_count;

extern const uint64_t sou_table_checksum;  // FNV-1a 64 over the values above but the widths and the second index
extern const char *const sou_table_versions;  // "UCD 15.0.0, OpenCC 1.1.6"

static inline const uint16_t *sou_entry_index_pointer(void) { return sou_entry_index; }
static inline const uint16_t *sou_utf8_index_pointer(void) { return sou_utf8_index; }
static inline const uint32_t *sou_entry_blocks_pointer(void) { return sou_entry_blocks; }
static inline const uint32_t *sou_expansions_pointer(void) { return sou_expansions; }
static inline const sou_composition *sou_compositions_pointer(void) { return sou_compositions; }
static inline const sou_range *sou_combining_classes_pointer(void) { return sou_combining_classes; }
static inline const sou_range *sou_widths_pointer(void) { return sou_widths; }

#pragma clang assume_nonnull end

#endif
