"""Names of one thing become one entity: over the whole corpus, and in single documents where they mean something else.

Works on the names of the whole corpus at once, so that neither the order of documents nor how they were split
among workers matters. Mentions are not touched: what comes out says which entity each name stands for, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ...corpus.fold import name_key
from ..garbage import NO_COLLECTION
from ..ledger import Ledger
from ..lexicon import Lexicon, plain
from ..mention import Alias
from .apart import set_apart
from .claims import settle
from .decided import Decided
from .document import DocumentNames
from .entities import Linked, NameCount, make_entities
from .homonyms import Homonyms
from .inside import Known, inferred
from .joins import Joins, Key, Meanings, Where
from .reasons import CONTEXT, ELIDED
from .rules import by_code, by_foreign_name, by_form, by_lexicon, by_sound
from .versions import are_versions

__all__ = ["DocumentNames", "Linked", "NameCount", "link"]

_PLACES = ("city", "region")
_NOTHING_DECIDED = Ledger()


@NO_COLLECTION
def link(
    names: Iterable[NameCount],
    aliases: Sequence[Alias],
    lexicon: Lexicon,
    documents: Callable[[Collection[Key]], Iterable[DocumentNames]] = lambda _: (),
    ledger: Ledger = _NOTHING_DECIDED,
) -> Linked:
    """Join the names of the corpus into entities.

    Args:
        names: every name with its count; order does not matter.
        aliases: what documents declare; order does not matter.
        lexicon: known names.
        documents: gives the names of each document, with the sentences in which the names it is asked for stand;
            order does not matter.
        ledger: what people decided.
    """
    corpus = _Corpus(names, lexicon)
    meanings = corpus.join_everywhere(aliases)
    decided = corpus.decisions(ledger)
    claims: list[Alias] = []
    deciding = {document for document, *_ in meanings}
    for document in documents(corpus.homonyms.unclear):
        if document.document in deciding:
            meanings |= _moved(document, corpus.joins, meanings)
        for key, full in corpus.decided(document):
            meanings.setdefault((document.document, *key), (full, CONTEXT))
        claims += inferred(document, corpus.joins, corpus.homonyms, corpus.known)
    open_claims = (claim for claim in claims if _is_open(claim, meanings))
    settled = settle(corpus.joins, corpus.keys, open_claims)
    linked = make_entities(corpus.joins, corpus.written, settled | meanings, lexicon, decided)
    touched = set_apart(linked, decided.apart, documents(())) if decided.apart else set()
    return replace(linked, idle=frozenset(decided.idle - touched))


class _Corpus:
    """The names of the whole corpus, and what is known about them.

    Attributes:
        keys: all names, sorted.
        written: how they are written, also names that only single documents give a meaning.
    """

    def __init__(self, names: Iterable[NameCount], lexicon: Lexicon) -> None:
        self.written: defaultdict[Key, list[NameCount]] = defaultdict(list)
        for name in names:
            self.written[name.key, name.type].append(name)
        self.keys = dict.fromkeys(sorted(self.written))
        self.joins = Joins()
        self.homonyms = Homonyms(lexicon)
        self._lexicon = lexicon
        self._last_words = {key: last for key, counts in self.written.items() if (last := _last_word(counts))}
        places = {name for name, kind in (*self.keys, *self.homonyms.entries) if kind in _PLACES}
        of_persons = {name: word for (name, kind), word in self._last_words.items() if kind == "person"}
        self.known = Known(places, of_persons, self.homonyms.entries)

    def join_everywhere(self, aliases: Iterable[Alias]) -> Meanings:
        """Join what is one in the whole corpus; returns what documents declare only for themselves."""
        joins, keys, places = self.joins, self.keys, self.known.places
        said = [alias for alias in aliases if alias.type != "product" or not are_versions(alias.name, alias.alias)]
        # What shares the end of another name in a document is short for its own full name there, and nowhere else.
        shortened = [alias for alias in said if alias.reason == ELIDED]
        said = [alias for alias in said if alias.reason != ELIDED]
        by_lexicon(joins, sorted(keys), self.homonyms, self._lexicon, places)
        by_form(joins, keys, self._lexicon, places)
        by_code(joins, keys, said)
        by_sound(joins, keys)
        declared = by_foreign_name(joins, keys, self._last_words, said)
        return settle(joins, keys, declared, sure=self._last_words) | self._elided(shortened)

    def _elided(self, shortened: Iterable[Alias]) -> Meanings:
        fulls: defaultdict[Where, set[str]] = defaultdict(set)
        for alias in shortened:
            fulls[alias.document, alias.alias, alias.type].add(alias.name)
        # 华东 of two bodies in one document is neither's.
        sure = {where: min(names) for where, names in sorted(fulls.items()) if len(names) == 1}
        return {where: (self._full((name, where[2])), ELIDED) for where, name in sure.items()}

    def decided(self, document: DocumentNames) -> Iterator[tuple[Key, Key]]:
        """Names that mean something of their own in a document, each with a full name of that."""
        chosen = dict(self.homonyms.choices(document))
        for key, full in self.homonyms.abroad(document):
            if chosen.get(key) in (None, self.homonyms.taken_for(key)):
                chosen.pop(key, None)
                yield key, self._full(full)
        for key, entry in sorted(chosen.items()):
            if self.joins.entry(key) != entry:
                yield key, self._entry(entry, key[1])

    def decisions(self, ledger: Ledger) -> Decided:
        """What people decided, on these names."""
        decided = Decided(ledger, self.joins, self.written, self._lexicon)
        for name in decided.meant():
            self.written[name.key, name.type].append(name)
        return decided

    def _entry(self, entry: int, kind: str) -> Key:
        """The full name of an entry of the lexicon, which perhaps no document uses."""
        full = (name_key(plain(self._lexicon.entries[entry].name)), kind)
        self.written[full]
        self.joins.know(full, entry)
        return full

    def _full(self, full: Key) -> Key:
        """A full name that perhaps stands in two pieces only: 日本|财政部."""
        entry = self.homonyms.taken_for(full)
        if entry is not None:
            return self._entry(entry, full[1])
        if full not in self.written:
            self.written[full].append(NameCount(full[0], *full, 0))
        return full


def _moved(document: DocumentNames, joins: Joins, meanings: Meanings) -> Meanings:
    """Other forms of names that a document gives a meaning of its own: 吉林金控集团 goes with 吉林金控."""
    moved = {}
    for key in sorted(document.names):
        meaning = meanings.get((document.document, *key))
        if meaning is not None and joins.entry(key) is None:
            moved[joins.find(key)] = meaning
    wheres = {(document.document, *key): moved.get(joins.find(key)) for key in document.names} if moved else {}
    return {where: meaning for where, meaning in wheres.items() if meaning and where not in meanings}


def _is_open(claim: Alias, meanings: Meanings) -> bool:
    """Whether nothing that the document says decides what a name means there."""
    return (claim.document, claim.alias, claim.type) not in meanings


def _last_word(counts: Iterable[NameCount]) -> str | None:
    """The last word, folded, of a name of several Latin words, which hardly two things have: Dario Amodei."""
    texts = (name.text.strip() for name in counts)
    words = next((text.split() for text in sorted(texts) if text.isascii() and " " in text and len(text) > 6), None)
    return name_key(words[-1]) if words else None
