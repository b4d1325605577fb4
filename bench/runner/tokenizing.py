"""Tokenizers alone, on the same texts, in turns."""

import json
import subprocess

from . import engines
from .environment import say
from .inputs import make_texts

# Where a tokenizer has a language: the scripts' names begin so.
ONLY = {"jieba": "zh", "mecab": "ja"}
OURS = {"sou": "sou", "sqlite-unicode61": "unicode61", "sqlite-trigram": "trigram"}


def measure(environment, work, limit, turns):
    """By script: bytes, and for each tokenizer samples of {cpu_ns, ns, tokens}."""
    texts = make_texts(work, limit)
    row = {name: {"bytes": len(path.read_bytes()), "tokenizers": {}} for name, path in texts.items()}
    versions = {}
    servers = {}
    for name in ("lucene", "icu", "mecab", "jieba"):
        if name == "lucene" and name in environment.missing:
            continue
        server = engines.TokenizerServer(environment, name, work / (name + "-tokens.log"))
        try:
            if name != "lucene":
                versions[name] = server.answer()
            servers[name] = server
        except engines.EngineFailed as problem:
            environment.missing["tokenizer " + name] = str(problem)
    for turn in range(1 + turns):
        timed = turn > 0  # the first warms up
        sou_and_sqlite(environment, texts, row, timed)
        for name, server in servers.items():
            for script, path in texts.items():
                if not script.startswith(ONLY.get(name, "")):
                    continue
                answer = server.ask("pass", path)
                if timed:
                    row[script]["tokenizers"].setdefault(name, []).append(answer)
        say("tokenizers, turn %d of %d" % (turn, turns))
    for server in servers.values():
        server.close()
    return {"scripts": row, "versions": versions}


def sou_and_sqlite(environment, texts, row, timed):
    """One turn of tokenizer-bench, which has Sou's and SQLite's tokenizers take turns themselves."""
    answer = json.loads(subprocess.check_output(
        [environment.tokenizer_bench, "--runs", "1", "--json", *texts.values()]))
    for text in answer["texts"] if timed else []:
        for name, contender in OURS.items():
            # Its figures are of processor time.
            nanoseconds = text["bytes"] / text["megabytesPerSecond"][contender] * 1e3
            row[text["name"]]["tokenizers"].setdefault(name, []).append(
                {"cpu_ns": nanoseconds, "tokens": text["tokens"][contender]})
