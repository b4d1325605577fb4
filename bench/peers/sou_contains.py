"""Whether texts hold queries as Sou folds and cuts them, by the tokens alone, without its index.

    python -m peers.sou_contains

Answers each line `[query, [text, …]]` of JSON with a line `[true, …]`: true where each blank-separated
part of the query stands in the text as consecutive tokens, the last one as a prefix if it is a lone
character of a run; or with one stretch of its kana turned to the other kind.
"""

import json
import os
import re
import sys

from pysqlite3 import dbapi2 as sqlite3


class Tokens:
    def __init__(self):
        self.database = sqlite3.connect(":memory:")
        self.database.enable_load_extension(True)
        self.database.load_extension(os.environ["SOU_EXTENSION"])

    def of(self, text):
        """The terms by position, that as written, and the kind of the last."""
        rows = self.database.execute("SELECT term, kind FROM sou_tokens(?) WHERE NOT colocated", (text,))
        rows = rows.fetchall()
        return [term for term, _ in rows], rows[-1][1] if rows else ""

    def hold(self, terms, part):
        """A query finds hiragana by katakana, too, and the other way."""
        return any(self.stands(terms, spelling) for spelling in (part, *other_kana(part)))

    def stands(self, terms, part):
        wanted, kind = self.of(part)
        is_prefix = kind in ("cjk", "hangul", "sea") and len(wanted[-1]) == 1
        exact = wanted[:-1] if is_prefix else wanted
        for at in range(len(terms) - len(wanted) + 1):
            if terms[at : at + len(exact)] == exact and (
                    not is_prefix or terms[at + len(exact)].startswith(wanted[-1])):
                return True
        return False


FLIPPED = {**{c: c + 0x60 for c in range(0x3041, 0x3097)}, **{c: c - 0x60 for c in range(0x30A1, 0x30F7)}}
STRETCH = re.compile("[\u3041-\u3096][\u3041-\u3096\u30fc]*|[\u30a1-\u30f6][\u30a1-\u30f6\u30fc]*")


def other_kana(text):
    """The text with one stretch of hiragana or katakana turned to the other kind, for each stretch."""
    return [text[: found.start()] + found[0].translate(FLIPPED) + text[found.end() :]
            for found in STRETCH.finditer(text)]


def main():
    tokens = Tokens()
    for line in sys.stdin:
        query, texts = json.loads(line)
        answers = []
        for text in texts:
            terms, _ = tokens.of(text)
            answers.append(all(tokens.hold(terms, part) for part in query.split()))
        print(json.dumps(answers), flush=True)


main()
