"""The sections as Markdown and as one HTML page that needs nothing else."""

import html
import re

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2126; --dim: #5b6570; --line: #d9dee3;
  --bar: #a9b4c0; --own: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e6e9ec; --dim: #98a3ae;
  --line: #30363d; --bar: #566371; --own: #fb923c; } }
body { margin: 2rem auto; padding: 0 1rem; max-width: 84rem; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1, h2 { line-height: 1.2; margin: 2rem 0 .5rem; }
p { max-width: 50rem; color: var(--dim); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th { color: var(--dim); font-weight: 600; }
tr.own td { color: var(--own); font-weight: 600; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1.5rem; margin: 1rem 0; }
svg { width: 100%; height: auto; font-size: 12px; }
svg text { fill: var(--ink); }
svg .title { font-size: 14px; font-weight: 600; }
svg .note { font-size: 12px; font-weight: 400; fill: var(--dim); }
svg .name { text-anchor: end; fill: var(--dim); }
svg .tick { text-anchor: middle; fill: var(--dim); }
svg text.own { fill: var(--own); font-weight: 600; }
svg .bar, svg .dot { fill: var(--bar); }
svg .bar.own, svg .dot.own { fill: var(--own); }
svg .spread { stroke: var(--ink); stroke-width: 1.5; }
svg .axis { stroke: var(--line); fill: none; }
svg .line { stroke: var(--bar); stroke-width: 1.5; fill: none; }
svg .line.own { stroke: var(--own); stroke-width: 2.5; }
"""


def markdown(sections):
    lines = []
    for at, section in enumerate(sections):
        lines += ["%s %s" % ("#" if at == 0 else "##", section.title), ""]
        if section.text:
            lines += [section.text, ""]
        if section.rows:
            width = len(section.header)
            lines += [row(section.header), "|" + " --- |" * width]
            lines += [row(cells + [""] * (width - len(cells))) for cells in section.rows] + [""]
    return "\n".join(lines).rstrip() + "\n"


def row(cells):
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def page(sections):
    parts = []
    for at, section in enumerate(sections):
        parts.append("<%s>%s</%s>" % (("h1" if at == 0 else "h2"), marked(section.title),
                                      ("h1" if at == 0 else "h2")))
        if section.text:
            parts.append("<p>%s</p>" % marked(section.text))
        if section.charts:
            parts.append('<div class="charts">%s</div>' % "".join(section.charts))
        if section.rows:
            parts.append(table(section))
    return ('<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport"'
            ' content="width=device-width"><title>%s</title><style>%s</style></head><body>%s</body></html>\n'
            % (html.escape(sections[0].title), STYLE, "\n".join(parts)))


def table(section):
    head = "".join("<th>%s</th>" % html.escape(cell) for cell in section.header)
    body = "".join(
        "<tr%s>%s</tr>" % (' class="own"' if cells[0] in ("sou", "sou-extension") else "",
                           "".join("<td>%s</td>" % marked(cell) for cell in cells))
        for cells in section.rows)
    return '<div class="table"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>' % (head, body)


def marked(text):
    return re.sub("`([^`]*)`", r"<code>\1</code>", html.escape(text))
