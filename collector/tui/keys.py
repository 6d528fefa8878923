"""Every action of the app: its id, its keys, what it does, where it holds. Bindings, key bar, help and the
page of keys in the docs are made from this table; nothing else binds a key.

Ids are what the settings file names: `[keys]`, then lines such as `undo = "u"` or `undo = ["u", "f12"]`.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

from collector.rules.words import N_


class Action(NamedTuple):
    """One thing that can be done. `where` is the place whose keys it belongs to."""

    id: str
    keys: tuple[str, ...]  # in Textual's names; the first is the one shown
    text: str  # English msgid, also for help
    where: str  # a key of PLACES
    does: str  # the action method
    short: str = ""  # English msgid for the key bar; empty: not in the bar


PLACES = {
    "everywhere": N_("Everywhere"),
    "move": N_("In lists and histories"),
    "today": N_("Today"),
    "find": N_("While finding"),
    "filter": N_("On the page of filters"),
    "naming": N_("While a filter gets its name"),
    "figure": N_("The team's figures"),
    "behind": N_("Promises behind a figure"),
    "period": N_("On the page of periods"),
    "days": N_("While two days are typed"),
    "card": N_("Account"),
    "line": N_("In the call line"),
    "keys": N_("Account, outside the call line"),
    "practice": N_("Account, in practice"),
    "form": N_("In a form"),
    "plan": N_("In the form of a promise"),
    "choice": N_("On a choice of words"),
    "help": N_("On the page of keys"),
    "palette": N_("In the palette"),
    "first": N_("In an empty book"),
    "path": N_("While a file is named"),
    "brought": N_("When a file was looked into"),
}

ACTIONS = (
    Action("help", ("question_mark", "f1"), N_("What the keys do here"), "everywhere", "help", N_("more")),
    Action(
        "palette", ("colon", "f10"), N_("Go to anything: type its name"), "everywhere", "palette", N_("go to")
    ),
    Action("how_to_quit", ("ctrl+c",), N_("Say how to leave"), "everywhere", "how_to_quit"),
    # movement
    Action("down", ("down", "j"), N_("Down"), "move", "down"),
    Action("up", ("up", "k"), N_("Up"), "move", "up"),
    Action("page_down", ("pagedown", "space"), N_("A page down; past the end: more"), "move", "page_down"),
    Action("page_up", ("pageup",), N_("A page up"), "move", "page_up"),
    Action("top", ("home", "g"), N_("To the top"), "move", "top"),
    Action("bottom", ("end", "G"), N_("To the bottom"), "move", "bottom"),
    # the day's list
    Action("open", ("enter",), N_("Open the account"), "today", "open", N_("open it")),
    Action("find", ("slash",), N_("Find by name, phone or reference"), "today", "find", N_("find")),
    Action(
        "filter",
        ("f",),
        N_("Show some only: by agent, creditor, state, risk"),
        "today",
        "filter",
        N_("filter"),
    ),
    Action("next", ("n",), N_("Open the next account to call"), "today", "next", N_("next")),
    Action("team", ("t",), N_("Open the team's figures"), "today", "team", N_("team")),
    Action("reload", ("r",), N_("Read the list again"), "today", "reload", N_("reload")),
    Action("import", ("i",), N_("Import files"), "today", "import"),
    Action("new_debtor", ("a",), N_("Type in a new debtor"), "today", "new_debtor"),
    Action("quit", ("q",), N_("Leave the program"), "today", "app.leave", N_("quit")),
    Action("find_next", ("full_stop",), N_("To the next one found"), "today", "find_next(1)"),
    Action("find_before", ("comma",), N_("To the one found before"), "today", "find_next(-1)"),
    Action(
        "saved_filter",
        ("F",),
        N_("The next of the saved filters, then the whole list"),
        "today",
        "saved_filter",
    ),
    Action("draft", ("D",), N_("Open a card on which something was typed and not saved"), "today", "draft"),
    Action("copy", ("y",), N_("Copy the phone number, or the reference"), "today", "copy"),
    Action(
        "back_to_list",
        ("escape",),
        N_("Back from the found ones, from the filter, to the list"),
        "today",
        "back_to_list",
    ),
    Action(
        "find_open", ("enter",), N_("Open the one under the cursor"), "find", "screen.open", N_("open it")
    ),
    Action("find_down", ("down",), N_("To the next one found"), "find", "screen.found(1)", N_("move")),
    Action("find_up", ("up",), N_("To the one found before"), "find", "screen.found(-1)"),
    Action(
        "find_leave",
        ("escape",),
        N_("Leave the line; the found ones stay"),
        "find",
        "screen.leave_find",
        N_("leave"),
    ),
    # the filter of the list
    Action("filter_show", ("enter",), N_("Show the list with this choice"), "filter", "show", N_("show")),
    Action("filter_mark", ("m",), N_("Mark this choice and choose further"), "filter", "mark", N_("mark")),
    Action(
        "filter_group",
        ("right", "l"),
        N_("To the next kind of choice"),
        "filter",
        "group(1)",
        N_("next kind"),
    ),
    Action("filter_group_before", ("left", "h"), N_("To the kind of choice before"), "filter", "group(-1)"),
    Action("filter_save", ("s",), N_("Save what is marked under a name"), "filter", "save", N_("save as")),
    Action("filter_delete", ("d",), N_("Delete this saved filter"), "filter", "delete", N_("delete")),
    Action("filter_undo", ("u",), N_("Bring the deleted filter back"), "filter", "undo", N_("bring back")),
    Action("filter_clear", ("c",), N_("No filter: show the whole list"), "filter", "clear", N_("whole list")),
    Action("filter_leave", ("escape", "f"), N_("Back, as it was"), "filter", "leave", N_("back")),
    Action("name_save", ("enter",), N_("Save under this name"), "naming", "submit", N_("save")),
    Action("name_leave", ("escape",), N_("Do not save"), "naming", "leave", N_("back")),
    # the team's figures
    Action("team_open", ("enter",), N_("The promises behind this figure"), "figure", "open", N_("promises")),
    Action(
        "period",
        ("p",),
        N_("Choose the period: last month, this year, any days"),
        "figure",
        "period",
        N_("period"),
    ),
    Action(
        "grouping",
        ("right", "b"),
        N_("By the next: agent, week, creditor, age of debt"),
        "figure",
        "grouping(1)",
        N_("grouping"),
    ),
    Action("grouping_before", ("left",), N_("By the one before"), "figure", "grouping(-1)"),
    Action("figure_copy", ("y",), N_("Copy this figure in words"), "figure", "copy", N_("copy")),
    Action("team_count", ("r",), N_("Count everything again"), "figure", "count", N_("count again")),
    Action(
        "team_back",
        ("escape",),
        N_("Back to the list; a count under way is left"),
        "figure",
        "back",
        N_("back"),
    ),
    Action(
        "behind_open", ("enter",), N_("Open the account of this promise"), "behind", "open", N_("open it")
    ),
    Action("behind_copy", ("y",), N_("Copy this promise in words"), "behind", "copy", N_("copy")),
    Action("behind_back", ("escape",), N_("Back to the figures"), "behind", "back", N_("back")),
    Action("period_show", ("enter",), N_("Take this period"), "period", "show", N_("take it")),
    Action("period_leave", ("escape", "p"), N_("Back, as it was"), "period", "leave", N_("back")),
    Action("days_show", ("enter",), N_("Take these days"), "days", "screen.typed", N_("take them")),
    Action("days_leave", ("escape",), N_("Back to the periods"), "days", "screen.untyped", N_("back")),
    # the account
    Action("promise", ("f2", "p"), N_("Take a promise or a plan"), "card", "form('promise')", N_("promise")),
    Action("no_answer", ("f3", "a"), N_("No answer: saved at once"), "card", "no_answer", N_("no answer")),
    Action("call_back", ("f4", "b"), N_("Call back later"), "card", "form('call_back')", N_("call back")),
    Action("dispute", ("f5", "t"), N_("Open a dispute"), "card", "form('dispute')", N_("dispute")),
    Action("hold", ("f6", "h"), N_("Put a hold on the debtor"), "card", "form('hold')", N_("hold")),
    Action(
        "we_promise", ("f7", "w"), N_("Promise something of ours"), "card", "form('ours')", N_("we promise")
    ),
    Action("language", ("f8", "l"), N_("The script in the other language"), "card", "language"),
    Action(
        "explain",
        ("f9", "x"),
        N_("Why this step: rule, facts, what is blocked, what would change it"),
        "card",
        "explain",
        N_("why"),
    ),
    Action(
        "on_line",
        ("ctrl+o", "W"),
        N_("Say who is on the line, and how they are: the card follows"),
        "card",
        "on_line",
        N_("on the line"),
    ),
    Action("paid_claim", ("f11", "m"), N_("They say it is paid"), "card", "form('paid_claim')", N_("paid")),
    Action("undo", ("f12", "u"), N_("Take back your latest entry here"), "card", "undo", N_("undo")),
    # the account, where letters are no text
    Action(
        "end", ("e",), N_("End what stands: our promise, hold, dispute, promise"), "keys", "end", N_("end")
    ),
    Action("call", ("c",), N_("Note a call in a form, the line as its note"), "keys", "form('call')"),
    Action("dial", ("d",), N_("Dial the number"), "keys", "dial", N_("dial")),
    Action(
        "copy_card",
        ("y",),
        N_("Copy the number; again: the reference, the last line"),
        "keys",
        "copy_card",
        N_("copy"),
    ),
    Action("card_next", ("n",), N_("Open the next account to call"), "keys", "next", N_("next")),
    Action("as_typed", ("o",), N_("Notes as they were typed, or in full words"), "keys", "as_typed"),
    Action("reword", ("v",), N_("The same ask in other words, twice at most"), "keys", "reword"),
    Action("star", ("s",), N_("Star the words that worked: next time they come first"), "keys", "star"),
    Action(
        "tipped_client",
        ("1",),
        N_("After a call, for you alone: it tipped to the client"),
        "keys",
        "tipped('client')",
    ),
    Action("tipped_even", ("2",), N_("After a call, for you alone: it was even"), "keys", "tipped('even')"),
    Action(
        "tipped_company",
        ("3",),
        N_("After a call, for you alone: it tipped to the company"),
        "keys",
        "tipped('company')",
    ),
    Action("line", ("i", "enter"), N_("Back into the call line"), "keys", "line", N_("write")),
    Action("other", ("right_square_bracket",), N_("Next account of this debtor"), "keys", "other(1)"),
    Action(
        "other_before", ("left_square_bracket",), N_("Account before of this debtor"), "keys", "other(-1)"
    ),
    Action("card_reload", ("r",), N_("Read the account again"), "keys", "reload"),
    Action("back", ("escape",), N_("Back to the list"), "keys", "back", N_("back")),
    Action("role", ("ctrl+r", "R"), N_("The whole role, or one line of it"), "practice", "role"),
    # the call line
    Action(
        "line_enter",
        ("enter",),
        N_("Save the call, and everything that the line says"),
        "line",
        "enter",
        N_("save"),
    ),
    Action(
        "line_walk",
        ("tab",),
        N_("Complete the word; else to the next part, to write it anew, at last to the outcome"),
        "line",
        "walk",
        N_("correct"),
    ),
    Action("line_before", ("up",), N_("In an empty line: what was saved before"), "line", "before"),
    Action("line_after", ("down",), N_("The line saved after that"), "line", "after"),
    Action(
        "line_leave",
        ("escape",),
        N_("Out of the line: letters are keys then, the text stays"),
        "line",
        "leave",
        N_("keys"),
    ),
    # forms
    Action("save", ("enter",), N_("Save"), "form", "screen.save_form", N_("save")),
    Action("next_field", ("down",), N_("Next field"), "form", "next_field"),
    Action("field_before", ("up",), N_("Field before"), "form", "field_before"),
    Action(
        "leave_form", ("escape",), N_("Leave; what was typed stays"), "form", "screen.leave_form", N_("leave")
    ),
    Action("more_lines", ("f2",), N_("One more line: a plan"), "plan", "more", N_("one more line")),
    Action("choice_next", ("right", "space"), N_("Next of the choices"), "choice", "turn(1)"),
    Action("choice_before", ("left",), N_("Choice before"), "choice", "turn(-1)"),
    Action("help_do", ("enter",), N_("Do what the line says"), "help", "do", N_("do it")),
    Action(
        "leave_help",
        ("escape", "question_mark", "f1", "q"),
        N_("Leave this page"),
        "help",
        "leave_help",
        N_("back"),
    ),
    # the palette
    Action("palette_do", ("enter",), N_("Do it, go there"), "palette", "screen.do", N_("do it")),
    Action("palette_down", ("down",), N_("To the next line"), "palette", "screen.move('down')", N_("move")),
    Action("palette_up", ("up",), N_("To the line before"), "palette", "screen.move('up')"),
    Action("palette_page_down", ("pagedown",), N_("A page down"), "palette", "screen.move('page_down')"),
    Action("palette_page_up", ("pageup",), N_("A page up"), "palette", "screen.move('page_up')"),
    Action(
        "palette_leave",
        ("escape", "f10"),
        N_("Back, as it was"),
        "palette",
        "screen.leave_palette",
        N_("back"),
    ),
    # an empty book, and files
    Action("first_choose", ("enter",), N_("Do what the line says"), "first", "choose", N_("choose")),
    Action("sample", ("s",), N_("Open the sample book"), "first", "sample"),
    Action("path_look", ("enter",), N_("Look into the file"), "path", "look", N_("look into it")),
    Action("path_complete", ("tab",), N_("Complete the path"), "path", "complete", N_("complete")),
    Action("path_leave", ("escape",), N_("Back; nothing was brought in"), "path", "leave", N_("back")),
    Action("bring", ("enter",), N_("Bring it in"), "brought", "bring", N_("bring it in")),
    Action("bring_not", ("escape",), N_("Stop, or back to the path"), "brought", "leave", N_("back")),
)

BY_ID = {action.id: action for action in ACTIONS}

# What the key bar tells however narrow it is.
ALWAYS_TOLD = (
    *("undo", "back", "line", "line_leave", "help", "quit", "leave_form", "find_leave", "filter_leave"),
    "name_leave",
    *("team_back", "behind_back", "period_leave", "days_leave"),
)

# Places whose keys hold at the same time: one key may stand only once in each of these groups.
TOGETHER = (
    ("everywhere", "move", "today"),
    ("everywhere", "move", "card", "keys", "practice"),
    ("find",),
    ("everywhere", "move", "filter"),
    ("naming",),
    ("line",),
    ("everywhere", "move", "figure"),
    ("everywhere", "move", "behind"),
    ("everywhere", "move", "period"),
    ("days",),
    ("form", "plan", "choice"),
    ("help", "move"),
    ("palette",),
    ("everywhere", "move", "first"),
    ("path",),
    ("everywhere", "move", "brought"),
)

# Places where letters are typed: no key of theirs may be one, and of the others' keys only those that are
# none hold there too.
TYPED = (
    ("find", "everywhere"),
    ("naming", "everywhere"),
    ("line", "everywhere"),
    ("form", "plan", "everywhere"),
    ("days", "everywhere"),
    ("palette",),
    ("path", "everywhere"),
)
WHERE_TYPED = frozenset({"days", "find", "naming", "line", "form", "plan", "palette", "path"})

# Keys that do not arrive in every terminal, or mean something else to it.
UNSAFE = frozenset(
    [*(f"ctrl+{letter}" for letter in "imhqsab"), "ctrl+enter", "shift+enter"]
    + [f"alt+{digit}" for digit in range(10)]
)


def bindings(where: str) -> list[Binding]:
    """The bindings of a place, for a class's BINDINGS."""
    return [
        Binding(",".join(action.keys), action.does, action.text, id=action.id, show=False)
        for action in ACTIONS
        if action.where == where
    ]
