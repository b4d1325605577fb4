"""SQLite's FTS5: unicode61, trigram, bigrams split before the insert, and Sou's extension beside them."""

import json
import os
import time

from pysqlite3 import dbapi2 as sqlite3

from .bigrams import PIECE, bigrams, distinct
from .documents import read
from .engine import Engine, NotOffered, text


def quoted(token):
    return '"' + token.replace('"', '""') + '"'


class FTS5(Engine):
    tokenizer = ""
    rank = "rank"

    def version(self):
        return "SQLite " + sqlite3.sqlite_version

    def connect(self, folder):
        self.database = sqlite3.connect(os.path.join(folder, "fts.db"), isolation_level=None)

    def indexed(self, body):
        return body

    def build(self, documents, folder, stored):
        self.connect(folder)
        run = self.database.execute
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run("PRAGMA cache_size=-65536")
        run("CREATE TABLE document(rowid INTEGER PRIMARY KEY, id TEXT, body TEXT)")
        run("CREATE VIRTUAL TABLE fts USING fts5(body, content='', tokenize=%s)" % quoted(self.tokenizer))
        run("BEGIN")
        for row, (name, title, body) in enumerate(read(documents), 1):
            body = text(title, body)
            run("INSERT INTO document VALUES(?, ?, ?)", (row, name, body if stored else None))
            run("INSERT INTO fts(rowid, body) VALUES(?, ?)", (row, self.indexed(body)))
        run("COMMIT")
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        self.database.close()

    def open(self, folder):
        self.connect(folder)
        self.database.execute("PRAGMA cache_size=-262144")
        self.database.execute("PRAGMA mmap_size=4000000000")

    def tokens(self, query):
        """The distinct tokens of a query, as FTS5 expressions, to find documents with any of them."""
        raise NotImplementedError

    def phrase(self, part):
        """An FTS5 expression that finds a part of a query as a phrase."""
        return quoted(part)

    def search(self, query, mode, limit):
        if mode == "any":
            expression = " OR ".join(map(quoted, self.tokens(query)))
        else:
            expression = " AND ".join(map(self.phrase, query.split()))
        # A query may have no token: all its words too short for trigram.
        return self.ask(expression, limit) if expression else []

    def ask(self, expression, limit):
        rows = self.database.execute(
            "SELECT rowid, rank FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT ?", (expression, limit))
        return [(row, -score) for row, score in rows]

    def ids(self, references):
        # One statement for all: calls from Python would be most of the time.
        names = dict(self.database.execute(
            "SELECT rowid, id FROM document WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(references),)))
        return [names[row] for row in references]


class Unicode61(FTS5):
    tokenizer = "unicode61"
    note = "a run of CJK without punctuation is one token"

    def tokens(self, query):
        return distinct(piece.group(0) for piece in PIECE.finditer(query))


class Trigram(FTS5):
    tokenizer = "trigram"
    note = "finds nothing shorter than three characters"

    def tokens(self, query):
        runs = [piece.group(0) for piece in PIECE.finditer(query)]
        return distinct(run[i : i + 3] for run in runs for i in range(len(run) - 2))


class Bigrams(FTS5):
    # Marks must stay inside tokens, or Thai bigrams fall apart.
    tokenizer = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    note = "bigrams are split in Python before the insert"

    def indexed(self, body):
        start = time.perf_counter()
        split = " ".join(bigrams(body))
        self.split_seconds += time.perf_counter() - start
        return split

    def tokens(self, query):
        return distinct(bigrams(query))

    def phrase(self, part):
        return "(" + " + ".join(map(quoted, bigrams(part))) + ")"


class SouExtension(FTS5):
    tokenizer = "sou"
    note = "libsou.so in the same SQLite as the other FTS5 rows; has no search for any of the words"

    def version(self):
        self.connect("")
        return "%s, %s" % (self.database.execute("SELECT sou_version()").fetchone()[0], super().version())

    def connect(self, folder):
        super().connect(folder) if folder else setattr(self, "database", sqlite3.connect(":memory:"))
        self.database.enable_load_extension(True)
        self.database.load_extension(os.environ["SOU_EXTENSION"])

    def search(self, query, mode, limit):
        if mode == "any":
            raise NotOffered("sou_query asks for all words")
        return [(row, -score) for row, score in self.database.execute(
            "SELECT rowid, sou_rank(fts, ?1) AS score FROM fts WHERE fts MATCH sou_query(?1)"
            " ORDER BY score LIMIT ?2", (query, limit))]
