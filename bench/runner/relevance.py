"""How well the engines rank the sets' questions; `sou eval` scores every run."""

import json
import subprocess

from . import engines
from .environment import say


def measure(environment, work, names, judged):
    """Of one set, by engine and by form of the queries: the measures, and how Sou compares."""
    rows = {}
    own = {}  # Sou's run for each form of the queries
    for name in names:
        row = rows[name] = {}
        folder = work / "judged"
        try:
            engines.build(environment, name, judged.documents, str(folder))
            for label, queries in judged.queries.items():
                run = work / ("%s-%s-%s.run" % (judged.name, name, label.replace(" ", "-")))
                answered = ask(environment, work, name, folder, queries, run)
                row[label] = answered or score(environment, judged, queries, run, own.get(label))
                if name == "sou":
                    own[label] = run
        except engines.EngineFailed as problem:
            row["failed"] = str(problem)
    say("relevance: " + judged.name)
    count = {label: len(queries.read_text("utf-8").splitlines()) for label, queries in judged.queries.items()}
    return {"queries": count, "engines": rows}


def ask(environment, work, name, folder, queries, run):
    """Writes an engine's run; returns why it has none."""
    asked = work / "judged.tsv"
    with open(asked, "w", encoding="utf-8") as out:
        for line in queries.read_text("utf-8").splitlines():
            out.write("question\tany\t" + line + "\n")
    server = engines.Server(environment, name, str(folder), asked, work / (name + ".log"))
    answer = server.ask("hits", "question", 100, run)
    server.close()
    return answer if "not_offered" in answer else None


def score(environment, judged, queries, run, own):
    """`sou eval` on a run; with Sou's, whether the difference could be chance."""
    command = [environment.sou, "eval", "--json", "--qrels", judged.qrels, "--queries", queries, run]
    if own:
        command += ["--compare", own]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise engines.EngineFailed("sou eval: " + done.stderr.strip())
    return json.loads(done.stdout)
