"""risk train, risk backtest, risk card: the model of the book, how honest it is, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector.cli import values
from collector.cli.asked import Asked, Progress
from collector.cli.printing import Column, heading, safe, table, tell, tell_json, wrapped
from collector.desk import describing, measured, risking
from collector.desk.cardpage import BEGINS
from collector.desk.cardwords import trained_on
from collector.desk.outfiles import check_place
from collector.errors import DONE, UsageError
from collector.words import _, ngettext

if TYPE_CHECKING:
    from collector.desk.opening import Desk

BELONGS = {"predictions": "backtest", "html": "card"}  # which option is for what


def risk(asked: Asked) -> int:
    """What the one word asks for."""
    what = values.chosen("risk", asked.words[0], _DOES)
    _refuse_strays(what, asked.options)
    with asked.desk(writable=what == "train", scoring=True) as desk:
        _DOES[what](asked, desk)
    return DONE


def _refuse_strays(what: str, options: dict[str, Any]) -> None:
    """Nobody waits for a file that this was never going to write."""
    for name, owner in BELONGS.items():
        if options[name] is not None and what != owner:
            text = _(
                "--{option} belongs to {owner}; {seen} writes no such file. Leave it out, or ask for {owner}."
            )
            raise UsageError(text.format(option=name, owner=f"risk {owner}", seen=f"risk {what}"))


def _train(asked: Asked, desk: Desk) -> None:
    progress = Progress()
    try:
        trained = risking.train(desk, progress)
    finally:
        progress.clear()
    model = trained.model
    if asked.settings.json:
        tell_json(measured.trained_json(trained))
        return
    tell(*_models(trained.tested, asked.settings.plain))
    tell(*wrapped(describing.taken(model.chosen, trained.drifting)))
    tests = len(trained.tested.found.predictions.kept)
    tell(*wrapped(trained_on(model.version, model.chosen, model.cut_on, model.data_hash, tests)))


def _backtest(asked: Asked, desk: Desk) -> None:
    path = _file(asked, desk, "predictions", measured.PREDICTIONS_BEGIN)
    progress = Progress()
    try:
        tested = risking.backtest(desk, progress)
    finally:
        progress.clear()
    if path:
        measured.write_predictions(desk, tested, path)
    if asked.settings.json:
        tell_json(measured.backtest_json(tested))
        return
    tell(*_models(tested, asked.settings.plain), *wrapped(_if_trained(tested)))
    if path:
        tell(_("Every prediction: {file}").format(file=safe(path)))


def _card(asked: Asked, desk: Desk) -> None:
    path = _file(asked, desk, "html", BEGINS.encode())
    found = describing.described(desk)
    if path:
        describing.write_page(found, path)
        if not asked.settings.json:
            tell(_("The model card: {file}").format(file=safe(path)))
    if asked.settings.json:
        tell_json(found)
    elif not path:
        tell(*_sections(describing.sections(found), asked.settings.plain))


def _file(asked: Asked, desk: Desk, name: str, begins: bytes) -> Path | None:
    """The file that an option names, None without it; one that must not or cannot be written is told before the work."""
    if asked.options[name] is None:
        return None
    path = Path(asked.options[name]).expanduser()
    check_place(desk, f"--{name}", path, begins)
    return path


_DOES = {"train": _train, "backtest": _backtest, "card": _card}


def _models(tested: risking.Tested, plain: bool) -> Iterator[str]:
    """The back-test as a table, with how the promises were divided."""
    yield heading(_("Back-test"), plain)
    count = len(tested.found.predictions.kept)
    if not count:
        yield from wrapped(_("No promise was judged yet, so there is nothing to test on."))
        return
    text = ngettext("One promise was predicted from what was known before it.", "{count} promises, each predicted from what was known before it.", count)  # fmt: skip
    yield from wrapped(text.format(count=count))
    yield ""
    columns = [Column(name, right=n > 0) for n, name in enumerate(describing.model_titles())]
    yield from table(columns, describing.model_rows(measured.figures(tested)))
    yield ""


def _sections(sections: Any, plain: bool) -> Iterator[str]:
    for title, lines, columns, rows in sections:
        yield heading(title, plain)
        for line in lines:
            yield from wrapped(line)
        if rows:
            yield from table([Column(name, right=n > 0) for n, name in enumerate(columns)], rows)
        yield ""


def _if_trained(tested: risking.Tested) -> str:
    """A test changes nothing: it says what a training would take."""
    return _("If it were trained now: {choice}").format(
        choice=describing.taken(tested.found.chosen, drifting=False)
    )
