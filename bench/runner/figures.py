"""Figures out of raw samples: medians, percentiles, how they are written."""

import statistics


def spread(values):
    """Median, least and most."""
    return statistics.median(values), min(values), max(values)


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def number(value):
    """Three significant digits, without an exponent."""
    if value >= 100:
        return "{:,.0f}".format(value)
    return "%.*f" % (1 if value >= 10 else 2 if value >= 1 else 3, value)


def with_spread(values):
    middle, least, most = spread(values)
    if len(values) == 1:
        return number(middle)
    return "%s (%s–%s)" % (number(middle), number(least), number(most))


def build_rates(row, samples):
    """MB of text a second of wall time, of each build."""
    return [row["text_bytes"] / 1e6 / build["wall_s"] for build in samples["builds"]]


class Latency:
    """One engine's latencies of one kind of query, in milliseconds."""

    def __init__(self, samples):
        passes = samples["passes"]
        # A query's time is the median of its passes.
        walls = [statistics.median(times) / 1e6 for times in zip(*(p["ns"] for p in passes))]
        self.p50, self.p95, self.p99 = (percentile(walls, share) for share in (0.5, 0.95, 0.99))
        self.p50s = [percentile(p["ns"], 0.5) / 1e6 for p in passes]
        # Until the documents are known, but not yet their names; where the engine tells them apart.
        searches = [p["search_ns"] for p in passes if "search_ns" in p]
        self.search_p50 = percentile(
            [statistics.median(times) / 1e6 for times in zip(*searches)], 0.5) if searches else None
        count = len(walls)
        self.queries_per_second = [count / (sum(p["ns"]) / 1e9) for p in passes]
        self.cpu_ms = [p["cpu_ns"] / 1e6 / count for p in passes]


def latency(samples, kind):
    """The latency, or None where the engine does not offer the kind or has failed."""
    of_kind = samples.get("search", {}).get(kind, {})
    return Latency(of_kind) if of_kind.get("passes") else None
