"""Groonga through its C library: TokenBigram, its newest NFKC normalizer, static index construction."""

import ctypes
import json
import os

from .bigrams import distinct
from .documents import read
from .engine import Engine, NotOffered, text

MORE = 1  # GRN_CTX_MORE: more follows this piece


class Library:
    """A connection, which takes command lines and gives their answers."""

    def __init__(self):
        library = self.library = ctypes.CDLL("libgroonga.so.0")
        pointer, number, string = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
        unsigned = ctypes.c_uint
        for name, result, arguments in [
            ("grn_get_version", string, []),
            ("grn_ctx_open", pointer, [number]),
            ("grn_ctx_close", number, [pointer]),
            ("grn_db_create", pointer, [pointer, string, pointer]),
            ("grn_db_open", pointer, [pointer, string]),
            ("grn_obj_close", number, [pointer, pointer]),
            ("grn_ctx_send", unsigned, [pointer, string, unsigned, number]),
            ("grn_ctx_recv", unsigned, [pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)),
                                        ctypes.POINTER(unsigned), ctypes.POINTER(number)]),
        ]:
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        library.grn_init()
        self.context = library.grn_ctx_open(0)

    def create(self, path=None):
        self.database = self.library.grn_db_create(self.context, path and path.encode(), None)

    def open(self, path):
        self.database = self.library.grn_db_open(self.context, path.encode())
        if not self.database:
            raise OSError("Groonga cannot open " + path)

    def send(self, line, more=False):
        """The raw answer to a command line, or to a line of data where more of it follows."""
        line = line.encode()
        self.library.grn_ctx_send(self.context, line, len(line), MORE if more else 0)
        answer, flags = b"", ctypes.c_int(MORE)
        piece, length = ctypes.POINTER(ctypes.c_char)(), ctypes.c_uint()
        while flags.value & MORE:
            self.library.grn_ctx_recv(
                self.context, ctypes.byref(piece), ctypes.byref(length), ctypes.byref(flags))
            answer += ctypes.string_at(piece, length.value) if length.value else b""
        return answer

    def close(self):
        self.library.grn_obj_close(self.context, self.database)
        self.library.grn_ctx_close(self.context)
        self.library.grn_fin()

    def normalizer(self):
        names = [item["name"] for item in json.loads(self.send("normalizer_list"))]
        return max((n for n in names if n.startswith("NormalizerNFKC")), key=lambda n: int(n[14:] or 0))


def argument(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def term(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Groonga(Engine):
    note = "ranks by scorer_tf_idf: it has no BM25 for select; cannot index without the texts"

    def __init__(self):
        self.library = Library()

    def version(self):
        self.library.create()
        return "Groonga %s, %s" % (
            self.library.library.grn_get_version().decode(), self.library.normalizer())

    def build(self, documents, folder, stored):
        if not stored:
            raise NotOffered("the index is made from the column that holds the texts")
        library = self.library
        library.create(os.path.join(folder, "db"))
        library.send("table_create Docs TABLE_NO_KEY")
        library.send("column_create Docs id COLUMN_SCALAR ShortText")
        library.send("column_create Docs body COLUMN_SCALAR Text")
        library.send("load --table Docs", more=True)
        before = "["
        for name, title, body in read(documents):
            row = json.dumps({"id": name, "body": text(title, body)}, ensure_ascii=False)
            library.send(before + row, more=True)
            before = ","
        library.send("]")
        library.send("table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram"
                     " --normalizer " + library.normalizer())
        library.send("column_create Terms body COLUMN_INDEX|WITH_POSITION Docs body")
        library.send("io_flush")
        library.close()

    def open(self, folder):
        self.library.open(os.path.join(folder, "db"))
        self.normalizer = self.library.normalizer()

    def tokens(self, query):
        answer = json.loads(self.library.send(
            "tokenize TokenBigram %s %s --mode GET" % (argument(query), self.normalizer)))
        # One of symbols alone would be syntax.
        return [t["value"] for t in answer if any(c.isalnum() for c in t["value"])]

    def search(self, query, mode, limit):
        parts = distinct(self.tokens(query)) if mode == "any" else query.split()
        expression = (" OR " if mode == "any" else " ").join(map(term, parts))
        # Version 3 of the answers does not cut scores to integers.
        answer = json.loads(self.library.send(
            "select Docs --match_columns \"scorer_tf_idf(body)\" --query %s --output_columns id,_score"
            " --sort_keys -_score --limit %d --cache no --command_version 3"
            % (argument(expression), limit)))
        return [(name, score) for name, score in answer["records"]]

    def ids(self, references):
        return references
