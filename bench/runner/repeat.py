"""How far two runs of the same amount lie apart, as ratios of each peer to Sou."""

import statistics

from .figures import build_rates, latency
from .inputs import KINDS
from .report import main_row

# By what part of the smaller a ratio may differ from one run to the next.
LIMITS = {"tokenizer": 0.15, "build": 0.15, "latency": 0.30}


def ratios(results):
    """{(what, of what, peer): peer's figure over Sou's}."""
    found = {}
    for script, row in results["tokenizers"]["scripts"].items():
        rates = {name: statistics.median(row["bytes"] / sample["cpu_ns"] for sample in samples)
                 for name, samples in row["tokenizers"].items()}
        add(found, "tokenizer", script, rates)
    row = main_row(results)
    built = {name: samples for name, samples in row["engines"].items() if samples["builds"]}
    add(found, "build", "wall", {n: statistics.median(build_rates(row, s)) for n, s in built.items()})
    add(found, "build", "processor", {
        n: statistics.median(b["cpu_s"] for b in s["builds"]) for n, s in built.items()})
    for kind in KINDS:
        times = {name: latency(samples, kind) for name, samples in built.items()}
        add(found, "latency", kind, {name: t.p50 for name, t in times.items() if t})
    return found


def add(found, what, of, figures):
    for name, figure in figures.items():
        if name != "sou" and figures.get("sou"):
            found[what, of, name] = figure / figures["sou"]


def compare(one, other):
    """Lines that say how far the ratios lie apart, and whether all are within the limits."""
    first, second = ratios(one), ratios(other)
    apart = {key: max(first[key], second[key]) / min(first[key], second[key]) - 1
             for key in first if key in second}
    lines, holds = [], True
    for what, limit in LIMITS.items():
        of_kind = {key: value for key, value in apart.items() if key[0] == what}
        over = {key: value for key, value in of_kind.items() if value > limit}
        holds = holds and not over
        lines.append("%s: %d ratios, median %.0f %% apart, %d more than %.0f %%" % (
            what, len(of_kind), 100 * statistics.median(of_kind.values()), len(over), 100 * limit))
        lines += ["  %s %s: %.3g and %.3g times Sou's, %.0f %% apart" % (
            key[2], key[1], first[key], second[key], 100 * value)
            for key, value in sorted(over.items(), key=lambda item: -item[1])]
    return lines, holds
