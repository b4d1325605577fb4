"""Asks a table that Python's sqlite3 makes with the loadable extension, and prints what it answers.

Standard input: {"library", "tokenize", "documents": [text], "queries": [text]}.
Standard output: for each query a list of [rowid, the text with [[ ]] around each mark].
"""

import json
import sqlite3
import sys

asked = json.load(sys.stdin)
connection = sqlite3.connect(":memory:")
connection.enable_load_extension(True)
connection.load_extension(asked["library"])
connection.execute(
    f"CREATE VIRTUAL TABLE note USING fts5(body, tokenize = '{asked['tokenize']}')")
connection.executemany(
    "INSERT INTO note VALUES (?)", [[text] for text in asked["documents"]])
connection.commit()
answers = [
    connection.execute(
        "SELECT rowid, sou_highlight(note, 0, '[[', ']]', ?1) FROM note"
        " WHERE note MATCH sou_query(?1) ORDER BY rowid",
        [query],
    ).fetchall()
    for query in asked["queries"]
]
json.dump(answers, sys.stdout)
