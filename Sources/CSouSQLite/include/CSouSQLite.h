// The part of SQLite's C interface that SouFTS5 needs, behind inline functions.
//
// Swift sees no macros with arguments, and a loadable extension must not link SQLite: there, with
// SOU_EXTENSION defined, the same calls go through the table that the host hands to the entry
// point. Types and constants come from sqlite3.h in both.
#ifndef CSOUSQLITE_H
#define CSOUSQLITE_H

#ifdef SOU_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif

// Asks the connection for FTS5's interface (https://sqlite.org/fts5.html#extending_fts5).
// *api is NULL where FTS5 is not compiled in; then the code is not SQLITE_OK either.
static inline int sou_fts5_api(sqlite3 *connection, fts5_api **api) {
  sqlite3_stmt *statement = 0;
  *api = 0;
  int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, 0);
  if (code != SQLITE_OK) return code;
  sqlite3_bind_pointer(statement, 1, (void *)api, "fts5_api_ptr", 0);
  sqlite3_step(statement);
  code = sqlite3_finalize(statement);
  return code == SQLITE_OK && *api == 0 ? SQLITE_ERROR : code;
}

static inline int sou_value_type(sqlite3_value *value) { return sqlite3_value_type(value); }

static inline const void *sou_value_blob(sqlite3_value *value) { return sqlite3_value_blob(value); }

static inline int sou_value_bytes(sqlite3_value *value) { return sqlite3_value_bytes(value); }

static inline void sou_result_double(sqlite3_context *context, double value) {
  sqlite3_result_double(context, value);
}

// The message is copied.
static inline void sou_result_error(sqlite3_context *context, const char *message) {
  sqlite3_result_error(context, message, -1);
}

static inline void sou_result_error_code(sqlite3_context *context, int code) {
  sqlite3_result_error_code(context, code);
}

// A copy that SQLite frees.
static inline char *sou_message(const char *message) { return sqlite3_mprintf("%s", message); }

#endif
