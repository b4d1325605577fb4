"""Builds and latencies of all engines on the same documents, in turns."""

import json
import os
import shutil
import subprocess
import time

from . import engines
from .environment import say
from .inputs import KINDS, grown, make_queries, text_bytes


class Plan:
    """How much is measured on so many documents.

    `patience` is how many seconds of builds an engine gets: it builds no more where another would pass
    them, and not at all where its build of fewer documents says that the first would; a build of more
    than half of them is not repeated without the texts. `search_patience` is the same for the passes over
    a kind of query, of which there is always one.
    """

    def __init__(self, documents, builds, bare, warm, passes, queries, patience=600, search_patience=60):
        self.documents, self.builds, self.bare = documents, builds, bare
        self.warm, self.passes, self.queries = warm, passes, queries
        self.patience, self.search_patience = patience, search_patience


def measure(environment, work, names, plan, smaller):
    """One size: builds in turns, then searches in turns. Returns raw samples; `smaller` are those of
    the size before, or None."""
    documents = grown(plan.documents, work)
    queries = make_queries(documents, plan.queries, work / ("queries-%d.tsv" % plan.documents))
    row = {"documents": plan.documents, "text_bytes": text_bytes(documents),
           "engines": {name: {"builds": []} for name in names}, "queries": plan.queries,
           "passes": plan.passes}
    say("%d documents, %.1f MB" % (plan.documents, row["text_bytes"] / 1e6))
    living = build_in_turns(environment, work, patient(names, plan, smaller, row), plan, documents, row)
    search_in_turns(environment, work, living, plan, queries, row)
    if "sou" in living:
        row["processes"] = processes(environment, work, plan, queries)
    return row


def remove(work, names, plan):
    """Removes a size's indexes, which take many times the texts."""
    for name in names:
        shutil.rmtree(folder(work, name, plan), ignore_errors=True)


def folder(work, name, plan):
    return str(work / ("%s-%d" % (name, plan.documents)))


def patient(names, plan, smaller, row):
    """The engines that, going by fewer documents, build in time."""
    living = []
    for name in names:
        before = smaller["engines"].get(name) if smaller else None
        if before and not before["builds"]:
            row["engines"][name]["failed"] = before["failed"]
            continue
        if before:
            fastest = min(build["wall_s"] for build in before["builds"])
            seconds = fastest * row["text_bytes"] / smaller["text_bytes"]
            if seconds > plan.patience:
                row["engines"][name]["failed"] = (
                    "not built: by its rate on {:,} documents it would take {:.0f} minutes or more; the limit"
                    " is {:.0f}".format(smaller["documents"], seconds / 60, plan.patience / 60))
                continue
        living.append(name)
    return living


def build_in_turns(environment, work, names, plan, documents, row):
    living = list(names)
    for turn in range(plan.builds):
        for name in list(living):
            samples = row["engines"][name]
            spent = [build["wall_s"] for build in samples["builds"]]
            if spent and sum(spent) + spent[-1] > plan.patience:
                continue
            try:
                samples["builds"].append(
                    engines.build(environment, name, documents, folder(work, name, plan)))
            except engines.EngineFailed as problem:
                samples["failed"] = "build: %s" % problem
                living.remove(name)
        say("  builds, turn %d of %d" % (turn + 1, plan.builds))
    for name in living if plan.bare else []:
        samples = row["engines"][name]
        if samples["builds"][-1]["wall_s"] <= plan.patience / 2:
            samples["bare"] = bare_size(environment, work, name, plan, documents)
    return living


def bare_size(environment, work, name, plan, documents):
    """The index's size without the texts, in bytes, or why there is none."""
    if name == "sou":
        stats = json.loads(subprocess.check_output(
            [environment.sou, "stats", "--json", "--index", os.path.join(folder(work, name, plan), "sou.db")]))
        return {"index_bytes": sum(
            size for table, size in stats["bytesByTable"].items() if table != "document")}
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
        spent = dict.fromkeys(servers, 0.0)
        for turn in range(plan.warm + plan.passes):
            for name, server in list(servers.items()):
                samples = row["engines"][name]["search"]
                if spent[name] > plan.search_patience and samples.get(kind):
                    continue
                began = time.monotonic()
                try:
                    answer = server.ask("time", kind)
                except engines.EngineFailed as problem:
                    row["engines"][name]["failed"] = "search: %s" % problem
                    del servers[name]
                    continue
                spent[name] += time.monotonic() - began
                if "not_offered" in answer:
                    samples[kind] = answer
                elif turn >= plan.warm or spent[name] > plan.search_patience:
                    passes = samples.setdefault(kind, {"passes": []})
                    passes["found"] = answer.pop("found")
                    passes["passes"].append(answer)
        say("  searches: " + KINDS[kind])
    for name, server in servers.items():
        row["engines"][name]["search_peak_bytes"] = server.peak_bytes()
        server.close()


def processes(environment, work, plan, queries):
    """Wall time of `sou search` as a process of its own, by kind, and of a process that only starts."""
    index = os.path.join(folder(work, "sou", plan), "sou.db")
    times = {"": [timed([environment.sou, "--version"]) for _ in range(10)]}
    for line in queries.read_text("utf-8").splitlines():
        kind, mode, _, text = line.split("\t", 3)
        if len(times.setdefault(kind, [])) < 20:
            step = "--any" if mode == "any" else "--strict"
            times[kind].append(timed([environment.sou, "search", "--json", step, "--index", index, "--", text]))
    return times


def timed(command):
    start = time.perf_counter_ns()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter_ns() - start
