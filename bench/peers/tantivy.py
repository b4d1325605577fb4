"""tantivy: bigrams split before the insert, with positions."""

import time

import tantivy
from tantivy import Occur, Query

from .bigrams import bigrams, distinct
from .documents import read
from .engine import Engine, text


class Tantivy(Engine):
    note = "bigrams are split in Python before the insert; names come from the stored documents"

    def version(self):
        return "tantivy-py " + tantivy.__version__

    def build(self, documents, folder, stored):
        schema = tantivy.SchemaBuilder()
        schema.add_bytes_field("id", stored=True, indexed=False)
        if stored:
            schema.add_bytes_field("text", stored=True, indexed=False)
        schema.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="position")
        writer = tantivy.Index(schema.build(), path=folder).writer(heap_size=256_000_000, num_threads=1)
        for name, title, body in read(documents):
            body = text(title, body)
            document = tantivy.Document()
            document.add_bytes("id", name.encode())
            if stored:
                document.add_bytes("text", body.encode())
            start = time.perf_counter()
            split = " ".join(bigrams(body))
            self.split_seconds += time.perf_counter() - start
            document.add_text("body", split)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder):
        index = tantivy.Index.open(folder)
        index.reload()
        self.searcher, self.schema = index.searcher(), index.schema

    def term(self, token):
        return Query.term_query(self.schema, "body", token, "freq")

    def phrase(self, part):
        tokens = bigrams(part)
        return self.term(tokens[0]) if len(tokens) == 1 else Query.phrase_query(self.schema, "body", tokens)

    def search(self, query, mode, limit):
        if mode == "any":
            occur, parts = Occur.Should, [self.term(t) for t in distinct(bigrams(query))]
        else:
            occur, parts = Occur.Must, [self.phrase(part) for part in query.split()]
        if not parts:
            return []
        query = parts[0] if len(parts) == 1 else Query.boolean_query([(occur, part) for part in parts])
        return [(at, score) for score, at in self.searcher.search(query, limit, count=False).hits]

    def ids(self, references):
        return [bytes(self.searcher.doc(at)["id"][0]).decode() for at in references]
