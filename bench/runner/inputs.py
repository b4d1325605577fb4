"""The same documents, texts and queries for all: made once a run, with a fixed seed."""

import json
import random
import re
import sqlite3
import subprocess
import sys

from peers.bigrams import normal

from .environment import root

shared = root.parent / "shared/data"
KINDS = {
    "char1": "1 character", "char2": "2 characters", "phrase": "4-6 characters", "words": "2 words",
    "question": "question",
}
# A character with the marks on it, so that no query begins or ends in the middle of one.
UNIT = "(?:[^\\W\\d_a-zA-Z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]*)"
RUN = re.compile("%s{2,}" % UNIT)
ONE = re.compile(UNIT)


def uses_shared():
    return (shared / "text").is_dir() and (shared / "sets").is_dir()


def grown(count, work):
    """`count` documents from make-million."""
    path = work / ("documents-%d.jsonl" % count)
    if not path.exists():
        subprocess.run([sys.executable, root / "bench/make-million", str(count), path], check=True)
    return path


def text_bytes(documents):
    """The bytes of titles and texts."""
    return sum(len((d.get("title") or "").encode()) + len(d["text"].encode()) for d in lines(documents))


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def questions():
    """Questions that people asked of the sets, in turn, or those of the corpus."""
    if not uses_shared():
        rows = (root / "corpus/queries.tsv").read_text("utf-8").splitlines()
        return [row.split("\t")[1] for row in rows if row.split("\t")[0].endswith("-q")]
    sets = [(shared / "sets" / name / "queries.tsv").read_text("utf-8").splitlines()
            for name in ("drcd", "cmrc2018", "jaquad", "korquad")]
    return [row.split("\t")[1] for rows in zip(*sets) for row in rows]


def make_queries(documents, count, path):
    """`count` queries a kind, drawn from the documents; lines kind, mode, id, text."""
    draw = random.Random(20240607)
    bodies = [normal(document["text"]) for _, document in zip(range(20_000), lines(documents))]

    def runs():
        return [ONE.findall(run) for run in RUN.findall(draw.choice(bodies))]

    def piece(run, length):
        at = draw.randint(0, len(run) - length)
        return "".join(run[at : at + length])

    def stretch(least, most):
        while True:
            length = draw.randint(least, most)
            fitting = [run for run in runs() if len(run) >= length]
            if fitting:
                return piece(draw.choice(fitting), length)

    def two_words():
        while True:
            found = runs()
            if len(found) >= 2:
                return " ".join(
                    piece(run, min(len(run), draw.randint(2, 4))) for run in draw.sample(found, 2))

    asked = questions()
    asked = [asked[i % len(asked)] for i in range(count)]
    makers = {"char1": lambda i: stretch(1, 1), "char2": lambda i: stretch(2, 2),
              "phrase": lambda i: stretch(4, 6), "words": lambda i: two_words(),
              "question": lambda i: asked[i]}
    with open(path, "w", encoding="utf-8") as out:
        for kind, make in makers.items():
            mode = "any" if kind == "question" else "all"
            for i in range(count):
                out.write("%s\t%s\t%s-%d\t%s\n" % (kind, mode, kind, i, make(i)))
    return path


def make_texts(work, limit):
    """A text by script, of at most `limit` bytes of whole documents, with U+001E between; the corpus
    again and again up to 1 MB, since less takes no time that can be measured."""
    folder = work / "texts"
    folder.mkdir(exist_ok=True)
    if uses_shared():
        sources = {p.stem: p.read_text("utf-8").split("\x1e") for p in sorted((shared / "text").glob("*.txt"))}
    else:
        folders = sorted(p for p in (root / "corpus/documents").iterdir() if p.is_dir())
        sources = {p.name: [f.read_text("utf-8") for f in sorted(p.iterdir())] for p in folders}
        for name, texts in sources.items():
            size = sum(len(text.encode()) for text in texts)
            sources[name] = texts * -(-1_000_000 // size)
    paths = {}
    for name, texts in sources.items():
        kept, size = [], 0
        for text in texts:
            if size + len(text.encode()) > limit and kept:
                break
            kept.append(text)
            size += len(text.encode())
        paths[name] = folder / (name + ".txt")
        paths[name].write_text("\x1e".join(kept), "utf-8")
    return paths


class JudgedSet:
    """A set of documents, queries and judgements to measure relevance on."""

    def __init__(self, name, documents, queries, qrels, others=()):
        self.name, self.documents, self.qrels = name, documents, qrels
        self.queries = {"": queries, **dict(others)}  # by what is different about them


def judged_sets(work, names, every, sou):
    """The sets named, with every so many-th query; where there are none, the corpus."""
    if not uses_shared():
        return [corpus_set(work, sou)]
    sets = []
    for name in names:
        folder = shared / "sets" / name
        files = {"": folder / "queries.tsv"}
        for other in sorted(folder.glob("queries.*.tsv")):
            files["other script"] = other
        kept = {}
        for label, file in files.items():
            rows = file.read_text("utf-8").splitlines(keepends=True)[::every]
            kept[label] = work / ("%s-%s.tsv" % (name, label.replace(" ", "-") or "queries"))
            kept[label].write_text("".join(rows), "utf-8")
        sets.append(JudgedSet(name, folder / "docs.jsonl", kept.pop(""), folder / "qrels.tsv", kept.items()))
    return sets


def corpus_set(work, sou):
    """The corpus as Sou reads it, so that all engines get the same titles and texts."""
    index = work / "corpus.db"
    if not index.exists():
        subprocess.run([sou, "index", "--quiet", "--index", index, root / "corpus/documents"], check=True)
    rows = sqlite3.connect(index).execute("SELECT locator, title, body FROM document ORDER BY id")
    documents = work / "corpus.jsonl"
    with open(documents, "w", encoding="utf-8") as out:
        for locator, title, body in rows:
            out.write(json.dumps({"id": locator, "title": title, "text": body}, ensure_ascii=False) + "\n")
    queries = root / "corpus/queries.tsv"
    asked = work / "corpus-questions.tsv"
    asked.write_text("".join(
        row for row in queries.read_text("utf-8").splitlines(keepends=True) if row.split("\t")[0].endswith("-q")))
    return JudgedSet("corpus", documents, queries, root / "corpus/qrels.tsv", [("questions", asked)])
