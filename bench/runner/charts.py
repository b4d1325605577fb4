"""Charts as inline SVG, in the page's colours, so that they read in light and dark."""

import html
import math
import statistics

from .figures import number

WIDTH, LABEL, ROW = 420, 130, 22


def bars(title, rows, unit, logarithmic=False, most=None):
    """A bar a row: (name, samples); its length the median, a line over it from least to most."""
    rows = [(name, values) for name, values in rows if values]
    if not rows:
        return None
    highest = most or max(max(values) for _, values in rows)
    lowest = min(min(values) for _, values in rows)
    # Logarithmic bars begin at the power of ten below the smallest.
    floor = 10 ** math.floor(math.log10(lowest) - 1e-9) if logarithmic else 0
    space = WIDTH - LABEL - 60

    def x(value):
        share = (math.log(value / floor) / math.log(highest / floor) if logarithmic and highest > floor
                 else value / highest)
        return LABEL + share * space

    parts = []
    for at, (name, values) in enumerate(rows):
        middle, y = statistics.median(values), 30 + at * ROW
        own = " own" if name.startswith("sou") else ""
        parts.append('<text class="name%s" x="%d" y="%d">%s</text>' % (own, LABEL - 8, y + 12, html.escape(name)))
        parts.append('<rect class="bar%s" x="%d" y="%d" width="%.1f" height="14" rx="2"/>' % (
            own, LABEL, y, max(1, x(middle) - LABEL)))
        if len(values) > 1:
            parts.append('<path class="spread" d="M%.1f %dH%.1f"/>' % (x(min(values)), y + 7, x(max(values))))
        parts.append('<text class="value" x="%.1f" y="%d">%s</text>' % (
            x(max(values)) + 6, y + 12, number(middle)))
    note = unit + (", logarithmic" if logarithmic else "")
    return frame(title, note, 34 + len(rows) * ROW, parts)


def lines(title, series):
    """Values by number of documents, both logarithmic: {name: [(documents, value)]}."""
    points = [point for line in series.values() for point in line]
    if not points:
        return None
    width, height, left, top = WIDTH - 170, 220, 50, 34
    documents, values = zip(*points)

    def scale(value, least, most):
        return 0.5 if most == least else math.log(value / least) / math.log(most / least)

    def place(point):
        return (left + scale(point[0], min(documents), max(documents)) * width,
                top + (1 - scale(point[1], min(values), max(values))) * height)

    parts = ['<path class="axis" d="M%d %dV%dH%d"/>' % (left, top, top + height + 8, left + width)]
    for count in sorted(set(documents)):
        parts.append('<text class="tick" x="%.1f" y="%d">%s</text>' % (
            place((count, values[0]))[0], top + height + 24, "{:,}".format(count)))
    for value in (min(values), max(values)):
        parts.append('<text class="name" x="%d" y="%.1f">%s</text>' % (
            left - 6, place((documents[0], value))[1] + 4, number(value)))
    ends = sorted((place(line[-1])[1], name) for name, line in series.items())
    below = 0
    for y, name in ends:
        # Names of lines that end close together move down.
        below = max(below + 14, y + 4)
        own = " own" if name.startswith("sou") else ""
        line = [place(point) for point in series[name]]
        parts.append('<polyline class="line%s" points="%s"/>' % (own, " ".join("%.1f,%.1f" % p for p in line)))
        parts += ['<circle class="dot%s" cx="%.1f" cy="%.1f" r="3"/>' % (own, *p) for p in line]
        parts.append('<text class="value%s" x="%.1f" y="%.1f">%s</text>' % (
            own, left + width + 10, below, html.escape(name)))
    return frame(title, "documents, both logarithmic", top + height + max(36, below - top - height + 8), parts)


def frame(title, note, height, parts):
    return ('<svg viewBox="0 0 %d %d" role="img" aria-label="%s"><text class="title" x="0" y="14">%s'
            ' <tspan class="note">%s</tspan></text>%s</svg>') % (
        WIDTH, height, html.escape(title), html.escape(title), html.escape(note), "".join(parts))
