// The part of SQLite's C interface that SouFTS5 needs, behind inline functions.
//
// Swift sees no macros with arguments, and a loadable extension must not link SQLite: there, with
// SOU_EXTENSION defined, the same calls go through the table that the host hands to the entry
// point. Types and constants come from sqlite3.h in both.
#ifndef CSOUSQLITE_H
#define CSOUSQLITE_H

#include <stdbool.h>
#include <string.h>

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

// SQL functions

typedef void (*sou_function)(sqlite3_context *, int, sqlite3_value **);

// The same arguments give the same result, and it does nothing else, so that it may stand in views,
// triggers and indexes.
static inline int sou_create_function(sqlite3 *connection, const char *name, int argument_count,
                                      sou_function function) {
  return sqlite3_create_function_v2(
      connection, name, argument_count,
      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, 0, function, 0, 0, 0);
}

static inline int sou_value_type(sqlite3_value *value) { return sqlite3_value_type(value); }

static inline int sou_value_int(sqlite3_value *value) { return sqlite3_value_int(value); }

static inline double sou_value_double(sqlite3_value *value) { return sqlite3_value_double(value); }

static inline const void *sou_value_blob(sqlite3_value *value) { return sqlite3_value_blob(value); }

// UTF-8; NULs may be inside.
static inline const void *sou_value_text(sqlite3_value *value) { return sqlite3_value_text(value); }

// Of what sou_value_blob or sou_value_text gave.
static inline int sou_value_bytes(sqlite3_value *value) { return sqlite3_value_bytes(value); }

// True if a text or blob has just these bytes.
static inline bool sou_value_is(sqlite3_value *value, bool is_blob, const void *bytes, int count) {
  const void *found = is_blob ? sqlite3_value_blob(value) : sqlite3_value_text(value);
  if (sqlite3_value_bytes(value) != count) return false;
  return count == 0 || (found && memcmp(found, bytes, (size_t)count) == 0);
}

static inline void sou_result_null(sqlite3_context *context) { sqlite3_result_null(context); }

static inline void sou_result_int(sqlite3_context *context, sqlite3_int64 value) {
  sqlite3_result_int64(context, value);
}

static inline void sou_result_double(sqlite3_context *context, double value) {
  sqlite3_result_double(context, value);
}

// UTF-8; it is copied. SQLite would take a missing pointer for NULL.
static inline void sou_result_text(sqlite3_context *context, const void *text,
                                   sqlite3_uint64 byte_count) {
  sqlite3_result_text64(context, text ? text : "", byte_count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

// The message is copied.
static inline void sou_result_error(sqlite3_context *context, const char *message) {
  sqlite3_result_error(context, message, -1);
}

static inline void sou_result_error_code(sqlite3_context *context, int code) {
  sqlite3_result_error_code(context, code);
}

// Table-valued functions (https://sqlite.org/vtab.html)

// A cursor; `state` is the implementer's.
typedef struct sou_cursor {
  sqlite3_vtab_cursor base;
  void *state;
} sou_cursor;

// `destroy` is called with the module when no table needs it any more, and where this fails.
static inline int sou_create_module(sqlite3 *connection, const char *name,
                                    const sqlite3_module *module, void (*destroy)(void *)) {
  return sqlite3_create_module_v2(connection, name, module, (void *)module, destroy);
}

// Says which columns a table has, and that it may stand in views and triggers.
static inline int sou_declare_table(sqlite3 *connection, const char *sql) {
  int code = sqlite3_declare_vtab(connection, sql);
  return code == SQLITE_OK ? sqlite3_vtab_config(connection, SQLITE_VTAB_INNOCUOUS) : code;
}

// Messages

// A copy that SQLite frees.
static inline char *sou_message(const char *message) { return sqlite3_mprintf("%s", message); }

// To the program's error log, if it has one (https://sqlite.org/errlog.html).
static inline void sou_log(int code, const char *message) { sqlite3_log(code, "%s", message); }

#endif
