"""A model scores what it knows, and is the same after it was stored."""

import contextlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from guanxi.config.errors import ConfigError
from guanxi.extract.tagger import labels
from guanxi.extract.tagger.model import Model, Weights
from guanxi.extract.tagger.scope import Scope

SCOPE = Scope(("city", "company"), ("lexicon",))


_BUFFER = BytesIO()
np.save(_BUFFER, np.zeros(3))
NPY = _BUFFER.getvalue()


def _model(features: np.ndarray, seed: int = 1) -> Model:
    count = labels.count(SCOPE.types)
    table = np.random.default_rng(seed).normal(size=(len(features), count)).astype(np.float16).astype(np.float32)
    steps = np.zeros((count, count), np.float32)
    return Model(Weights(features, table, steps), SCOPE, card={"articles": 3})


def test_every_feature_is_found_whatever_slots_they_fight_for() -> None:
    # All of these have the same low bits, and so one bucket.
    features = (np.arange(1, 10, dtype=np.uint32) << np.uint32(28)) | np.uint32(5)
    model = _model(features)
    scores = model.scores(features.reshape(1, -1))
    assert np.array_equal(scores, model._weights.table)


def test_unknown_features_weigh_nothing() -> None:
    model = _model(np.array([7, 8], np.uint32))
    assert not model.scores(np.array([[0], [9]], np.uint32)).any()


def test_features_of_one_character_add_up() -> None:
    model = _model(np.array([7, 8], np.uint32))
    table = model._weights.table
    assert np.allclose(model.scores(np.array([[7], [8], [9]], np.uint32)), table[:1] + table[1:])


def test_labels_come_with_how_sure_they_are() -> None:
    model = _model(np.arange(1, 50, dtype=np.uint32))
    numbers = np.arange(1, 41, dtype=np.uint32).reshape(2, 20)
    scores = model.scores(numbers)
    best = model.labels(scores, [(0, 12), (12, 20)])
    sure = model.sureness(scores, best, np.arange(20))
    assert best.shape == sure.shape == (20,)
    assert np.array_equal(model.sureness(scores, best, np.array([0, 7, 19])), sure[[0, 7, 19]])
    assert (sure > 0).all() and (sure <= 1).all()
    assert not labels.forbidden(SCOPE.types)[best[:-1], best[1:]][np.arange(19) != 11].any()
    assert not labels.forbidden(SCOPE.types)[0, best[[0, 12]]].any()


def test_a_stored_model_is_the_same_model(tmp_path: Path) -> None:
    model = _model(np.arange(3, 90, dtype=np.uint32))
    model.save(tmp_path / "m.npz")
    again = Model.load(tmp_path / "m.npz")
    assert again.version == model.version
    assert (again.scope.types, again.scope.engines, again.card) == (SCOPE.types, SCOPE.engines, {"articles": 3})
    numbers = np.arange(90, dtype=np.uint32).reshape(3, 30)
    assert np.array_equal(again.scores(numbers), model.scores(numbers))


def test_a_model_without_weights_knows_nothing() -> None:
    model = _model(np.array([], np.uint32))
    assert not model.scores(np.array([[7, 8]], np.uint32)).any()


def test_a_damaged_model_is_refused_or_whole(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    _model(np.arange(3, 900, dtype=np.uint32)).save(path)
    whole = path.read_bytes()
    for position in range(0, len(whole), max(len(whole) // 40, 1)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 255]) + whole[position + 1 :])
        with contextlib.suppress(ConfigError):
            Model.load(path)


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04broken", NPY])
def test_what_is_no_model_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.npz"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"m\.npz: is not a model made by `guanxi train`"):
        Model.load(path)


def test_a_model_of_other_features_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _model(np.array([7], np.uint32)).save(tmp_path / "m.npz")
    monkeypatch.setattr("guanxi.extract.tagger.model.FORMAT", "other")
    with pytest.raises(ConfigError, match=r"m\.npz: was made by another version; train it again"):
        Model.load(tmp_path / "m.npz")


def test_an_array_of_something_else_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", weights=np.zeros(3))
    with pytest.raises(ConfigError, match="is not a model"):
        Model.load(tmp_path / "m.npz")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.npz: cannot be opened: No such file"):
        Model.load(tmp_path / "none.npz")


@pytest.mark.parametrize("wrong", ["features", "values", "steps"])
def test_numbers_that_training_does_not_write_are_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "m.npz"
    _model(np.arange(3, 9, dtype=np.uint32)).save(path)
    with np.load(path) as stored:
        parts = dict(stored)
    parts["features"][1] = parts["features"][0] if wrong == "features" else parts["features"][1]
    parts["values"][0] = np.nan if wrong == "values" else parts["values"][0]
    parts["steps"] = parts["steps"][:1] if wrong == "steps" else parts["steps"]
    np.savez(path, **parts)
    with pytest.raises(ConfigError, match="is not a model"):
        Model.load(path)
