"""Xapian with its own n-grams (single characters and pairs of CJK runs), BM25 with default parameters."""

import os

import xapian

from .bigrams import distinct
from .documents import read
from .engine import Engine, text


def generator():
    generator = xapian.TermGenerator()
    generator.set_flags(xapian.TermGenerator.FLAG_NGRAMS)
    return generator


def analysed(generator, text):
    """The terms of a text with their positions; pairs have none."""
    document = xapian.Document()
    generator.set_document(document)
    generator.set_termpos(0)
    generator.index_text(text)
    return document


class Xapian(Engine):
    def version(self):
        return "Xapian " + xapian.version_string()

    def build(self, documents, folder, stored):
        database = xapian.WritableDatabase(os.path.join(folder, "db"), xapian.DB_CREATE_OR_OVERWRITE)
        terms = generator()
        for name, title, body in read(documents):
            body = text(title, body)
            document = analysed(terms, body)
            document.add_value(0, name)
            if stored:
                document.set_data(body)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, folder):
        self.database = xapian.Database(os.path.join(folder, "db"))
        self.terms = generator()
        self.enquire = xapian.Enquire(self.database)
        self.enquire.set_weighting_scheme(xapian.BM25Weight())

    def tokens(self, query):
        return [(t.term, list(t.positer)) for t in analysed(self.terms, query).termlist()]

    def phrase(self, part):
        """The single characters as a phrase, as Xapian's query parser has it, and pairs to narrow it."""
        tokens = self.tokens(part)
        single = [term for _, term in sorted((at, term) for term, places in tokens for at in places)]
        phrase = xapian.Query(xapian.Query.OP_PHRASE, single, len(single))
        pairs = [term for term, places in tokens if not places]
        if not pairs:
            return phrase
        return xapian.Query(xapian.Query.OP_FILTER, phrase, xapian.Query(xapian.Query.OP_AND, pairs))

    def search(self, query, mode, limit):
        if mode == "any":
            query = xapian.Query(xapian.Query.OP_OR, distinct(term for term, _ in self.tokens(query)))
        else:
            query = xapian.Query(xapian.Query.OP_AND, [self.phrase(part) for part in query.split()])
        self.enquire.set_query(query)
        return [(match.docid, match.weight) for match in self.enquire.get_mset(0, limit)]

    def ids(self, references):
        return [self.database.get_document(row).get_value(0).decode() for row in references]
