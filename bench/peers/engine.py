"""What every engine is to the bench."""


class NotOffered(Exception):
    """The engine has no way to do what is asked; its message says why."""


class Engine:
    """One engine. A build and a search happen in separate processes.

    A document is (id, title, body). A query's mode is `all` (each blank-separated part as a phrase, a
    document must have all) or `any` (a document has any of the query's tokens).
    """

    note = ""  # what a reader of the figures must know
    split_seconds = 0.0  # spent in the bench's own splitter, where the engine has none for CJK

    def version(self):
        raise NotImplementedError

    def build(self, documents, folder, stored):
        """Indexes the file of documents; on return the index is durable. `stored`: with the texts."""
        raise NotImplementedError

    def open(self, folder):
        """Makes ready to search."""
        raise NotImplementedError

    def search(self, query, mode, limit):
        """The best documents as [(reference, score)], the best first; a reference is what the engine
        has at hand."""
        raise NotImplementedError

    def ids(self, references):
        """The documents' names."""
        raise NotImplementedError


def text(title, body):
    """A document as one field, for engines that are given one."""
    return title + "\n" + body if title else body
