"""What can be done from where one is: the actions of the widget that has the focus and of all around it.

Help, palette and mouse ask here, so that they tell and do what the keys would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from textual.actions import parse
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from collector.tui.keys import BY_ID, Action


class Reach(NamedTuple):
    """An action that works here: whose it is, and the keys that do it now. Where letters are typed a letter
    is no key; an action may be left without one, and is done by its name then."""

    action: Action
    node: DOMNode
    keys: tuple[str, ...]


def in_reach(screen: Screen[Any], keymap: Mapping[str, str]) -> list[Reach]:
    """Every action that works on this screen as the focus stands, the nearest first."""
    focused = screen.focused
    found: dict[str, Reach] = {}
    taken: set[str] = set()
    for node in (focused or screen).ancestors_with_self:
        for action_id in _bound(node):
            action = BY_ID[action_id]
            if action_id in found or not _allowed(screen, node, action):
                continue
            bound = keymap[action_id].split(",") if action_id in keymap else action.keys
            keys = tuple(key for key in bound if key not in taken and not _written(focused, key))
            taken.update(keys)
            found[action_id] = Reach(action, node, keys)
    return list(found.values())


def _bound(node: DOMNode) -> Sequence[str]:
    """The ids of the actions that the class of a widget binds; Textual's own have none."""
    bindings = [one for kind in type(node).__mro__ for one in kind.__dict__.get("BINDINGS", ())]
    ids = [getattr(binding, "id", None) for binding in bindings]
    return [name for name in ids if name in BY_ID]


def _allowed(screen: Screen[Any], node: DOMNode, action: Action) -> bool:
    place, name, parameters = parse(action.does)
    target = {"screen": screen, "app": screen.app}.get(place, node)
    return bool(target.check_action(name, parameters))


def _written(focused: Widget | None, key: str) -> bool:
    return focused is not None and focused.check_consume_key(key, key_to_character(key))
