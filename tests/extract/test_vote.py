"""The vote: longest trusted reading wins, readings never overlap."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.mention import Mention
from guanxi.extract.vote import vote as vote_of


def make(start: int, end: int, kind: str = "city", score: float = 1.0, extractor: str = "a") -> Mention:
    return Mention("d", 0, start, end, "x" * (end - start), kind, extractor, score)


def vote(votes: Iterable[tuple[float, Mention]]) -> list[Mention]:
    return vote_of((weight, [mention]) for weight, mention in votes)


def spans(mentions: list[Mention]) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.type) for m in mentions]


def test_the_longer_name_wins_over_one_inside_it() -> None:
    votes = [(1.0, make(0, 2)), (0.8, make(0, 4, "organization", 0.8))]
    assert spans(vote(votes)) == [(0, 4, "organization")]


def test_sure_pieces_win_over_a_doubtful_whole() -> None:
    votes = [(1.0, make(0, 2)), (1.0, make(4, 7, "company")), (0.5, make(0, 9, "company", 0.6))]
    assert spans(vote(votes)) == [(0, 2, "city"), (4, 7, "company")]


def test_agreement_adds_up() -> None:
    votes = [
        (0.5, make(0, 2, "person", 1.0, "a")),
        (0.4, make(0, 2, "company", 1.0, "b")),
        (0.4, make(0, 2, "company", 1.0, "c")),
    ]
    (mention,) = vote(votes)
    assert (mention.type, mention.extractor, mention.score) == ("company", "c", 0.8)


def test_a_shield_hides_what_it_covers_and_vanishes() -> None:
    assert vote([(1.0, make(0, 2)), (1.0, make(0, 6, "ignore"))]) == []


def test_what_an_engine_found_is_heard_as_a_whole() -> None:
    found = [(1.0, [make(0, 2), make(3, 5)]), (0.5, [make(0, 5, "company"), make(6, 8)])]
    assert spans(vote_of(found)) == [(0, 2, "city"), (3, 5, "city"), (6, 8, "city")]


def test_hints_take_no_part() -> None:
    assert vote([(1.0, make(0, 2, score=0.05))]) == []


def test_a_long_reading_that_begins_first_does_not_hide_what_stands_behind() -> None:
    votes = [(1.0, make(0, 9)), (1.0, make(2, 4)), (1.0, make(9, 11)), (1.0, make(10, 12))]
    assert spans(vote(votes)) == [(0, 9, "city"), (9, 11, "city")]


def test_one_engine_of_great_weight_is_no_surer_than_sure() -> None:
    (mention,) = vote([(3.0, make(0, 2)), (1.0, make(0, 2, extractor="b"))])
    assert (mention.score, mention.extractor) == (1.0, "a")
    assert vote([(3.0, make(0, 2))])[0].score == 1.0
    assert spans(vote([(3.0, make(0, 2)), (1.0, make(0, 3))])) == [(0, 3, "city")]


candidates = st.lists(
    st.builds(
        lambda start, length, kind, score, weight: (weight, make(start, start + length, kind, score)),
        st.integers(0, 30),
        st.integers(1, 8),
        st.sampled_from(["city", "company", "ignore"]),
        st.sampled_from([0.2, 0.5, 1.0]),
        st.sampled_from([0.3, 1.0, 2.0]),
    ),
    max_size=12,
)


@given(candidates, st.randoms())
def test_no_overlaps_and_no_dependence_on_order(votes: list[tuple[float, Mention]], random: Random) -> None:
    kept = vote(votes)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert all(0 < m.score <= 1 for m in kept)
    shuffled = list(votes)
    random.shuffle(shuffled)
    assert spans(vote(shuffled)) == spans(kept)


@given(candidates)
def test_nothing_else_would_be_worth_more(votes: list[tuple[float, Mention]]) -> None:
    trust: defaultdict[tuple[int, int], float] = defaultdict(float)
    for weight, mention in votes:
        trust[mention.start, mention.end] += weight * mention.score

    def worth(spans: Iterable[tuple[int, int]]) -> tuple[float, int]:
        total = [min(trust[span], 1.0) * (span[1] - span[0]) for span in spans]
        return round(sum(total), 6), -len(total)

    kept = [(m.start, m.end) for m in vote((weight, m._replace(type="city")) for weight, m in votes)]
    choices: list[tuple[tuple[int, int], ...]] = [()]
    for span in sorted(trust):
        choices += [(*choice, span) for choice in choices if not choice or choice[-1][1] <= span[0]]
    assert worth(kept) == max(map(worth, choices))
