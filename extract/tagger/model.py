"""The model: a linear-chain conditional random field (Lafferty et al. 2001) over numbered features."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ...config.errors import ConfigError
from . import labels, templates
from .names import Heard, Names
from .scope import Scope
from .viterbi import Scores, decode

FORMAT = f"1 {templates.VERSION}"


@dataclass(frozen=True, slots=True)
class Weights:
    """What training leaves: for each feature with any weight its number, and its weight for each label."""

    features: NDArray[np.uint64]
    table: Scores
    steps: Scores


class Model:
    """Scores labels of characters from the numbers of their features.

    Attributes:
        scope: what it takes notice of.
        card: what it was made from and how good it is.
    """

    def __init__(self, weights: Weights, scope: Scope, *, card: Mapping[str, Any]) -> None:
        self.scope, self.card = scope, dict(card)
        self._weights = weights
        forbidden = labels.forbidden(scope.types)
        self._steps = np.where(forbidden, np.float32(labels.FORBIDDEN), weights.steps)
        self._first = ~forbidden[labels.OUTSIDE]
        # Row 0 is for features without weight.
        self._table = np.vstack([np.zeros((1, weights.table.shape[1]), np.float32), weights.table])
        self._levels = list(_levels(weights.features))

    def scores(self, numbers: NDArray[np.uint64]) -> Scores:
        """Templates by characters of feature numbers to characters by labels."""
        rows = sum(level.find(numbers) for level in self._levels)
        total = np.zeros((numbers.shape[1], self._table.shape[1]), np.float32)
        one = np.empty_like(total)
        for row in np.broadcast_to(rows, numbers.shape):
            known = np.flatnonzero(row)
            if len(known) * 4 < len(row):
                total[known] += self._table[row[known]]
            else:  # then taking whole rows into one buffer is three times as fast
                np.take(self._table, row, axis=0, out=one, mode="clip")
                total += one
        return total

    def labels(self, numbers: NDArray[np.uint64], ranges: Sequence[tuple[int, int]]) -> tuple[NDArray[np.intp], Scores]:
        """The best label of each character, sentence by sentence, and how sure it is, between 0 and 1.

        Sure means: against the other labels this character could have if its two neighbours had theirs.
        """
        scores = self.scores(numbers)
        best = decode(scores, self._steps, ranges, first=self._first)
        before = np.concatenate([best[:1] * 0, best[:-1]])
        after = np.concatenate([best[1:], best[-1:] * 0])
        rivals = scores + self._steps[before] + self._steps.T[after]
        rivals -= rivals.max(1, keepdims=True)
        weights = np.exp(rivals)
        return best, weights[np.arange(len(best)), best] / weights.sum(1)

    @cached_property
    def version(self) -> str:
        """Short hash of the weights."""
        parts = (self._weights.features, self._weights.table, self._weights.steps)
        digest = hashlib.sha256(b"".join(part.tobytes() for part in parts))
        digest.update(repr(self.scope.names.heard).encode())
        return digest.hexdigest()[:12]

    def save(self, path: Path) -> None:
        """Write the model as one file, which stands there whole or not at all."""
        rows, columns = np.nonzero(self._weights.table)
        heard = self.scope.names.heard
        meta = {
            "format": FORMAT,
            "types": self.scope.types,
            "engines": self.scope.engines,
            "names": [item.name for item in heard],
            "card": self.card,
        }
        content = BytesIO()
        np.savez_compressed(
            content,
            features=self._weights.features,
            rows=rows.astype(np.uint32),
            columns=columns.astype(np.uint8),
            values=self._weights.table[rows, columns].astype(np.float16),
            steps=self._weights.steps,
            kinds=np.array([self.scope.types.index(item.type) for item in heard], np.uint8),
            levels=np.array([item.level for item in heard], np.uint8),
            meta=np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), np.uint8),
        )
        scratch = path.with_name(path.name + ".part")
        scratch.write_bytes(content.getbuffer())
        scratch.replace(path)

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read a model that `save` wrote.

        Raises:
            ConfigError: no such file, or not a model of this version.
        """
        try:
            with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as stored:
                meta = json.loads(stored["meta"].tobytes())
                if meta["format"] != FORMAT:
                    raise ConfigError("was made by another version; train it again", file=str(path))
                table = np.zeros((len(stored["features"]), labels.count(meta["types"])), np.float32)
                table[stored["rows"], stored["columns"]] = stored["values"]
                weights = Weights(stored["features"], table, stored["steps"])
                kinds = [meta["types"][kind] for kind in stored["kinds"].tolist()]
                names = Names(list(map(Heard, meta["names"], kinds, stored["levels"].tolist())))
                return cls(weights, Scope(tuple(meta["types"]), tuple(meta["engines"]), names), card=meta["card"])
        except OSError as error:
            raise ConfigError(f"cannot be opened: {error.strerror or error}", file=str(path)) from error
        except (ValueError, TypeError, AttributeError, KeyError, IndexError, EOFError, zlib.error, BadZipFile) as error:
            raise ConfigError("is not a model made by `guanxi train`", file=str(path)) from error


class _Level:
    """A hash table without probing: it holds the features that have a slot alone; the others go to the next level."""

    def __init__(self, shift: int, slots: NDArray[np.uint64], rows: NDArray[np.int32]) -> None:
        self._shift, self._slots, self._rows = np.uint64(shift), slots, rows
        self._mask = np.uint64(len(slots) - 1)

    def find(self, features: NDArray[np.uint64]) -> NDArray[np.int32]:
        """For each feature its row in the table of weights, 0 where it is not here."""
        slot = ((features >> self._shift) & self._mask).astype(np.intp)
        rows: NDArray[np.int32] = np.take(self._rows, slot) * (np.take(self._slots, slot) == features)
        return rows


def _levels(features: NDArray[np.uint64]) -> Iterator[_Level]:
    left, shift = np.arange(len(features), dtype=np.int32), 0
    while len(left):
        size = 1 << (8 * len(left)).bit_length()
        slot = (features[left] >> np.uint64(shift)) & np.uint64(size - 1)
        _, first = np.unique(slot, return_index=True)
        # An empty slot holds a number that would be looked for in another one.
        slots, rows = ~(np.arange(size, dtype=np.uint64) << np.uint64(shift)), np.zeros(size, np.int32)
        slots[slot[first]], rows[slot[first]] = features[left[first]], left[first] + 1
        yield _Level(shift, slots, rows)
        left = np.delete(left, first)
        shift += 7
