"""What documents know of each other's names."""

from collections.abc import Sequence
from pathlib import Path

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.mention import Mention
from guanxi.extract.pipeline import Extraction
from guanxi.graph.engine.local import LocalEngine
from guanxi.graph.store.count import Counter
from guanxi.graph.store.shards import write_shard

NAME = "群核"


def _extraction(number: int, text: str, names: Sequence[tuple[str, str, str]]) -> Extraction:
    """A document with mentions: (name, type, extractor)."""
    document = Document(f"d{number}", text, f"d{number}.txt")
    sentences = split_sentences(document)
    mentions = []
    for name, kind, extractor in names:
        start = text.index(name)
        index = next(s.index for s in sentences if s.start <= start < s.end)
        mentions.append(Mention(document.id, index, start, start + len(name), name, kind, extractor, 0.9))
    return Extraction(document, sentences, mentions, [])


def _counter(tmp_path: Path, extractions: Sequence[Extraction]) -> Counter:
    """A run that has recalled."""
    folder = tmp_path / "shards"
    folder.mkdir(exist_ok=True)
    counter = Counter(folder, [write_shard(folder, "a" * 24, extractions)], scratch=tmp_path)
    counter.recall(ignored=(), engine=LocalEngine(1), graph=str(tmp_path))
    return counter


def _names(tmp_path: Path, extractions: Sequence[Extraction]) -> dict[tuple[str, str], int]:
    with _counter(tmp_path, extractions) as counter:
        return {(name.text, name.type): name.mentions for name in counter.names()}


def test_a_name_that_others_show_is_found_where_it_stands_unseen(tmp_path: Path) -> None:
    shown = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(4)]
    unseen = _extraction(9, f"好。我们看好{NAME}，也看好{NAME}。", [])
    assert _names(tmp_path, [*shown, unseen]) == {(NAME, "company"): 6}


def test_two_witnesses_are_too_few(tmp_path: Path) -> None:
    shown = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(2)]
    unseen = _extraction(9, f"我们看好{NAME}。", [])
    assert _names(tmp_path, [*shown, unseen]) == {(NAME, "company"): 2}


def test_a_document_that_shows_the_name_does_not_count_against_it(tmp_path: Path) -> None:
    shown = [_extraction(i, f"{NAME}获投资。我们看好{NAME}。", [(NAME, "company", "model")]) for i in range(3)]
    assert _names(tmp_path, shown) == {(NAME, "company"): 6}


def test_what_mostly_is_no_name_is_left_alone(tmp_path: Path) -> None:
    shown = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(3)]
    unseen = [_extraction(i, f"我们看好{NAME}。", []) for i in (7, 8)]
    assert _names(tmp_path, [*shown, *unseen]) == {(NAME, "company"): 5}
    unseen.append(_extraction(9, f"我们看好{NAME}。", []))
    assert _names(tmp_path, [*shown, *unseen]) == {(NAME, "company"): 3}


def test_a_reprint_does_not_count_against_a_name(tmp_path: Path) -> None:
    shown = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(3)]
    long = "".join(f"第{i}家工厂昨天开工，预计{i + 3}月投产。" for i in range(20))
    unseen = [_extraction(i, f"我们看好{NAME}。{text}", []) for i, text in enumerate(["", long, long], start=7)]
    assert _names(tmp_path, [*shown, *unseen]) == {(NAME, "company"): 5}


def test_where_a_longer_name_stands_nothing_is_added(tmp_path: Path) -> None:
    shown = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(4)]
    longer = _extraction(9, f"{NAME}基金来了。", [(f"{NAME}基金", "fund", "model")])
    assert _names(tmp_path, [*shown, longer]) == {(NAME, "company"): 4, (f"{NAME}基金", "fund"): 1}


def test_nearly_all_documents_decide_the_type(tmp_path: Path) -> None:
    most = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(3)]
    one = _extraction(9, f"{NAME}上线。", [(NAME, "product", "model")])
    assert _names(tmp_path, [*most, one]) == {(NAME, "company"): 4}


def test_without_a_clear_majority_types_stay(tmp_path: Path) -> None:
    both = [
        _extraction(i, f"{NAME}来了。", [(NAME, kind, "model")]) for i, kind in enumerate(["company", "product"] * 3)
    ]
    assert _names(tmp_path, both) == {(NAME, "company"): 3, (NAME, "product"): 3}


def test_what_a_lexicon_knows_is_not_outvoted(tmp_path: Path) -> None:
    most = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(3)]
    known = _extraction(9, f"{NAME}上线。", [(NAME, "product", "lexicon")])
    assert _names(tmp_path, [*most, known]) == {(NAME, "company"): 3, (NAME, "product"): 1}


def test_what_the_user_says_is_not_outvoted(tmp_path: Path) -> None:
    most = [_extraction(i, f"{NAME}获投资。", [(NAME, "company", "model")]) for i in range(3)]
    own = _extraction(9, f"{NAME}上线。", [(NAME, "product", "entities")])
    assert _names(tmp_path, [*most, own]) == {(NAME, "company"): 3, (NAME, "product"): 1}


def test_each_sentence_of_unclear_names_is_told_once(tmp_path: Path) -> None:
    names = [("央行", "organization", "model"), ("財政部", "organization", "model"), ("东京", "city", "model")]
    read = [_extraction(1, "央行和財政部在东京开会。东京下雨。", names), _extraction(2, "东京。", names[2:])]
    with _counter(tmp_path, read) as counter:
        one, other = counter.document_names(
            [("央行", "organization"), ("财政部", "organization"), ("外交部", "organization")]
        )
    assert one.document == "d1" and set(one.said) == {("央行", "organization"), ("财政部", "organization")}
    (said,), (again,) = one.said.values()
    assert said == "央行和财政部在东京开会。" and said is again
    assert (other.names, other.said) == (frozenset({("东京", "city")}), {})
