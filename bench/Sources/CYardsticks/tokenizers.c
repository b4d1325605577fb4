#include "CYardsticks.h"

#include <sqlite3.h>
#include <stdlib.h>

struct builtin_tokenizer {
  fts5_tokenizer methods;
  Fts5Tokenizer *instance;
};

static int count_token(
  void *context, int flags, const char *term, int term_bytes, int start, int end) {
  token_count *count = context;
  (void)flags, (void)term, (void)start, (void)end;
  count->tokens += 1;
  count->term_bytes += term_bytes;
  return SQLITE_OK;
}

token_callback counting_callback(void) { return count_token; }

// https://sqlite.org/fts5.html#extending_fts5
static fts5_api *api_of(sqlite3 *connection) {
  fts5_api *api = 0;
  sqlite3_stmt *statement = 0;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, 0) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", 0);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

// Neither the connection nor the tokenizer is ever closed: both serve until the program ends.
builtin_tokenizer *builtin_tokenizer_open(const char *name) {
  sqlite3 *connection = 0;
  if (sqlite3_open(":memory:", &connection) != SQLITE_OK) return 0;
  fts5_api *api = api_of(connection);
  builtin_tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
  void *data = 0;
  if (api && tokenizer &&
      api->xFindTokenizer(api, name, &data, &tokenizer->methods) == SQLITE_OK &&
      tokenizer->methods.xCreate(data, 0, 0, &tokenizer->instance) == SQLITE_OK) {
    return tokenizer;
  }
  free(tokenizer);
  sqlite3_close(connection);
  return 0;
}

int builtin_tokenizer_run(
  builtin_tokenizer *tokenizer, const char *text, int bytes, token_count *count) {
  return tokenizer->methods.xTokenize(
    tokenizer->instance, count, FTS5_TOKENIZE_DOCUMENT, text, bytes, count_token);
}

const char *sqlite_version(void) { return sqlite3_libversion(); }
