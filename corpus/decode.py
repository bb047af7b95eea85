"""Bytes to text: byte order mark, UTF-8, what the file declares, then the encoding that makes the most sense."""

from __future__ import annotations

import codecs
import re
from functools import cache

from ..config.errors import ConfigError, InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BIG5 = ("big5hkscs", "cp950")  # they differ in rare characters and marks (①, €); the first where both do
_BYTEWISE, _WIDE = ("utf-8", "gb18030", *_BIG5), ("utf-16-le", "utf-16-be")
# Files that say GB2312 or Big5 use the larger sets all the same (朱镕基 is not in GB2312).
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
# What programs declare that do not know: any bytes are valid in these.
_TELLS_NOTHING = {"ascii", "iso8859-1", "cp1252"}
# Codecs of Python that are no encodings of files.
_NO_ENCODING = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"}
_SAMPLE = 16_384
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS = 0.02  # of the characters
_MIN_COMMON = 0.5  # of the characters beyond ASCII

# Logarithms of probability: half of a Chinese text are these 200 characters, nearly all of the rest are the first
# levels of GB2312 and Big5; what is in neither is a sign of a wrong encoding.
_FREQUENT = (
    "的一是不在有人了国上大中为年业会发这个和新市地行时出产公进对资成能到全经日以月区来他过要本部分工生家后"
    "作展将方法动实高开场多我可政力学司于用们现下企与前者项智术面体建理最小主加自数关车同投此研据交合长基示"
    "國為業會發這個時產進對資經區來過後將動實開場現與項術體關車據長東電員們學機點從兩當還說間問題應無"
)
_MARKS_OF_CHINESE = "，。、；：？！“”‘’（）《》【】「」『』—…·‧～％　①②③④⑤⑥⑦⑧⑨⑩０１２３４５６７８９"
_WEIGHT_FREQUENT, _WEIGHT_COMMON, _WEIGHT_RARE, _WEIGHT_NONE = -5.5, -9.0, -14.0, -20.0
_WEIGHT_ASCII = -4.0


def encoding_name(name: str) -> str:
    """Python's name of the encoding that a user calls `name`.

    Raises:
        ConfigError: no such encoding.
    """
    found = _codec(name)
    if not found:
        raise ConfigError(f"no encoding is called {name!r}; try utf-8, gb18030 or big5")
    return found


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> tuple[str, str]:
    """Text of a file and the name of its encoding; only a byte order mark is taken away.

    `encoding` is what the user says, `declared` what the file says of itself. A byte order mark is believed before
    both, and valid UTF-8 before a declaration: pages that call themselves GB2312 and are UTF-8 abound, whereas
    other text is hardly ever valid UTF-8.

    Raises:
        ConfigError: `encoding` is no encoding.
        InputError: empty, binary, or not valid in its encoding; its text is the reason alone.
    """
    if not data:
        raise InputError("empty file")
    known, skip = find_mark(data)
    known = known or (encoding_name(encoding) if encoding else "")
    if known:
        text, name = _strict(data, known, skip), known
    else:
        text, name = _search(data, declared)
    head = min(len(text), _SAMPLE)
    if "\0" in text or len(_CONTROL.findall(text, 0, head)) > _MAX_CONTROLS * head:
        raise InputError("binary, not text")
    return text, name


def find_mark(data: bytes) -> tuple[str, int]:
    """Encoding and length of the byte order mark; ("", 0) without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), ("", 0))


def encoding_of_head(head: bytes, encoding: str | None = None) -> tuple[str, int]:
    """As `decode`, for the first bytes of a stream: the encoding, and how many bytes of mark to leave out.

    Raises:
        ConfigError: `encoding` is no encoding.
        InputError: no encoding fits.
    """
    name, skip = find_mark(head)
    if name or encoding:
        return name or encoding_name(encoding or ""), skip
    if b"\0" not in head:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
            return "utf-8", 0
        except UnicodeDecodeError:
            pass
    return _guess(head), 0


def _search(data: bytes, declared: str | None) -> tuple[str, str]:
    claimed = _codec(declared) if declared else ""
    if b"\0" not in data:
        for name in ("utf-8", claimed):
            if name and name not in _TELLS_NOTHING:
                try:
                    return str(data, name), name
                except UnicodeError:
                    continue
    name = _guess(data)
    if name in _BIG5:  # the beginning need not tell which of them
        for each in sorted(_BIG5, key=lambda other: other != name):
            try:
                return str(data, each), each
            except UnicodeError:
                continue
    return _strict(data, name, 0), name


def _strict(data: bytes, name: str, skip: int) -> str:
    try:
        # A view, because a slice would be a second copy of a large file.
        return str(memoryview(data)[skip:], name) if skip else str(data, name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if b"\0" in data and not name.startswith("utf-"):
            raise InputError("binary, not text") from None
        where = f"at byte {error.start + skip}"
        raise InputError(f"not valid {name} {where}: use --encoding, or save it in one encoding") from None
    except UnicodeError:
        raise InputError(f"not valid {name}: use --encoding") from None


def _guess(data: bytes) -> str:
    """The encoding in which the beginning makes the most sense; the last character may be cut."""
    high = _HIGH.search(data)
    if not high and b"\0" not in data:
        return "utf-8"
    start = high.start() & ~1 if high else 0  # even, for UTF-16
    sample = data[start : start + _SAMPLE]
    names = _WIDE if b"\0" in data else _BYTEWISE if len(data) % 2 else _BYTEWISE + _WIDE
    texts = {name: codecs.getincrementaldecoder(name)("replace").decode(sample) for name in names}
    weights = _weights()
    name = max(names, key=lambda n: sum(weights.get(c, _WEIGHT_RARE) for c in texts[n]))
    foreign = [c for c in texts[name] if c > "\x7f"]
    if sum(weights.get(c, _WEIGHT_RARE) > _WEIGHT_RARE for c in foreign) < _MIN_COMMON * len(foreign):
        raise InputError("binary, not text" if b"\0" in data else "encoding not recognised: use --encoding")
    return name


@cache
def _weights() -> dict[str, float]:
    levels = [(0xB0, 0xD7, "gb2312"), (0xA4, 0xC6, "big5")]
    common = "".join(
        bytes((lead, trail)).decode(name, "ignore")
        for first, last, name in levels
        for lead in range(first, last + 1)
        for trail in range(0x40, 0xFF)
    )
    return {
        **dict.fromkeys(map(chr, range(0x20)), _WEIGHT_NONE),
        **dict.fromkeys(map(chr, range(0x7F, 0xA0)), _WEIGHT_NONE),
        **dict.fromkeys(map(chr, range(0xD800, 0xF900)), _WEIGHT_NONE),  # surrogates and private use
        "\ufffd": _WEIGHT_NONE,
        **dict.fromkeys(common, _WEIGHT_COMMON),
        **dict.fromkeys(map(chr, range(0x20, 0x7F)), _WEIGHT_ASCII),
        **dict.fromkeys("\t\r\n", _WEIGHT_ASCII),
        **dict.fromkeys(_FREQUENT + _MARKS_OF_CHINESE, _WEIGHT_FREQUENT),
    }


def _codec(name: str) -> str:
    """Python's name of an encoding, "" if it knows none or it is no encoding of text."""
    found = ""
    try:
        found = codecs.lookup(name).name
        b"\0".decode(name)
    except UnicodeError:
        pass  # it is an encoding, only not of this byte
    except (LookupError, ValueError):
        return ""
    return "" if found in _NO_ENCODING else _SUPERSETS.get(found, found)
