// What the tokenizer is measured against, and a callback that every tokenizer is measured through.
//
// The callback is compiled apart from its callers, so that none of them can inline it: a token
// costs here what the call itself costs in FTS5.
#ifndef CYARDSTICKS_H
#define CYARDSTICKS_H

#include <stddef.h>
#include <stdint.h>

// The sum of the bytes: what merely reading the text costs.
uint64_t sum_of_bytes(const uint8_t *bytes, size_t count);

// The sum of the scalars, and nothing else: the limit of anything that looks at scalars.
// The text must be well formed; nothing is checked.
uint64_t sum_of_scalars(const uint8_t *bytes, size_t count);

// What the callback has seen.
typedef struct {
  int64_t tokens;
  int64_t term_bytes;
} token_count;

// FTS5's xToken.
typedef int (*token_callback)(
  void *context, int flags, const char *term, int term_bytes, int start, int end);

// The callback; its context is a token_count.
token_callback counting_callback(void);

// One of SQLite's own FTS5 tokenizers.
typedef struct builtin_tokenizer builtin_tokenizer;

// The tokenizer of that name with its default options; NULL if SQLite has none.
builtin_tokenizer *builtin_tokenizer_open(const char *name);

// Tokenizes as for a document and adds to *count; SQLite's result code.
int builtin_tokenizer_run(
  builtin_tokenizer *tokenizer, const char *text, int bytes, token_count *count);

// The version of the SQLite in use.
const char *sqlite_version(void);

#endif
