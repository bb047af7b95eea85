"""Decisions about entities of a graph, each checked against what the graph has. `decide` carries them out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..config.errors import QueryError, UnknownName
from ..corpus.fold import name_key
from ..extract.ledger import APART, DIFFERENT, IGNORE, ONE, RENAME, RETYPE, SAME, Decision
from .query.results import EntityRef
from .query.view import View

_LONGEST = 100


def merging(view: View, names: Sequence[str]) -> Decision:
    """The decision that entities are one, called as the first; of a single name, that it means one entity everywhere.

    Raises:
        UnknownName, AmbiguousName: as `View.number_of`.
        QueryError: several names of one entity.
    """
    refs = [view.resolve(name) for name in names]
    ids = tuple(dict.fromkeys(ref.id for ref in refs))
    if len(names) == 1:
        return Decision(0, ONE, ids)
    if len(ids) < 2:
        raise QueryError(f"{' and '.join(names)} are one entity already ({refs[0].name})" if refs else "no names given")
    return Decision(0, SAME, ids)


def splitting(view: View, name: str, away: Sequence[str]) -> Decision:
    """The decision that some names of an entity are another entity, or that others are other entities and stay so.

    Raises:
        UnknownName, AmbiguousName: as `View.number_of`.
        QueryError: one names nothing, or is the one it goes by.
    """
    ref, names = view.resolve(name), [known.name for known in view.names(name)]
    known = {name_key(text) for text in names}
    return Decision(0, DIFFERENT, (ref.id, *(_other(view, ref, names, known, text) for text in away)))


def _other(view: View, ref: EntityRef, names: Sequence[str], known: Collection[str], text: str) -> str:
    """A name that is not to be one of `ref`, with its type."""
    if name_key(text) == name_key(ref.name):
        raise QueryError(f"{ref.id} goes by {ref.name!r}: name those of its other names that are to leave it")
    if name_key(text) in known:
        return f"{ref.type}:{text}"
    try:
        other = view.resolve(text)
    except UnknownName:
        raise QueryError(f"{text!r} is no name of {ref.id}; its names are: {', '.join(names[:20])}") from None
    if other == ref:
        raise QueryError(f"{text!r} is {ref.id} itself")
    return other.id


def setting_apart(
    view: View, name: str, to: str, *, documents: Sequence[str] = (), beside: Sequence[str] = ()
) -> Decision:
    """The decision that an entity is another, called `to`, in some documents.

    Args:
        documents: ids, or names of files that hold one document.
        beside: names; it is `to` in all documents that name one of them too, also in those to come.

    Raises:
        UnknownName, AmbiguousName: as `View.number_of`.
        QueryError: an unknown document, or no documents at all.
    """
    ref = view.resolve(name)
    if not documents and not beside:
        raise QueryError("say in which documents it is another: by documents, or by what is named beside it")
    if name_key(to) in {name_key(known.name) for known in view.names(ref.id)}:
        raise QueryError(f"{to!r} is a name of {ref.id} itself; choose another, like {ref.name}（…）")
    return Decision(
        0,
        APART,
        (ref.id,),
        to=_proper(to),
        documents=tuple(_document(view, document) for document in documents),
        beside=tuple(view.resolve(other).id for other in beside),
    )


def renaming(view: View, name: str, to: str) -> Decision:
    """The decision that an entity goes by another name; raises as `merging`, and QueryError where `to` is taken."""
    ref, to = view.resolve(name), _proper(to)
    _check_free(view, ref, f"{ref.type}:{to}")
    return Decision(0, RENAME, (ref.id,), to=to)


def retyping(view: View, name: str, to: str) -> Decision:
    """The decision that an entity is of another type; raises as `merging`, and QueryError where there is none such."""
    ref, types = view.resolve(name), view.types()
    if to not in types:
        raise QueryError(f"no entity type is named {to!r}; there are: {', '.join(types)}")
    _check_free(view, ref, f"{to}:{ref.name}")
    return Decision(0, RETYPE, (ref.id,), to=to)


def ignoring(view: View, name: str) -> Decision:
    """The decision that an entity is none: its names name nothing; raises as `View.number_of`."""
    return Decision(0, IGNORE, (view.resolve(name).id,))


def _check_free(view: View, ref: EntityRef, id_: str) -> None:
    if id_ == ref.id:
        raise QueryError(f"that changes nothing: it is {ref.id} already")
    if view.connection.execute("SELECT 1 FROM entities WHERE id = ?", (id_,)).fetchone():
        raise QueryError(f"there is another entity {id_}; if they are one: guanxi merge GRAPH {id_} {ref.id}")


def _document(view: View, name: str) -> str:
    rows = "SELECT DISTINCT id FROM documents WHERE id = ?1 OR source = ?1 ORDER BY id = ?1 DESC LIMIT 2"
    found = [id_ for (id_,) in view.connection.execute(rows, (name,))]
    if not found or (len(found) > 1 and found[0] != name):
        what = (
            f"names {len(found)} documents or more; give an id"
            if found
            else "is in this graph neither id nor file name"
        )
        raise QueryError(f"document {name!r} {what}")
    return str(found[0])


def _proper(name: str) -> str:
    """A name that people give, without blanks around it."""
    text = name.strip()
    if not text or len(text) > _LONGEST or not all(c.isprintable() or c == "\u3000" for c in text):
        raise QueryError(f"a name is 1 to {_LONGEST} printable characters, not {name[:_LONGEST]!r}")
    return text
