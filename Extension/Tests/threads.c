// Threads that load the extension and use it, each on connections of its own; see `threads`.
//
//     threads LIBSOU THREADS SECONDS

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *library;
static time_t end;

static void fail(sqlite3 *connection, const char *what) {
  fprintf(stderr, "threads: %s: %s\n", what, sqlite3_errmsg(connection));
  exit(1);
}

static int count_row(void *rows, int columns, char **values, char **names) {
  (void)columns, (void)values, (void)names;
  ++*(long *)rows;
  return 0;
}

static void run(sqlite3 *connection, const char *sql, long expected) {
  long rows = 0;
  if (sqlite3_exec(connection, sql, count_row, &rows, 0) != SQLITE_OK) fail(connection, sql);
  if (rows != expected) {
    fprintf(stderr, "threads: %ld rows, not %ld: %s\n", rows, expected, sql);
    exit(1);
  }
}

static void *work(void *rounds) {
  while (time(0) < end) {
    sqlite3 *connection = 0;
    if (sqlite3_open(":memory:", &connection) != SQLITE_OK) fail(connection, "open");
    sqlite3_enable_load_extension(connection, 1);
    char *message = 0;
    if (sqlite3_load_extension(connection, library, 0, &message) != SQLITE_OK) {
      fail(connection, message);
    }
    run(connection, "CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou')", 0);
    for (int row = 0; row < 20; row++) {
      run(connection,
          "INSERT INTO note VALUES"
          " ('輝達(NVDA-US)', 'DeepSeek開源R1模型，使用H800等晶片，がらす、한국은'), ('x', '股價 y')",
          0);
    }
    run(connection,
        "SELECT sou_rank(note, 3.0, 1.0, q), sou_highlight(note, 1, '[', ']', q),"
        " sou_snippet(note, 1, '[', ']', 20, q), sou_highlight(note, 0, '[', ']')"
        " FROM note, (SELECT '輝達 OR 股價 -z' AS q) WHERE note MATCH sou_query(q)"
        " ORDER BY sou_rank(note) LIMIT 30",
        30);
    run(connection, "SELECT * FROM sou_tokens('輝達H800')", 4);
    run(connection, "UPDATE note SET body = body || '達' WHERE note MATCH sou_query('達')", 0);
    run(connection, "INSERT INTO note(note, rank) VALUES ('integrity-check', 1)", 0);
    if (sqlite3_close(connection) != SQLITE_OK) fail(connection, "close");
    ++*(long *)rounds;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: threads LIBSOU THREADS SECONDS\n");
    return 2;
  }
  library = argv[1];
  int count = atoi(argv[2]);
  end = time(0) + atoi(argv[3]);
  pthread_t *threads = calloc((size_t)count, sizeof *threads);
  long *rounds = calloc((size_t)count, sizeof *rounds);
  if (!threads || !rounds) return 1;
  for (int i = 0; i < count; i++) {
    if (pthread_create(&threads[i], 0, work, &rounds[i]) != 0) return 1;
  }
  long sum = 0;
  for (int i = 0; i < count; i++) {
    pthread_join(threads[i], 0);
    sum += rounds[i];
  }
  printf("%d threads, %ld connections, no report\n", count, sum);
  free(threads);
  free(rounds);
  return 0;
}
