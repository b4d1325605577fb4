"""Whether the engines find the same documents, and those that hold the text."""

import json
import subprocess

from peers.bigrams import normal

from . import engines
from .environment import python, say
from .inputs import KINDS, lines, make_queries
from .speed import folder

# The engines whose answers must be the same, since they have the same tokens.
MUST_AGREE = [("sou", "sou-extension"), ("sqlite-bigram", "tantivy-bigram")]


def measure(environment, work, names, plan, documents, count):
    """Of each kind but questions: the sets found, beside a naive scan of NFKC, lower-cased text."""
    queries = make_queries(documents, count, work / "agreement.tsv")
    asked = {}
    for line in queries.read_text("utf-8").splitlines():
        kind, mode, number, text = line.split("\t", 3)
        if mode == "all":
            asked[number] = (kind, text)
    originals = {d["id"]: d["text"] for d in lines(documents)}
    folded = {name: normal(text) for name, text in originals.items()}
    scan = {number: {name for name, text in folded.items() if all(part in text for part in query.split())}
            for number, (_, query) in asked.items()}
    found = {name: sets(environment, work, name, plan, queries, asked, len(originals)) for name in names}
    rows = {}
    for name, answers in found.items():
        rows[name] = {}
        for kind in KINDS:
            numbers = [number for number, (of, _) in asked.items() if of == kind]
            if numbers:
                rows[name][kind] = {
                    "held": sum(len(scan[n]) for n in numbers),
                    "found": sum(len(scan[n] & answers[n]) for n in numbers),
                    "more": sum(len(answers[n] - scan[n]) for n in numbers),
                    "same": sum(answers[n] == scan[n] for n in numbers),
                    "queries": len(numbers)}
    say("agreement: %d queries over %d documents" % (len(asked), len(originals)))
    return {"engines": rows, "must": musts(found), "sou": explained(environment, found, scan, asked, originals)}


def sets(environment, work, name, plan, queries, asked, limit):
    """The documents that an engine finds for each query."""
    found = {number: set() for number in asked}
    server = engines.Server(environment, name, folder(work, name, plan), queries, work / (name + ".log"))
    for kind in dict.fromkeys(kind for kind, _ in asked.values()):
        server.ask("hits", kind, limit, work / "all.run")
        for line in (work / "all.run").read_text("utf-8").splitlines():
            number, _, document = line.split("\t")[:3]
            found[number].add(document)
    server.close()
    return found


def musts(found):
    """For each pair that must agree: the queries where they do not."""
    rows = []
    for one, other in MUST_AGREE:
        if one in found and other in found:
            differ = [n for n in found[one] if found[one][n] != found[other][n]]
            rows.append({"pair": [one, other], "differ": differ})
    return rows


def explained(environment, found, scan, asked, originals):
    """What Sou finds more or less than the scan, and how much of it its folding says."""
    if "sou" not in found:
        return None
    process = subprocess.Popen(
        [str(python), "-m", "peers.sou_contains"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environment.variables, text=True)
    row = {"more": 0, "more_by_folding": 0, "less": 0, "less_by_folding": 0, "unexplained": []}
    for number, (_, query) in asked.items():
        for what, documents in [("more", found["sou"][number] - scan[number]),
                                ("less", scan[number] - found["sou"][number])]:
            names = sorted(documents)
            process.stdin.write(json.dumps([query, [originals[name] for name in names]]) + "\n")
            process.stdin.flush()
            holds = json.loads(process.stdout.readline())
            as_folded = [held == (what == "more") for held in holds]
            row[what] += len(names)
            row[what + "_by_folding"] += sum(as_folded)
            row["unexplained"] += [[what, query, name] for name, ok in zip(names, as_folded) if not ok]
    process.stdin.close()
    process.wait()
    return row
