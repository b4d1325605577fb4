#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

// SouEntry's.
int sou_register(sqlite3 *connection, char **message);

// What SQLite calls when it loads the file (https://sqlite.org/loadext.html).
int sqlite3_sou_init(sqlite3 *connection, char **message, const sqlite3_api_routines *api) {
  // Written once: other threads read it without a lock. Another value is another copy of SQLite in
  // this process, whose connections must not meet this one's functions.
  const sqlite3_api_routines *known = 0;
  if (!__atomic_compare_exchange_n(&sqlite3_api, &known, api, 0, __ATOMIC_ACQ_REL,
                                   __ATOMIC_ACQUIRE) &&
      known != api) {
    *message = api->mprintf(
        "another copy of SQLite in this process has loaded this file; load a copy of it");
    return SQLITE_ERROR;
  }
  return sou_register(connection, message);
}
