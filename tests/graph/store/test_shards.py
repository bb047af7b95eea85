"""Streams of documents are cut into batches of a size, in step again behind what is new."""

from __future__ import annotations

from guanxi.corpus.document import Document
from guanxi.graph.store.shards import BATCH_CHARACTERS, batches


def documents(count: int, *, size: int, first: int = 0) -> list[Document]:
    return [Document(f"d{number}", "字" * size, "s") for number in range(first, first + count)]


def test_batches_have_their_size_whatever_documents_have() -> None:
    for size in (200, 1300, 20_000):
        cuts = [sum(len(d.text) for d in batch) for batch in batches(documents(4_000_000 // size, size=size))][:-1]
        assert len(cuts) > 4
        assert min(cuts) >= 0.4 * BATCH_CHARACTERS
        assert max(cuts) < BATCH_CHARACTERS + size
    (whole,) = batches(documents(1, size=2 * BATCH_CHARACTERS))
    assert len(whole) == 1


def test_batches_behind_what_is_new_are_what_they_were() -> None:
    before = [[d.id for d in batch] for batch in batches(documents(6_000, size=1300))]
    after = [
        [d.id for d in batch] for batch in batches(documents(1, size=5, first=9_999) + documents(6_000, size=1300))
    ]
    assert before[0] != after[0]
    assert len([batch for batch in after if batch in before]) > 0.8 * len(before) > 10
