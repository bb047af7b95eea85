"""Text in XML: escaped, without the characters that XML cannot hold."""

from __future__ import annotations

import hashlib

_NO_XML = (*set(range(32)) - {9, 10, 13}, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_REPLACED = dict.fromkeys(_NO_XML, "\N{REPLACEMENT CHARACTER}")
_CONTENT = _REPLACED | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _CONTENT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def content(value: object) -> str:
    """A value as the text of an element."""
    return str(value).translate(_CONTENT)


def attributes(**values: object) -> str:
    """Attributes with a blank before each, those that are None left out.

    >>> attributes(id=1, label="<Q&A>", start=None)
    ' id="1" label="&lt;Q&amp;A&gt;"'
    """
    known = ((name, value) for name, value in values.items() if value is not None)
    return "".join(f' {name}="{str(value).translate(_ATTRIBUTE)}"' for name, value in known)


def identifier(id_: str) -> str:
    """An id as an attribute can hold it; ids that differ stay apart, also where they differ in what is replaced."""
    if id_.translate(_REPLACED) == id_:
        return id_
    return f"{id_} {hashlib.sha256(id_.encode()).hexdigest()[:12]}"


def joined(values: list[str]) -> str:
    """Several names in one value."""
    return "; ".join(values)
