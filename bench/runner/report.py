"""The report's sections, the same for Markdown and for the page."""

import statistics

from . import charts
from .figures import build_rates, latency, number, with_spread
from .inputs import KINDS

NONE = "—"
CORPUS = (" The corpus is a few dozen documents; they, the queries and the judgements were written for Sou, and many"
          " queries ask for another spelling than the text has. So these figures say whether Sou does what it"
          " is made for, and little about which engine ranks better.")
# How far apart two figures must be to be called better or worse.
NOTABLE = 1.05


class Section:
    """A heading, sentences, a table (header and rows of text), and charts for the page."""

    def __init__(self, title, text="", header=(), rows=(), charts=()):
        self.title, self.text, self.header = title, text, list(header)
        self.rows, self.charts = [list(row) for row in rows], [chart for chart in charts if chart]


class Contest:
    """One thing measured of several engines: who is ahead of Sou, who behind."""

    OWN = ("sou", "sou-extension")

    def __init__(self, what, values, larger_is_better, unit="", chance=None):
        self.what, self.values, self.unit = what, values, unit
        self.larger_is_better = larger_is_better
        self.chance = chance  # by peer, whether the difference from Sou may be chance

    def is_notable(self, peer, ratio):
        return ratio > NOTABLE if self.chance is None else ratio > 1 and not self.chance[peer]

    def standing(self):
        """(how Sou stands to the best peer: behind, ahead or neither; that peer; how many times as
        good the better of them is), or None where there is nothing to compare."""
        peers = {n: v for n, v in self.values.items() if n not in self.OWN and v}
        own = self.values.get("sou")
        if not own or not peers:
            return None
        best = (max if self.larger_is_better else min)(peers, key=peers.get)
        ratio = peers[best] / own if self.larger_is_better else own / peers[best]
        if self.is_notable(best, ratio):
            return "behind", best, ratio
        if self.is_notable(best, 1 / ratio):
            return "ahead", best, 1 / ratio
        return "neither", best, ratio

    def sentence(self):
        standing, best, ratio = self.standing()
        said = "%s: %s%s, the best peer (%s) %s%s" % (
            self.what, number(self.values["sou"]), self.unit, best, number(self.values[best]), self.unit)
        return said + (", %s times as good" if standing == "behind" else ": Sou is %s times as good") % (
            number(ratio))


def sections(results):
    """All of the report."""
    parts, contests = measured(results)
    return [head(results), *verdicts(contests), *parts, footer(results)]


def measured(results):
    """The sections of what was measured, and what can be compared with a peer."""
    contests = []
    parts = [tokenizers(results, contests), *builds(results, contests), *latencies(results, contests),
             found(results), agreement(results), growth(results), *relevance(results, contests)]
    return [part for part in parts if part], [contest for contest in contests if contest.standing()]


def head(results):
    machine = results["machine"]
    rows = [["machine", "%s, %d cores, %s GB, %s" % (
        machine["processor"], machine["cores"], number(machine["memory_bytes"] / 1e9), machine["system"])],
        ["load average", "%s before, %s after (1 is one busy core)" % (
            number(machine["load_before"]), number(machine["load_after"]))],
        ["commit", results["commit"]], ["run", "%s, `%s`, %s minutes" % (
            results["date"], results["command"], number(results["seconds"] / 60))],
        ["texts", results["texts"]]]
    rows += [[name, "; ".join(x for x in (engine["version"], engine.get("note")) if x)]
             for name, engine in [*results["versions"].items(), *results["tokenizers"]["versions"].items()]]
    rows += [["missing: " + name, reason] for name, reason in results["missing"].items()]
    return Section("Sou beside its peers", "All engines got the same documents and queries in one run, in"
                   " turns, one thread each. A figure is a median, with least and most in brackets. "
                   + ("" if results["texts"] == "../shared/data" else
                      "The texts are few, so times say little: %s. " % results["texts"])
                   + ("Nothing is missing." if not results["missing"] else
                      "Not measured, for the reason in the table: %s." % ", ".join(results["missing"])),
                   ["what", "is"], rows)


def standings(contests):
    """The contests by how Sou stands in them."""
    return {name: [c for c in contests if c.standing()[0] == name] for name in ("behind", "ahead", "neither")}


def verdicts(contests):
    rows = {name: [[contest.sentence()] for contest in of] for name, of in standings(contests).items()
            if name != "neither"}
    behind, ahead = rows["behind"], rows["ahead"]
    rest = len(contests) - len(behind) - len(ahead)
    return [
        Section("Where Sou is behind", "Peers that find less than half of what they should are left out."
                + ("" if behind else " Sou is behind in none of %d comparisons." % len(contests)),
                ["%d of %d comparisons with the best peer" % (len(behind), len(contests))], behind),
        Section("Where Sou is ahead", "Neither (less than %d %% apart; of relevance, what may be chance): %d." % (
            round(NOTABLE * 100 - 100), rest),
                ["%d of %d comparisons with the best peer" % (len(ahead), len(contests))], ahead)]


