"""One engine in a process of its own.

    python -m peers.worker build ENGINE DOCUMENTS FOLDER stored|bare
    python -m peers.worker serve ENGINE FOLDER QUERIES
    python -m peers.worker version ENGINE

A line of QUERIES: kind, mode, id, text, with tabs between. `serve` takes lines on standard input and
answers each with a line of JSON, as LucenePeer.java and search-bench do:

    time KIND              one pass over the kind's queries, the names of the best 10 documents each:
                           {"ns": wall time of each, "search_ns": of it until the documents are known,
                           but not yet their names (where that can be told), "found": hits of each,
                           "cpu_ns": of the pass}
    hits KIND LIMIT FILE   writes the best LIMIT documents of each query as a TREC run
"""

import json
import resource
import sys
import time

from .engine import NotOffered


def make(name):
    if name.startswith("sqlite") or name == "sou-extension":
        from . import sqlite
        return {"sqlite-unicode61": sqlite.Unicode61, "sqlite-trigram": sqlite.Trigram,
                "sqlite-bigram": sqlite.Bigrams, "sou-extension": sqlite.SouExtension}[name]()
    if name == "sou":
        from .sou import Sou
        return Sou()
    if name == "groonga":
        from .groonga import Groonga
        return Groonga()
    if name == "tantivy-bigram":
        from .tantivy import Tantivy
        return Tantivy()
    if name == "xapian":
        from .xapian import Xapian
        return Xapian()
    raise KeyError(name)


def build(name, documents, folder, texts):
    engine = make(name)
    start = time.perf_counter()
    engine.build(documents, folder, texts == "stored")
    wall = time.perf_counter() - start
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in (own, children))
    return {"wall_s": wall, "cpu_s": cpu, "split_s": engine.split_seconds,
            "peak_bytes": children.ru_maxrss * 1024 or peak_bytes()}


def peak_bytes():
    """The most memory that this process has held; its ru_maxrss would be that of its parent, too."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


class Server:
    def __init__(self, name, folder, queries):
        self.engine = make(name)
        self.engine.open(folder)
        self.kinds = {}
        with open(queries, encoding="utf-8") as lines:
            for line in lines:
                kind, mode, number, text = line.rstrip("\n").split("\t", 3)
                self.kinds.setdefault(kind, []).append((mode, number, text))

    def time(self, kind):
        walls, searches, found = [], [], []
        clock, search, ids = time.perf_counter_ns, self.engine.search, self.engine.ids
        start = time.process_time_ns()
        for mode, _, text in self.kinds[kind]:
            began = clock()
            hits = search(text, mode, 10)
            searched = clock()
            names = ids([reference for reference, _ in hits])
            walls.append(clock() - began)
            searches.append(searched - began)
            found.append(len(names))
        return {"ns": walls, "search_ns": searches, "found": found, "cpu_ns": time.process_time_ns() - start}

    def hits(self, kind, limit, path):
        with open(path, "w", encoding="utf-8") as run:
            for mode, number, text in self.kinds[kind]:
                hits = self.engine.search(text, mode, int(limit))
                names = self.engine.ids([reference for reference, _ in hits])
                for rank, (name, (_, score)) in enumerate(zip(names, hits), 1):
                    run.write("%s\tQ0\t%s\t%d\t%.9g\tpeer\n" % (number, name, rank, score))
        return {}


def serve(name, folder, queries):
    server = Server(name, folder, queries)
    for line in sys.stdin:
        command, *arguments = line.rstrip("\n").split("\t")
        try:
            answer = {"time": server.time, "hits": server.hits}[command](*arguments)
        except NotOffered as reason:
            answer = {"not_offered": str(reason)}
        print(json.dumps(answer), flush=True)


def main(action, name, *arguments):
    if action == "serve":
        return serve(name, *arguments)
    try:
        answer = build(name, *arguments) if action == "build" else {
            "version": make(name).version(), "note": make(name).note}
    except NotOffered as reason:
        answer = {"not_offered": str(reason)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
