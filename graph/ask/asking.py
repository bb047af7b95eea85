"""`ask`: a question in Chinese, its meaning, and its answer."""

from __future__ import annotations

import re
import unicodedata

from ..query.counts import at_least_one
from ..query.view import View
from .answering import LIMIT, answers
from .grammar import understand
from .mentioned import LONGEST, mentioned, resolved
from .pieces import Piece, cut
from .results import Answer, Unclear, Understood
from .telling import command, examples, meaning, not_understood, notes, nothing
from .times import times
from .words import Words, fold, load_words

_CHINESE = re.compile("[\u3400-\u9fff]")


def ask(view: View, text: str, *, limit: int | None = None, words: Words | None = None, graph: str = "GRAPH") -> Answer:
    """Answer a question in Chinese, in either script, by a grammar; the same question has the same answer.

    Nothing is guessed: the answer tells how the question was understood, or that it was not.

    Args:
        limit: answers told; None: the number that the question names, or `LIMIT`.
        words: what the grammar knows, see `load_words`; None: the words that come with Guanxi.
        graph: the path of the graph, for the command in the answer.

    Raises:
        QueryError: the limit is below 1.
    """
    words = words or load_words()
    if limit is not None:
        at_least_one("limit", limit)
    read = _read(view, unicodedata.normalize("NFC", text), words)
    if isinstance(read, Unclear):
        return _refused(view, read, words)
    told = answers(view, read, limit=limit or read.limit or LIMIT)
    query = command(view, read, told, graph=graph)
    said = notes(view, read, told, query=query)
    why = () if told.rows else (nothing(view, read, told),)
    return Answer(read, meaning(view, read), query, tuple(told.rows), told.total, (*why, *said))


def _refused(view: View, unclear: Unclear, words: Words) -> Answer:
    """No answer, but why, and questions that have one: about a name of the question if there are such."""
    about = (examples(view, entity) for entity in unclear.entities)
    good = (each for each in about if each and all(isinstance(_read(view, e, words), Understood) for e in each))
    tried = next(good, None) or examples(view)
    why = f"the question was not understood: {unclear.why}"
    return Answer(None, why, None, (), 0, tuple(not_understood(view, unclear)), tuple(tried))


def _read(view: View, text: str, words: Words) -> Understood | Unclear:
    if len(text) > LONGEST:
        return Unclear(f"it has more than {LONGEST} characters", (), ())
    folded = fold(text)
    (newest,) = view.connection.execute("SELECT max(date) FROM documents").fetchone()
    pieces = cut(
        text,
        folded=folded,
        names=mentioned(view, text),
        roles=words.roles(view.types()),
        times=times(folded, newest=newest),
    )
    named = {name: resolved(view, name) for name in _names(pieces)}
    read = understand(pieces, words, named=named, types=tuple(view.types()))
    if isinstance(read, Unclear) and not _CHINESE.search(text) and any(map(str.isalpha, text)):
        return Unclear("questions are asked in Chinese", read.recognised, (), read.entities)
    return read


def _names(pieces: list[Piece]) -> set[str]:
    return {piece.text for piece in pieces if piece.kind == "name"}
