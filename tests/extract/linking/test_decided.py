"""What people decided, on the groups of names that the program found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.config.settings import LexiconEntry
from guanxi.corpus.fold import name_key
from guanxi.extract.ledger import Decision, Ledger, ledger_text, read_ledger
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.link import DocumentNames, Linked, NameCount, link
from guanxi.extract.mention import Alias

LEXICON = Lexicon((LexiconEntry("华光", "company", ("华光控股", "华光集团")), LexiconEntry("星河", "company")))


def linked(
    names: Sequence[str], *decisions: Decision, documents: dict[str, str] | None = None, said: str = ""
) -> Linked:
    """Names, each once, with decisions; `documents` name some of them, a `said` pair of names is declared one."""
    counts = [NameCount(name, name_key(name), kind, 1) for kind, _, name in (name.partition(":") for name in names)]
    ledger = Ledger()
    for decision in decisions:
        ledger = ledger.with_one(decision)
    full, _, alias = said.partition("=")
    aliases = [Alias(d, name_key(full), name_key(alias), "company", "introduced") for d in ("a", "b")] if said else []
    found = [
        DocumentNames(id_, frozenset((name_key(n), k) for k, _, n in (name.partition(":") for name in text.split())))
        for id_, text in (documents or {}).items()
    ]
    return link(counts, aliases, LEXICON, lambda _: found, ledger)


def together(found: Linked) -> set[frozenset[str]]:
    """The groups of names."""
    groups: dict[int, set[str]] = {}
    for (key, _), entity in found.of_key.items():
        groups.setdefault(entity, set()).add(key)
    return {frozenset(names) for entity, names in groups.items() if entity >= 0}


def test_names_nearer_to_the_one_that_leaves_go_with_it() -> None:
    # The chain 远大科技 – 远大 – 远大集团有限公司: who leaves takes its own legal form along.
    names = ["company:远大科技", "company:远大集团", "company:远大集团有限公司"]
    said = "远大科技=远大集团"
    assert together(linked(names, said=said)) == {frozenset({"远大科技", "远大集团", "远大集团有限公司"})}
    leaves = Decision(0, "different", ("company:远大科技", "company:远大集团"))
    apart = {frozenset({"远大科技"}), frozenset({"远大集团", "远大集团有限公司"})}
    assert together(linked(names, leaves, said=said)) == apart


def test_two_entries_of_the_lexicon_can_be_one_and_it_goes_by_the_first() -> None:
    names = ["company:华光控股", "company:星河", "company:星河", "company:星河"]
    found = linked(names, Decision(0, "same", ("company:华光", "company:星河")))
    assert [entity.id for entity in found.entities] == ["company:华光"]
    assert found.reason(0, "星河") == ("decided", None)
    found = linked(names, Decision(0, "same", ("company:星河", "company:华光")))
    assert [entity.id for entity in found.entities] == ["company:星河"]


def test_a_name_that_left_an_entry_of_the_lexicon_is_none_of_its_names() -> None:
    found = linked(["company:华光", "company:华光集团"], Decision(0, "different", ("company:华光", "company:华光集团")))
    assert {entity.id for entity in found.entities} == {"company:华光", "company:华光集团"}
    (home,) = (i for i, entity in enumerate(found.entities) if entity.name == "华光")
    assert "华光集团" not in {name for i, name in found.known if i == home}


def test_each_decision_sees_what_those_before_it_made() -> None:
    steps = (
        Decision(0, "rename", ("company:星河",), to="银河"),
        Decision(0, "retype", ("company:银河",), to="organization"),
        Decision(0, "same", ("organization:银河", "company:华光")),
    )
    found = linked(["company:星河", "company:华光"], *steps)
    assert [entity.id for entity in found.entities] == ["organization:银河"]
    assert not found.idle
    # Without the first the others have nothing to be about.
    found = linked(["company:星河", "company:华光"], *steps[1:])
    assert found.idle == {1, 2} and len(found.entities) == 2


def test_what_is_ignored_stands_for_nothing_not_even_in_a_document() -> None:
    found = linked(["company:星河", "city:上海"], Decision(0, "ignore", ("company:星河",)))
    assert found.of_key[name_key("星河"), "company"] == -1
    assert [entity.name for entity in found.entities] == ["上海"]


@pytest.mark.parametrize("where", ["documents", "beside"])
def test_a_name_is_another_in_some_documents(where: str) -> None:
    documents = {"a": "person:张伟 company:华光", "b": "person:张伟 company:星河"}
    names = ["person:张伟", "company:华光", "company:星河"]
    apart = Decision(0, "apart", ("person:张伟",), to="张伟（星河）")
    apart = replace(apart, documents=("b",)) if where == "documents" else replace(apart, beside=("company:星河",))
    found = linked(names, apart, documents=documents)
    ids = [entity.id for entity in found.entities]
    assert found.of_alias == {("b", "张伟", "person"): ids.index("person:张伟（星河）")}
    assert not found.idle
    idle = linked(names, apart, documents={"a": documents["a"]})
    assert idle.idle == {1} and not idle.of_alias


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    ledger = Ledger()
    for decision in (
        Decision(0, "same", ("company:a: b", "company:“#” - 'x'"), who="No", when="2026-11-22", why="yes: [1] \\ 名"),
        Decision(0, "apart", ("person:张伟",), to="张伟 2", documents=("0012", "1e5", "d"), beside=("company:null",)),
    ):
        ledger = ledger.with_one(decision)
    ledger = ledger.without(1, "anna 2026-11-23")
    path.write_text(ledger_text(ledger), encoding="utf-8")
    assert read_ledger(path) == ledger


DOCUMENTS = {"a": "company:星河 city:上海", "b": "company:星河 company:华光控股", "c": "company:星河"}
STARS = ["company:星河", "company:华光控股", "city:上海"]


@pytest.mark.parametrize(
    "before",
    [
        Decision(0, "rename", ("company:华光",), to="光华"),
        Decision(0, "rename", ("company:星河",), to="银河"),
        Decision(0, "retype", ("company:星河",), to="organization"),
        Decision(0, "same", ("company:华光", "city:上海")),
    ],
)
def test_names_are_apart_as_they_are_seen_then(before: Decision) -> None:
    about = {"银河": "company:银河", "organization": "organization:星河"}.get(before.to, "company:星河")
    beside = "company:光华" if before.to == "光华" else "company:华光"
    apart = Decision(0, "apart", (about,), to="星河二", beside=(beside,))
    found = linked(STARS, before, apart, documents=DOCUMENTS)
    assert not found.idle
    assert {where[0] for where in found.of_alias} == ({"a", "b"} if before.decision == "same" else {"b"})
    (entity,) = set(found.of_alias.values())
    assert found.entities[entity].id == f"{about.partition(':')[0]}:星河二"


def test_a_name_that_left_is_not_set_apart_with_the_entity() -> None:
    names = ["company:星河", "company:星河科技", "company:华光"]
    steps = (
        Decision(0, "same", ("company:星河", "company:星河科技")),
        Decision(0, "different", ("company:星河", "company:星河科技")),
        Decision(0, "apart", ("company:星河",), to="星河二", documents=("a",)),
    )
    found = linked(names, *steps, documents={"a": "company:星河 company:星河科技"})
    assert {where[1] for where in found.of_alias} == {"星河"}


def test_a_renamed_entity_can_lose_any_of_its_written_names() -> None:
    names = ["company:华光控股", "company:华光集团", "company:华光集团"]
    rename = Decision(0, "rename", ("company:华光",), to="HG")
    for name in ("华光控股", "华光集团"):
        found = linked(names, rename, Decision(0, "different", ("company:HG", f"company:{name}")))
        assert not found.idle
        assert {entity.id for entity in found.entities} == {"company:HG", f"company:{name}"}


def test_those_that_are_there_are_one_without_the_first() -> None:
    found = linked(STARS, Decision(0, "same", ("company:没有", "company:星河", "company:华光")))
    assert {entity.id for entity in found.entities} == {"company:星河", "city:上海"} and not found.idle
