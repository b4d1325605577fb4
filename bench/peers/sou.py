"""Sou: the index by `sou index`. Its searches are search-bench's, which uses the library."""

import ctypes
import os
import subprocess

from .engine import Engine, NotOffered


class Sou(Engine):
    note = "a search also reads the ten documents; title and body are fields of their own"

    def version(self):
        sqlite = ctypes.CDLL("libsqlite3.so.0").sqlite3_libversion
        sqlite.restype = ctypes.c_char_p
        return "sou %s, the system's SQLite %s" % (
            subprocess.check_output([os.environ["SOU"], "--version"], text=True).strip(), sqlite().decode())

    def build(self, documents, folder, stored):
        if not stored:
            raise NotOffered("`sou index` always stores the texts; the figure is that of its tables")
        index = os.path.join(folder, "sou.db")
        subprocess.run([os.environ["SOU"], "index", "--quiet", "--index", index, documents], check=True)
