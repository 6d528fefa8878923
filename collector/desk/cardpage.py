"""The model card as one HTML page: nothing is loaded from anywhere, plots are inline SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from collector.words import _, current_language

if TYPE_CHECKING:
    from collector.desk.describing import Section

BEGINS = "<!doctype html>\n<!-- collector risk card -->\n"  # by which a former page is told
SIZE, EDGE = 260, 30
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #ddd}"
    "td:first-child,th:first-child{text-align:left}figure{display:inline-block;margin:1rem 2rem 1rem 0}"
)


def page(card: Mapping[str, Any], parts: Sequence[Section]) -> str:
    """The whole page."""
    title = escape(_("Model card: {version}").format(version=card["version"]))
    body = "\n".join(_part(part) for part in parts)
    plots = "".join(_plots(card)) if card["tests"] else ""
    return (
        f'{BEGINS}<html lang="{current_language()}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n{plots}\n{body}\n</body></html>\n"
    )


def _part(part: Section) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in part.lines if line)
    if not part.rows:
        return f"<h2>{escape(part.title)}</h2>{lines}"
    head = "".join(f"<th>{escape(each)}</th>" for each in part.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in part.rows)
    return f"<h2>{escape(part.title)}</h2>{lines}<table><tr>{head}</tr>{rows}</table>"


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
        f'<figure><svg width="{whole}" height="{whole}" role="img" aria-label="{escape(title)}">{axes}{inside}</svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def _x(share: float) -> float:
    return round(EDGE + SIZE * share, 1)


def _y(share: float) -> float:
    return round(EDGE + SIZE * (1 - share), 1)
