"""Whether two documents print one text: cheap sketches that find who might, and the look at both that decides.

Texts are compared bare: without blanks and marks, in Simplified characters, half width and small letters. So neither
the script nor the typography of an outlet matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from .fold import fold

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

# Says how sketches are made: sketches of other versions cannot be compared.
SKETCHED_BY = f"rensa {RMinHash.ALGORITHM_VERSION}"
# A text of fewer bare characters is never taken for a repost: 更多内容请下载客户端 stands everywhere.
SHORTEST = 24
# Shingles of so many characters: few enough to survive the change of a word nearby, enough to be no common phrase.
_SHINGLE = 6
# Texts are cut where their own characters say so, into pieces of 20 to 60 characters: a copy that was trimmed, or got
# another beginning, has most of its pieces in common with the whole, wherever its outlet ends lines and sentences.
_CUT_ONE_IN, _SHORTEST_PIECE = 16, 16
# The key of a piece is made of so many MinHashes: pieces that share ¾ of their shingles have one key as often as not.
_HASHES = 3
_SEED = 1
# Texts are one story if the longer holds this share of the shorter, and this share of the first half of it: what many
# articles end with (风险提示…) makes no repost.
_CONTAINED, _CONTAINED_LEAD = 0.6, 0.5


def bare(text: str) -> str:
    """What of a text is compared: letters and digits, folded.

    >>> bare("「輝達」 在合肥，設立 ＡＩ 中心。")
    '辉达在合肥设立ai中心'
    """
    return _text(codes(text))


def codes(text: str) -> Codes:
    """Code points of the bare text."""
    folded = _folded_points(text)
    return folded[folded > 0]


def bares(texts: Sequence[str]) -> list[str]:
    """`bare` of each of many texts."""
    folded = _folded_points("".join(texts))
    counts = folded > 0
    whole = _text(folded[counts])
    ends = np.concatenate([[0], np.cumsum(counts)])[[*accumulate(map(len, texts), initial=0)]].tolist()
    return [whole[start:end] for start, end in pairwise(ends)]


def sketch(text: str) -> list[int]:
    """Keys of the pieces of a text, in no order: texts with a passage in common share some. A short text has none."""
    points = codes(text)
    if len(points) < SHORTEST:
        return []
    hashes = shingles(points)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(hashes, _cuts(hashes), _HASHES, _SEED)
    keys = np.zeros(digests.len(), dtype=np.uint64)
    for column in np.array(digests.to_rows(), dtype=np.uint64).T:
        keys = _mixed(keys * _ODD + column)
    found: list[int] = np.unique(keys.view(np.int64)).tolist()
    return found


@dataclass(frozen=True)
class Shingled:
    """A text as the hashes of its runs of characters, to be compared with many others."""

    hashes: Hashes

    @classmethod
    def of(cls, text: str) -> Shingled:
        """A text, shingled."""
        return cls(shingles(codes(text)))

    @cached_property
    def _sorted(self) -> Hashes:
        return np.sort(self.hashes)

    def held_in(self, other: Shingled) -> NDArray[np.bool_]:
        """Of each hash whether the other text (not an empty one) has it."""
        near = np.searchsorted(other._sorted, self.hashes)
        held: NDArray[np.bool_] = other._sorted[np.minimum(near, len(other._sorted) - 1)] == self.hashes
        return held


def is_one_story(a: Shingled, b: Shingled) -> bool:
    """Whether the longer of two texts holds most of the shorter, from its beginning on, but for light edits."""
    shorter, longer = sorted((a, b), key=lambda text: len(text.hashes))
    if len(shorter.hashes) < SHORTEST - _SHINGLE + 1:
        return False
    held = shorter.held_in(longer)
    return bool(held.mean() >= _CONTAINED and held[: (len(held) + 1) // 2].mean() >= _CONTAINED_LEAD)


def shingles(points: Codes) -> Hashes:
    """A hash of each run of characters, in their order."""
    wide = points.astype(np.uint64)
    runs = len(wide) - _SHINGLE + 1
    hashes = np.zeros(max(runs, 0), dtype=np.uint64)
    for offset in range(_SHINGLE if runs > 0 else 0):
        hashes = hashes * _ODD + wide[offset : offset + runs]
    return _mixed(hashes)


_ODD = np.uint64(0x9E3779B97F4A7C15)


def _mixed(values: Hashes) -> Hashes:
    """Hashes of which every bit depends on all of the values (the end of MurmurHash3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values ^ (values >> np.uint64(33))


def _cuts(hashes: Hashes) -> list[int]:
    """Where pieces begin, and where the last ends."""
    cuts = [0]
    for place in np.flatnonzero(hashes % np.uint64(_CUT_ONE_IN) == 0).tolist():
        if place - cuts[-1] >= _SHORTEST_PIECE:
            cuts.append(place)
    return [*cuts, len(hashes)]


def _text(points: Codes) -> str:
    return points.tobytes().decode("utf-32-le", "surrogatepass")


def _folded_points(text: str) -> Codes:
    """Each code point in its bare form, 0 if it does not count; those beyond the basic plane as they are."""
    points: Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _folded()
    folded = table.take(points, mode="clip")
    return folded if len(points) == 0 or points.max() < len(table) else np.where(points < len(table), folded, points)


@cache
def _folded() -> Codes:
    """The bare form of each code point of the basic plane, 0 for those that do not count."""
    plane = "".join(map(chr, range(0x10000)))
    folded = fold(plane)
    return np.array([ord(c) if c.isalnum() else 0 for c in folded], dtype=np.uint32)
