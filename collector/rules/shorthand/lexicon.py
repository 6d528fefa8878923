"""The words of the trade as data: what each written form can mean, found longest first.

Little words (SKIPPED) may stand between the words of a form without being named. A tag ending in `?` is a weak reading,
taken only where its kind can stand: a short day name next to an amount, say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from collector.rules.shorthand.forms import Form, parsed
from collector.rules.shorthand.near import Near
from collector.rules.shorthand.rows import Word, read_rows
from collector.rules.shorthand.spelling import Spelling

__all__ = ["Entry", "Lexicon", "Word", "read_rows"]

SHORTEST_STEM = 3
DATE_TYPO_FROM = 6  # letters: a day or a month is mended only where it is long
SKIPPED = frozenset((
    "a", "the", "his", "her", "my", "their", "its", "any", "an", "been", "be", "is", "was", "are", "were",
    "has", "have", "had", "did", "does", "do", "just", "yet", "still", "already", "inca", "mai", "deja",
    "isi", "ii", "il", "lui", "ei", "le", "i", "l", "se", "sa", "am", "au", "ai", "ar", "s", "e", "este",
    "o", "un", "of", "own", "really", "so", "far", "got", "nici", "niciun", "nicio", "chiar", "tot",
))  # fmt: skip
MOST_SKIPPED = 3
MOST_STATES = 50_000  # then they are forgotten and made again


class Entry:
    """What a form can mean: the tags of all its rows, and the values of those that have one (`weekday:4`)."""

    __slots__ = ("lang", "order", "rank", "tags", "values", "weak")

    def __init__(self, tags: Sequence[str], lang: str, rank: int = 0) -> None:
        self.order = tags
        self.tags = frozenset(tags)
        self.lang = lang
        self.rank = rank  # which row came first: of two values of one name its holds
        self.values: dict[str, str] = {}
        strong: set[str] = set()
        for tag in sorted(tags, key=lambda tag: tag.endswith("?")):
            name, _, value = tag.rstrip("?").partition(":")
            self.values.setdefault(name, value)
            if not tag.endswith("?"):
                strong.add(name)
        self.weak = frozenset(self.values.keys() - strong)


class _Node:
    """A place in a form: what ends here, and which words go on."""

    __slots__ = ("after", "entry", "stems")

    def __init__(self) -> None:
        self.after: dict[str, list[_Node]] = {}
        self.stems: dict[str, list[_Node]] = {}
        self.entry: Entry | None = None


class _State:
    """The places in all forms that the words read up to now can have come to; `next` remembers where words lead."""

    __slots__ = ("entry", "next", "nodes", "open")

    def __init__(self, nodes: tuple[_Node, ...]) -> None:
        self.nodes = nodes
        entries = dict.fromkeys(node.entry for node in nodes if node.entry)
        self.entry = _merged(list(entries)) if entries else None
        self.open = any(node.after or node.stems for node in nodes)
        self.next: dict[str, _State | None] = {}


class Lexicon:
    """All forms, walked word by word; states are made when they are first come to."""

    def __init__(self, words: Iterable[Word], spelling: Spelling | None = None) -> None:
        self.spelling = spelling or Spelling()
        self._root = _Node()
        self._vocabulary: set[str] = set()
        self._stems: set[str] = set()
        self._entries: dict[tuple[str, tuple[str, ...]], Entry] = {}
        for word in words:
            entry = self._entry(word)
            for form in word.forms:
                self._add(form, entry)
        self._forget()
        self._near = Near(self._vocabulary, self._stems, self._same)

    def _forget(self) -> None:
        self._states: dict[frozenset[int], _State] = {}
        self._start = _State((self._root,))
        self._spelt: dict[str, str] = {}

    def _entry(self, word: Word) -> Entry:
        key = word.lang, word.tags
        if (entry := self._entries.get(key)) is None:
            entry = self._entries[key] = Entry(word.tags, word.lang, len(self._entries))
        return entry

    def _add(self, form: str, entry: Entry) -> None:
        for node in self._through([self._root], parsed(form), _Node()):
            if node is not self._root:
                node.entry = entry

    def _through(self, starts: list[_Node], form: Form, end: _Node) -> list[_Node]:
        """The nodes at which a form ends that begins at `starts`: `end`, and what an empty choice leaves."""
        for place, item in enumerate(form):
            target = end if place == len(form) - 1 else _Node()
            if isinstance(item, str):
                for node in starts:
                    self._step(node, item, target)
                starts = [target]
            else:
                starts = list(
                    dict.fromkeys(n for choice in item for n in self._through(starts, choice, target))
                )
        return starts

    def _step(self, node: _Node, word: str, target: _Node) -> None:
        stem = word.endswith("*") and word != "*"
        kind, key = (node.stems, word[:-1]) if stem else (node.after, word)
        kind.setdefault(key, []).append(target)
        if word[0].isalpha():
            (self._stems if stem else self._vocabulary).add(key)

    def vocabulary(self) -> set[str]:
        """Every single word that stands in a form."""
        return self._vocabulary

    def completions(self, start: str) -> tuple[str, ...]:
        """The known words that begin so, the shortest first; none for an empty start."""
        begun = start.lower()
        found = [w for w in self._vocabulary if w.startswith(begun) and w != begun] if begun else []
        return tuple(sorted(found, key=lambda w: (len(w), w)))

    # --- Finding ------------------------------------------------------------------------------------------

    def longest(self, words: Sequence[str], at: int) -> tuple[Entry, int] | None:
        """What the longest form that stands at this place means, and how many words it takes."""
        found = self._reach(self._start, words, at, 0)
        return (found[0], found[1] - at) if found else None

    def entry(self, word: str) -> Entry | None:
        """What the word means by itself."""
        state = self._next(self._start, word)
        return state.entry if state else None

    def knows(self, word: str) -> bool:
        """Whether the word stands in a form, or means something by itself."""
        return word in self._vocabulary or self.entry(word) is not None

    def familiar(self, word: str) -> bool:
        """Whether the word is known, or begins like one that a form speaks of."""
        return self.knows(word) or self._next(self._start, word) is not None

    def _reach(self, state: _State, words: Sequence[str], at: int, skips: int) -> tuple[Entry, int] | None:
        """The furthest end of a form from this state on."""
        if at >= len(words):
            return None
        word, best = words[at], None
        following = state.next[word] if word in state.next else self._next(state, word)
        if following is not None:
            if following.entry is not None:
                best = following.entry, at + 1
            if following.open and (found := self._reach(following, words, at + 1, MOST_SKIPPED)):
                best = found if best is None or found[1] > best[1] else best
        if skips and word in SKIPPED and (found := self._reach(state, words, at + 1, skips - 1)):
            best = found if best is None or found[1] > best[1] else best
        return best

    def _next(self, state: _State, word: str) -> _State | None:
        """Where a word leads; found out once."""
        if word in state.next:
            return state.next[word]
        nodes: dict[int, _Node] = {}
        for node in state.nodes:
            for following in (*node.after.get(word, ()), *_stemmed(node.stems, word)):
                nodes[id(following)] = following
        if len(self._states) > MOST_STATES:
            self._forget()
        key = frozenset(nodes)
        found = self._states.get(key)
        if nodes and found is None:
            found = self._states[key] = _State(tuple(nodes.values()))
        state.next[word] = found
        return found

    # --- Spelling -----------------------------------------------------------------------------------------

    def spelt(self, word: str) -> str:
        """The known word that this one is meant to be; the word itself where there is none or several."""
        if (known := self._spelt.get(word)) is None:
            if len(self._spelt) > MOST_STATES:
                self._spelt.clear()
            known = self._spelt[word] = self._known_spelling(word)
        return known

    def _known_spelling(self, word: str) -> str:
        if not word[0].isalpha() or self.knows(word) or word in self._stems:
            return word
        return self.misspelt(word) or self._near.cut_short(word) or word

    def misspelt(self, word: str) -> str | None:
        """The known word that this one spells otherwise (`shi`, `platzi`) or misspells by one letter; None for several."""
        for other in (word.replace("sh", "s").replace("tz", "t"), word.rstrip("i") + "i"):
            if other != word and self.knows(other):
                return other
        found = self._near.misspelt(word)
        good = [w for w in found if len(w) >= DATE_TYPO_FROM or not self._is_date(w)]
        alone = [w for w in good if self.entry(w)] or good  # a word by itself before a part of a phrase
        return self._same(alone) if alone else None

    def fleshed(self, words: Sequence[str], at: int) -> tuple[str, Entry | None]:
        """The word that this one is without its vowels (`sptl`), and what it means there.

        One that makes a phrase with its neighbours (`lst job`) goes first; of several with one meaning any; of several
        meanings none: then the word itself.
        """
        word = words[at]
        if not word[0].isalpha() or self._own(words, at):
            return word, None
        found = self._near.boned(word)
        joined = [(w, e) for w in found if (e := self._joined([*words[:at], w, *words[at + 1 :]], at))]
        alone = joined or [(w, e) for w in found if (e := self.entry(w))]
        return alone[0] if alone and all(e.tags == alone[0][1].tags for _w, e in alone) else (word, None)

    def _own(self, words: Sequence[str], at: int) -> bool:
        """Whether the word is a form, or part of one that stands here."""
        word = words[at]
        return self.entry(word) is not None or (
            word in self._vocabulary and self._joined(words, at) is not None
        )

    def _joined(self, words: Sequence[str], at: int) -> Entry | None:
        """What the form of several words means to which the word at this place belongs."""
        for start in range(max(0, at - 2), at + 1):
            found = self.longest(words, start)
            if found and found[1] > 1 and start + found[1] > at:
                return found[0]
        return None

    def _same(self, words: list[str]) -> str | None:
        """One of these words, if all of them mean the same."""
        first = self.entry(words[0])
        if len(words) == 1:
            return words[0]
        if first is None or any(
            (other := self.entry(w)) is None or other.tags != first.tags for w in words[1:]
        ):
            return None
        return words[0]

    def _is_date(self, word: str) -> bool:
        entry = self.entry(word)
        return entry is not None and bool(entry.values.keys() & {"weekday", "month"})


def _merged(entries: list[Entry]) -> Entry:
    if len(entries) == 1:
        return entries[0]
    ranked = sorted(entries, key=lambda entry: entry.rank)
    return Entry([tag for entry in ranked for tag in entry.order], ranked[0].lang, ranked[0].rank)


def _stemmed(stems: Mapping[str, list[_Node]], word: str) -> list[_Node]:
    """The nodes of the longest stem of the word."""
    for end in range(len(word), SHORTEST_STEM - 1, -1) if stems else ():
        if (nodes := stems.get(word[:end])) is not None:
            return nodes
    return []
