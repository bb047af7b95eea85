"""The model: a linear-chain conditional random field (Lafferty et al. 2001) over numbered features."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
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
from .lookup import Lookup, Numbers
from .scope import Scope
from .viterbi import Scores, decode

FORMAT = f"2 {templates.VERSION}"
# So many templates have their weights added up before they are added to the others: the last digits depend on it.
TOGETHER = 8


@dataclass(frozen=True, slots=True)
class Weights:
    """What training leaves: for each feature with any weight its number, and its weight for each label."""

    features: Numbers
    table: Scores
    steps: Scores


class Model:
    """Scores labels of characters from the numbers of their features.

    Attributes:
        scope: what it takes notice of.
        card: what it was made from and how good it is.
        rows: from the number of a feature to its row in the table.
        table: weights, features by labels.
    """

    def __init__(self, weights: Weights, scope: Scope, *, card: Mapping[str, Any]) -> None:
        self.scope, self.card = scope, dict(card)
        self._weights = weights
        forbidden = labels.forbidden(scope.types)
        self._steps = np.where(forbidden, np.float32(labels.FORBIDDEN), weights.steps)
        self._first = ~forbidden[labels.OUTSIDE]
        # The first and the last row are for features without weight.
        self.table = np.zeros((len(weights.table) + 2, weights.table.shape[1]), np.float32)
        self.table[1:-1] = weights.table
        self.rows = Lookup(weights.features)

    def scores(self, numbers: Numbers) -> Scores:
        """Templates by characters of feature numbers to characters by labels."""
        total = np.zeros((numbers.shape[1], self.table.shape[1]), np.float32)
        for first in range(0, len(numbers), TOGETHER):
            total += self.table.take(self.rows.find(numbers[first : first + TOGETHER]), axis=0).sum(0)
        return total

    def labels(self, scores: Scores, ranges: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
        """The best label of each character, sentence by sentence."""
        return decode(scores, self._steps, ranges, first=self._first)

    def sureness(self, scores: Scores, best: NDArray[np.intp], at: NDArray[np.intp]) -> Scores:
        """How sure the labels of some characters are, between 0 and 1.

        That is: against the other labels such a character could have if its two neighbours had theirs.
        """
        around = np.concatenate([[labels.OUTSIDE], best, [labels.OUTSIDE]])
        rivals = scores[at] + self._steps[around[at]] + self._steps.T[around[at + 2]]
        rivals -= rivals.max(1, keepdims=True)
        weights = np.exp(rivals)
        sure: Scores = weights[np.arange(len(at)), best[at]] / weights.sum(1)
        return sure

    @cached_property
    def version(self) -> str:
        """Short hash of the weights."""
        digest = hashlib.sha256()
        for part in (self._weights.features, self._weights.table, self._weights.steps):
            digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()[:12]

    def save(self, path: Path) -> None:
        """Write the model as one file, which stands there whole or not at all."""
        rows, columns = np.nonzero(self._weights.table)
        meta = {"format": FORMAT, "types": self.scope.types, "engines": self.scope.engines, "card": self.card}
        content = BytesIO()
        np.savez_compressed(
            content,
            features=self._weights.features,
            rows=rows.astype(np.uint32),
            columns=columns.astype(np.uint8),
            values=self._weights.table[rows, columns].astype(np.float16),
            steps=self._weights.steps,
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
                _check(weights)
                return cls(weights, Scope(tuple(meta["types"]), tuple(meta["engines"])), card=meta["card"])
        except OSError as error:
            raise ConfigError(f"cannot be opened: {error.strerror or error}", file=str(path)) from error
        except (ValueError, TypeError, AttributeError, KeyError, IndexError, EOFError, zlib.error, BadZipFile) as error:
            raise ConfigError("is not a model made by `guanxi train`", file=str(path)) from error


def _check(weights: Weights) -> None:
    """Raise ValueError where numbers are not what training writes: a damaged file must not be read as a model."""
    count = weights.table.shape[1]
    in_order = weights.features.dtype == np.uint32 and bool((np.diff(weights.features.astype(np.int64)) > 0).all())
    finite = bool(np.isfinite(weights.table).all() and np.isfinite(weights.steps).all())
    if not (in_order and finite and weights.steps.shape == (count, count)):
        raise ValueError("weights")