def tokenizers(results, contests):
    scripts = results["tokenizers"]["scripts"]
    names = list(dict.fromkeys(name for row in scripts.values() for name in row["tokenizers"]))
    rates = {}
    for script, row in scripts.items():
        for name, samples in row["tokenizers"].items():
            rates[script, name] = [row["bytes"] / sample["cpu_ns"] * 1e3 for sample in samples]
        contests.append(Contest(
            "tokenizer, %s" % script,
            {n: statistics.median(rates[script, n]) for n in row["tokenizers"]}, True, " MB/s"))
    rows = [[name] + [cell(rates, scripts, script, name) for script in scripts] for name in names]
    drawn = [charts.bars(script, [(name, rates[script, name]) for name in names if (script, name) in rates],
                         "MB/s", logarithmic=True) for script in scripts]
    return Section("Tokenizers alone", "MB of UTF-8 a second of processor time; after it, million"
                   " tokens a second. Texts of %s." % ", ".join(
                       "%s MB (%s)" % (number(row["bytes"] / 1e6), s) for s, row in scripts.items()),
                   ["tokenizer", *scripts], rows, drawn)


def cell(rates, scripts, script, name):
    if (script, name) not in rates:
        return NONE
    tokens = statistics.median(
        sample["tokens"] / sample["cpu_ns"] * 1e3 for sample in scripts[script]["tokenizers"][name])
    return "%s; %s" % (with_spread(rates[script, name]), number(tokens))


def main_row(results):
    """The size at which most is measured."""
    return max(results["sizes"], key=lambda row: (row["passes"], row["documents"]))


def built(row):
    return {name: samples for name, samples in row["engines"].items() if samples["builds"]}


def builds(results, contests):
    row = main_row(results)
    engines = built(row)
    text = row["text_bytes"]
    rates = {name: build_rates(row, samples) for name, samples in engines.items()}
    cpu = {name: [b["cpu_s"] for b in samples["builds"]] for name, samples in engines.items()}
    size = {name: samples["builds"][-1]["index_bytes"] / text for name, samples in engines.items()}
    bare = {name: samples.get("bare", {}).get("index_bytes", 0) / text for name, samples in engines.items()}
    peak = {name: max(b["peak_bytes"] for b in samples["builds"]) / 1e6 for name, samples in engines.items()}
    middle = {name: statistics.median(values) for name, values in rates.items()}
    unsplit = {name: statistics.median(text / 1e6 / (b["wall_s"] - b["split_s"]) for b in samples["builds"])
               for name, samples in engines.items()}
    contests += [
        Contest(what, {n: v for n, v in values.items() if answers(results, n, "char2")}, larger, unit)
        for what, values, larger, unit in [
            ("build", middle, True, " MB/s"),
            ("build, splitting in Python not counted", unsplit, True, " MB/s"),
            ("build, processor time", {n: statistics.median(v) for n, v in cpu.items()}, False, " s"),
            ("build, peak memory", peak, False, " MB"),
            ("index with texts / text", size, False, ""),
            ("index without texts / text", bare, False, "")]]
    rows = []
    for name, samples in engines.items():
        splitting = statistics.median(b["split_s"] / b["wall_s"] for b in samples["builds"])
        rows.append([name, with_spread(rates[name]), with_spread(cpu[name]),
                     "%.0f %%" % (splitting * 100) if splitting else NONE, number(peak[name]),
                     number(size[name]), number(bare[name]) if bare[name] else NONE])
    rows += failures(row)
    return [Section(
        "Building an index", "%s documents, %s MB of text, until the index is durable. Splitting is the share"
        " of the time that goes to bigrams in Python, which a native splitter would shrink. Memory is the"
        " whole process, with its interpreter or virtual machine. Index over text: with the texts stored,"
        " and without." % ("{:,}".format(row["documents"]), number(text / 1e6)),
        ["engine", "MB/s", "processor s", "splitting", "peak MB", "index / text", "without texts"], rows,
        [charts.bars("Build", list(rates.items()), "MB/s"),
         charts.bars("Index with texts / text", [(n, [v]) for n, v in size.items()], "times the text"),
         charts.bars("Peak memory", [(n, [v]) for n, v in peak.items()], "MB")])]


def failures(row):
    return [[name, samples["failed"]] for name, samples in row["engines"].items() if "failed" in samples]


