"""The model card as one HTML page: nothing is loaded from anywhere, plots are inline SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from collector.desk.cardwords import said_by
from collector.words import _, current_language

if TYPE_CHECKING:
    from collector.desk.describing import Section

BEGINS = "<!doctype html>\n<!-- collector risk card -->\n"  # by which a former page is told
SIZE, EDGE = 260, 30
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:separate;border-spacing:0;margin:.5rem 0}td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #ddd}"
    "td:first-child,th:first-child{text-align:left;position:sticky;left:0;background:#fff}"
    "td,th{white-space:nowrap}@media(max-width:30rem){td,th{font-size:13px;padding:.15rem .3rem}td:first-child{white-space:normal;min-width:6rem}}"
    ".wide{overflow-x:auto;"  # a shadow at the right edge while there is more to scroll to
    "background:linear-gradient(90deg,#fff0,#fff 70%) right/3rem 100% no-repeat local,"
    "linear-gradient(90deg,#0000,#0003) right/.8rem 100% no-repeat scroll}"
    "figure{display:inline-block;margin:1rem 1rem 1rem 0;max-width:20rem}svg{max-width:100%;height:auto}"
)


def page(card: Mapping[str, Any], parts: Sequence[Section]) -> str:
    """The whole page; the first part is its title."""
    head, *rest = parts
    title = escape(head.title)
    body = "\n".join(_part(part) for part in rest)
    plots = f"<p>{escape(said_by(card))}</p><div>{''.join(_plots(card))}</div>" if card["tests"] else ""
    return (
        f'{BEGINS}<html lang="{current_language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>{_lines(head)}\n{plots}\n{body}\n</body></html>\n"
    )


def _part(part: Section) -> str:
    lines = _lines(part)
    if not part.rows:
        return f"<h2>{escape(part.title)}</h2>{lines}"
    head = "".join(f"<th>{escape(each)}</th>" for each in part.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in part.rows)
    return f"<h2>{escape(part.title)}</h2>{lines}<div class='wide' tabindex='0'><table><tr>{head}</tr>{rows}</table></div>"


def _lines(part: Section) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in part.lines if line)


def _plots(card: Mapping[str, Any]) -> Iterator[str]:
    bins = card["reliability"]
    bars = "".join(
        f'<line x1="{_x(b["p"])}" y1="{_y(b["low"])}" x2="{_x(b["p"])}" y2="{_y(b["high"])}" stroke="#888"/>'
        f'<circle cx="{_x(b["p"])}" cy="{_y(b["kept"])}" r="3.5" fill="#1f5fa8"/>'
        for b in bins
    )
    yield _figure(_("Said (across) and kept (up), with 95 % intervals"), bars)
    gains = card["gains"] or []
    points = (
        " ".join(f"{_x(n / (len(gains) - 1))},{_y(each)}" for n, each in enumerate(gains)) if gains else ""
    )
    line = f'<polyline points="{points}" fill="none" stroke="#1f5fa8" stroke-width="2"/>'
    yield _figure(_("Share of all broken promises (up) among the least likely (across)"), line)


def _figure(title: str, inside: str) -> str:
    whole = SIZE + 2 * EDGE
    axes = (
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#bbb"/>'
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#bbb" stroke-dasharray="4"/>'
        + "".join(
            f'<text x="{_x(at)}" y="{_y(0) + 16}" font-size="11" text-anchor="middle">{at:g}</text>'
            f'<text x="{_x(0) - 4}" y="{_y(at) + 4}" font-size="11" text-anchor="end">{at:g}</text>'
            for at in (0, 0.5, 1)
        )
    )
    return (
        f'<figure><svg viewBox="0 0 {whole} {whole}" width="{whole}" height="{whole}" role="img" aria-label="{escape(title)}">{axes}{inside}</svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def _x(share: float) -> float:
    return round(EDGE + SIZE * share, 1)


def _y(share: float) -> float:
    return round(EDGE + SIZE * (1 - share), 1)
