"""Names of one thing become one entity: over the whole corpus, and in single documents where they mean something else.

Works on the names of the whole corpus at once, so that neither the order of documents nor how they were split
among workers matters. Mentions are not touched: what comes out says which entity each name stands for, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from ...corpus.fold import name_key
from ..lexicon import Lexicon, plain
from ..mention import Alias
from .claims import Meanings, settle
from .entities import Linked, NameCount, make_entities
from .homonyms import DocumentNames, Homonyms
from .inside import Known, inferred
from .joins import Joins, Key
from .reasons import CONTEXT
from .rules import by_code, by_foreign_name, by_form, by_lexicon, by_sound

__all__ = ["DocumentNames", "Linked", "NameCount", "link"]

_PLACES = ("city", "region")


def link(
    names: Iterable[NameCount],
    aliases: Sequence[Alias],
    lexicon: Lexicon,
    documents: Callable[[Collection[Key]], Iterable[DocumentNames]] = lambda _: (),
) -> Linked:
    """Join the names of the corpus into entities.

    Args:
        names: every name with its count; order does not matter.
        aliases: what documents declare; order does not matter.
        lexicon: known names.
        documents: gives the names of each document, with the sentences in which the names it is asked for stand;
            order does not matter.
    """
    homonyms = Homonyms(lexicon)
    written: defaultdict[Key, list[NameCount]] = defaultdict(list)
    for name in names:
        written[name.key, name.type].append(name)
    keys = frozenset(written)
    last_words = {key: last for key, counts in written.items() if (last := _last_word(counts))}
    places = {name for name, kind in (*keys, *homonyms.entries) if kind in _PLACES}
    joins = Joins()
    by_lexicon(joins, sorted(keys), homonyms, lexicon, places)
    by_form(joins, keys, lexicon, places)
    by_code(joins, keys, aliases)
    by_sound(joins, keys)
    declared = by_foreign_name(joins, keys, last_words, aliases)
    meanings = settle(joins, keys, declared, sure=last_words)
    known = Known(places, {name: word for (name, kind), word in last_words.items() if kind == "person"})
    claims: list[Alias] = []
    for document in documents(homonyms.unclear):
        meanings |= _moved(document, joins, meanings)
        for key, entry in homonyms.choices(document):
            if joins.entry(key) != entry:
                full = _known_as(entry, key[1], lexicon)
                written[full]  # a thing that no document calls by its full name
                joins.know(full, entry)
                meanings.setdefault((document.document, *key), (full, CONTEXT))
        claims += inferred(document, joins, homonyms, known)
    settled = settle(joins, keys, (claim for claim in claims if _is_open(claim, meanings)))
    return make_entities(joins, written, settled | meanings, lexicon)


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


def _known_as(entry: int, kind: str, lexicon: Lexicon) -> Key:
    return name_key(plain(lexicon.entries[entry].name)), kind


def _last_word(counts: Iterable[NameCount]) -> str | None:
    """The last word, folded, of a name of several Latin words, which hardly two things have: Dario Amodei."""
    texts = (name.text.strip() for name in counts)
    words = next((text.split() for text in sorted(texts) if text.isascii() and " " in text and len(text) > 6), None)
    return name_key(words[-1]) if words else None