def latencies(results, contests):
    row = main_row(results)
    times = {(name, kind): latency(samples, kind)
             for name, samples in row["engines"].items() for kind in KINDS}
    percentiles, rates, drawn = [], [], []
    for name, samples in row["engines"].items():
        cells = [times[name, kind] for kind in KINDS]
        percentiles.append([name] + [
            "%s / %s / %s" % (number(t.p50), number(t.p95), number(t.p99)) if t else NONE for t in cells])
        memory = samples.get("search_peak_bytes")
        rates.append([name] + [
            "%s; %s" % (with_spread(t.queries_per_second), number(statistics.median(t.cpu_ms))) if t else NONE
            for t in cells] + [number(memory / 1e6) if memory else NONE])
    for kind, label in KINDS.items():
        of_kind = {name: times[name, kind] for name in row["engines"] if times[name, kind]}
        answering = {name: t for name, t in of_kind.items() if answers(results, name, kind)}
        contests.append(Contest("latency p50, " + label, {n: t.p50 for n, t in answering.items()}, False, " ms"))
        contests.append(Contest("latency p99, " + label, {n: t.p99 for n, t in answering.items()}, False, " ms"))
        drawn.append(charts.bars(label, [(n, t.p50s) for n, t in of_kind.items()], "ms, p50", logarithmic=True))
    header = ["engine", *KINDS.values()]
    return [
        Section("Latency", "%s of %s documents, from a process that has the index open, warm, milliseconds of"
                " wall time: p50 / p95 / p99 over %d queries a kind; a query's time is the median of its passes. Short answers can be fast"
                " because little was found: see \"What is found\". The verdicts above leave out"
                " engines that find less than half of what they should." % (
                    results.get("timed", "The best 10"), "{:,}".format(row["documents"]), row["queries"]),
                header, percentiles, drawn),
        *without_names(times),
        Section("Throughput", "Queries a second in one thread; after it, milliseconds of processor time a query;"
                " last, the process's peak memory.", header + ["peak MB"], rates), *processes(results)]


def without_names(times):
    rows = {}
    for (name, _), of_kind in times.items():
        rows.setdefault(name, []).append(of_kind.search_p50 if of_kind else None)
    told = [[name, *(NONE if p50 is None else number(p50) for p50 in of)]
            for name, of in rows.items() if any(p50 is not None for p50 in of)]
    return [Section("Latency without the names", "Of it, p50 until the engine knows the ten best by its own numbers."
                    " Sou reads the documents in the same call and does not tell; Groonga has the names at once.",
                    ["engine", *KINDS.values()], told)] if told else []


def processes(results):
    """A search as a process of its own, of Sou alone: no peer has a program to compare."""
    rows = [["{:,}".format(row["documents"])] + [
        number(statistics.median(row["processes"][kind]) / 1e6) if kind in row["processes"] else NONE
        for kind in ("", *KINDS)] for row in results["sizes"] if "processes" in row]
    return [Section("`sou search` as a process", "Milliseconds of wall time from the process's start to its"
                    " end, the file in the system's cache, 20 queries a kind, medians; first of a process"
                    " that prints its version. No peer has a like program, and none is compared.",
                    ["documents", "starts", *KINDS.values()], rows)] if rows else []


def answers(results, name, kind):
    """True if the engine finds at least half of what it should; one that does not has nothing to
    compare. Of questions: half as many hits as the engine that has most."""
    if kind == "question":
        hits = {n: sum(samples.get("search", {}).get(kind, {}).get("found", []))
                for n, samples in main_row(results)["engines"].items()}
        return hits[name] * 2 >= max(hits.values())
    counted = results["agreement"]["engines"].get(name, {}).get(kind)
    return counted is None or counted["found"] * 2 >= counted["held"]


def found(results):
    engines = results["agreement"]["engines"]
    kinds = [kind for kind in KINDS if any(kind in row for row in engines.values())]
    rows = [[name] + [
        "%.1f %%; %d; %d/%d" % (100 * row[k]["found"] / max(1, row[k]["held"]), row[k]["more"], row[k]["same"],
                              row[k]["queries"]) for k in kinds] for name, row in engines.items()]
    return Section("What is found", "Beside a naive scan of the texts (NFKC, lower case, substring): the share of"
                   " the documents found that hold the text; how many more are found; for how many queries"
                   " the set is the same.", ["engine", *(KINDS[k] for k in kinds)], rows)


