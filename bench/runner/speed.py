"""Builds and latencies of all engines on the same documents, in turns."""

import json
import os
import subprocess

from . import engines
from .environment import say
from .inputs import KINDS, grown, make_queries, text_bytes


class Plan:
    """How much is measured on so many documents."""

    def __init__(self, documents, builds, bare, warm, passes, queries):
        self.documents, self.builds, self.bare = documents, builds, bare
        self.warm, self.passes, self.queries = warm, passes, queries


def measure(environment, work, names, plan):
    """One size: builds in turns, then searches in turns. Returns raw samples, and the servers' folders."""
    documents = grown(plan.documents, work)
    queries = make_queries(documents, plan.queries, work / ("queries-%d.tsv" % plan.documents))
    row = {"documents": plan.documents, "text_bytes": text_bytes(documents),
           "engines": {name: {"builds": []} for name in names}, "queries": plan.queries}
    say("%d documents, %.1f MB" % (plan.documents, row["text_bytes"] / 1e6))
    living = build_in_turns(environment, work, names, plan, documents, row)
    search_in_turns(environment, work, living, plan, queries, row)
    return row


def folder(work, name, plan):
    return str(work / ("%s-%d" % (name, plan.documents)))


def build_in_turns(environment, work, names, plan, documents, row):
    living = list(names)
    for turn in range(plan.builds):
        for name in list(living):
            samples = row["engines"][name]
            try:
                samples["builds"].append(
                    engines.build(environment, name, documents, folder(work, name, plan)))
            except engines.EngineFailed as problem:
                samples["failed"] = "build: %s" % problem
                living.remove(name)
        say("  builds, turn %d of %d" % (turn + 1, plan.builds))
    for name in living if plan.bare else []:
        row["engines"][name]["bare"] = bare_size(environment, work, name, plan, documents)
    return living


def bare_size(environment, work, name, plan, documents):
    """The index's size without the texts, in bytes, or why there is none."""
    if name == "sou":
        stats = json.loads(subprocess.check_output(
            [environment.sou, "stats", "--json", "--index", os.path.join(folder(work, name, plan), "sou.db")]))
        return {"index_bytes": sum(
            size for table, size in stats["bytesByTable"].items() if table.startswith("posting"))}
    try:
        return engines.build(environment, name, documents, str(work / "bare"), "bare")
    except engines.EngineFailed as problem:
        return {"not_offered": str(problem)}


def search_in_turns(environment, work, names, plan, queries, row):
    servers = {}
    for name in names:
        servers[name] = engines.Server(
            environment, name, folder(work, name, plan), queries, work / (name + ".log"))
        row["engines"][name]["search"] = {}
    for kind in KINDS:
        for turn in range(plan.warm + plan.passes):
            for name, server in list(servers.items()):
                try:
                    answer = server.ask("time", kind)
                except engines.EngineFailed as problem:
                    row["engines"][name]["failed"] = "search: %s" % problem
                    del servers[name]
                    continue
                samples = row["engines"][name]["search"]
                if "not_offered" in answer:
                    samples[kind] = answer
                elif turn >= plan.warm:
                    passes = samples.setdefault(kind, {"passes": []})
                    passes["found"] = answer.pop("found")
                    passes["passes"].append(answer)
        say("  searches: " + KINDS[kind])
    for name, server in servers.items():
        row["engines"][name]["search_peak_bytes"] = server.peak_bytes()
        server.close()