def agreement(results):
    row = results["agreement"]
    rows = [["%s = %s" % tuple(must["pair"]), "same documents for every query" if not must["differ"] else
             "DIFFER for %d queries: %s" % (len(must["differ"]), ", ".join(must["differ"][:5]))]
            for must in row["must"]]
    sou = row["sou"]
    if sou:
        for what in ("more", "less"):
            rows.append(["Sou finds %s than the scan" % what, "%d documents; %d of them as Sou's folding and"
                         " cutting of the text says" % (sou[what], sou[what + "_by_folding"])])
        rows.append(["not explained so", "%d%s" % (len(sou["unexplained"]), "".join(
            "; %s: %s in %s" % tuple(item) for item in sou["unexplained"][:5]))])
    return Section("Agreement", "", ["what", "is"], rows)


def growth(results):
    if len(results["sizes"]) < 2:
        return None
    rows, lines = [], {"build": {}, "char2": {}, "question": {}}
    for name in results["versions"]:
        for row in results["sizes"]:
            samples = row["engines"].get(name)
            if not samples:
                continue
            if not samples["builds"]:
                rows.append([name, "{:,}".format(row["documents"]), samples.get("failed", "")])
                continue
            rate = statistics.median(build_rates(row, samples))
            two, question = (latency(samples, kind) for kind in ("char2", "question"))
            rows.append([name, "{:,}".format(row["documents"]), number(rate),
                         number(samples["builds"][-1]["index_bytes"] / row["text_bytes"]),
                         number(max(b["peak_bytes"] for b in samples["builds"]) / 1e6),
                         number(two.p50) if two else NONE, number(question.p50) if question else NONE])
            for line, value in (("build", rate), ("char2", two and two.p50), ("question", question and question.p50)):
                if value:
                    lines[line].setdefault(name, []).append((row["documents"], value))
    return Section("Growth", "", ["engine", "documents", "build MB/s", "index / text", "build peak MB",
                                  "2 characters p50 ms", "question p50 ms"], rows,
                   [charts.lines("Build, MB/s", lines["build"]),
                    charts.lines("2 characters, p50 ms", lines["char2"]),
                    charts.lines("Question, p50 ms", lines["question"])])


def relevance(results, contests):
    columns = [(name, label) for name, row in results["relevance"].items() for label in row["queries"]]
    if not columns:
        return []
    titles = ["%s%s (%s)" % ("corpus, made for Sou" if name == "corpus" else name, ", " + label if label else "", "{:,}".format(
        results["relevance"][name]["queries"][label])) for name, label in columns]

    def scores(engine, column):
        return results["relevance"][column[0]]["engines"].get(engine, {}).get(column[1], {})

    engines = [name for name in results["versions"] if any("ndcg@10" in scores(name, c) for c in columns)]

    rows, others = [], []
    for engine in engines:
        cells = [scores(engine, column) for column in columns]
        rows.append([engine] + [ndcg(c) for c in cells])
        others.append([engine] + ["%.4f / %.4f / %.4f" % (c["mrr@10"], c["recall@10"], c["recall@100"])
                                  if "ndcg@10" in c else NONE for c in cells])
    for column, title in zip(columns, titles):
        contests.append(Contest("nDCG@10, " + title, {
            e: scores(e, column).get("ndcg@10") for e in engines}, True, chance={
            e: not is_significant(scores(e, column)) for e in engines}))
    drawn = [charts.bars(title, [(e, [scores(e, column)["ndcg@10"]]) for e in engines
                                 if "ndcg@10" in scores(e, column)], "nDCG@10", most=1)
             for column, title in zip(columns, titles)]
    failed = ["%s on %s: %s." % (engine, name, scored["failed"]) for name, row in results["relevance"].items()
              for engine, scored in row["engines"].items() if "failed" in scored]
    return [Section("Relevance, nDCG@10", "Judged queries, each as any of its words, scored by `sou eval`. After the"
                    " score, its difference from Sou's where that is more than chance (p < 0.05, paired"
                    " randomization test).%s%s" % (
                        CORPUS if "corpus" in results["relevance"] else "",
                        " Failed: " + " ".join(failed) if failed else ""), ["engine", *titles], rows, drawn),
            Section("Relevance, MRR@10 / recall@10 / recall@100", "", ["engine", *titles], others)]


def ndcg(scores):
    if "ndcg@10" not in scores:
        return NONE
    said = "%.4f" % scores["ndcg@10"]
    if is_significant(scores):
        said += " (%+.4f)" % (scores["ndcg@10"] - scores["compare"]["ndcg@10"]["mean"])
    return said


def is_significant(scores):
    """True if the difference from Sou's is more than chance."""
    return scores.get("compare", {}).get("ndcg@10", {"p": 1})["p"] < 0.05


def footer(results):
    return Section("How to repeat it", "From the repository's root; it makes its own environment under `.build`."
                   " Raw samples are in `results.json`.", ["command"], [["`%s`" % results["command"]]])
