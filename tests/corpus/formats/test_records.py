"""JSON, JSON lines and CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import InputError
from guanxi.corpus.formats.article import Article, Broken, Opened
from guanxi.corpus.formats.records import read_csv, read_json, read_jsonl

Reader = Callable[[Opened], Iterator[Article | Broken]]


def read(
    reader: Reader, data: bytes | str, *, encoding: str | None = None, limit: int = 10**6
) -> list[Article | Broken]:
    raw = data.encode() if isinstance(data, str) else data
    return list(reader(Opened("a", io.BytesIO(raw), encoding, limit)))


def test_fields_of_a_record() -> None:
    record = {
        "id": 7,
        "text": "正文\r\n。",
        "title": " 合肥\n新政 ",
        "date": "2025年3月1日",
        "source": "示例网",
        "author": "周禾",
        "url": "https://example.cn/1",
        "tags": ["x"],
    }
    metadata = {"encoding": "utf-8", "author": "周禾", "url": "https://example.cn/1"}
    expected = Article("正文\r\n。", "合肥 新政", "2025-03-01", "7", "示例网", metadata, "given")
    for content in (record, [record]):
        assert read(read_json, json.dumps(content)) == [expected]
    assert read(read_jsonl, json.dumps(record, ensure_ascii=False)) == [expected]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2025-03-02"}, ("2025-03-02", "given")),
        ({}, ("2025-03-01", "url")),
        ({"date": "昨天"}, ("2025-03-01", "url")),
        ({"url": "https://example.cn/1"}, ("2025-02-28", "text")),
        ({"url": None, "source": "https://example.cn/2025/0303/c1.html"}, ("2025-03-03", "url")),
        ({"url": None, "source": "示例网/2025/0303/c1.html"}, ("2025-02-28", "text")),
        ({"url": None, "text": "正文。"}, (None, None)),
    ],
)
def test_where_the_date_of_a_record_is_from(fields: dict[str, str | None], expected: tuple[str, str]) -> None:
    record = {"text": "标题\n2025-02-28\n正文。", "url": "https://example.cn/2025-03/01/c_1.htm", **fields}
    (article,) = read(read_json, json.dumps(record))
    assert isinstance(article, Article)
    assert (article.date, article.date_from) == expected


def test_broken_lines_are_numbered_and_the_rest_goes_on() -> None:
    deep, digits = "[" * 100_000, "1" * 5000
    lines = [
        '{"text": "一"}',
        "",
        "{text}",
        '{"title": "x"}',
        '{"text": " "}',
        "[1]",
        '{"text": 3}',
        deep,
        f'{{"n": {digits}}}',
    ]
    found = read(read_jsonl, "\n".join([*lines, '{"text": "二"}']))
    assert [item.text for item in found if isinstance(item, Article)] == ["一", "二"]
    assert [item.where for item in found if isinstance(item, Broken)] == [f"line {n}" for n in range(3, 10)]
    assert "not JSON (Expecting property name" in str(found[1])
    assert all("\n" not in item.reason for item in found if isinstance(item, Broken))


def test_line_separators_inside_strings_do_not_end_lines() -> None:
    found = read(read_jsonl, '{"text": "一\u2028二\u0085三"}\r\n{"text":"四"}\r\n')
    assert [item.text for item in found if isinstance(item, Article)] == ["一\u2028二\u0085三", "四"]


def test_broken_record_of_a_list() -> None:
    assert read(read_json, '[{"text": "一"}, 5]')[1] == Broken("record 2", "not a JSON object but 5")
    for data in ("5", "{", "[" * 100_000):
        with pytest.raises(InputError, match="JSON"):
            read(read_json, data)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": 5}, '"text" is 5, not text'),
        ({"text": ["一"]}, '"text" is a list, not text'),
        ({"text": {"zh": "一"}}, '"text" is an object, not text'),
        ({"text": False}, '"text" is false, not text'),
        ({"text": None}, '"text" is empty'),
        ({"text": " \n"}, '"text" is empty'),
        ({"body": "一", "n": 1}, 'no "text"; its fields: body, n'),
        ({}, 'no "text"; its fields: none'),
        ("一" * 99, f'not a JSON object but "{"一" * 39}…'),
    ],
)
def test_reasons_say_what_was_found(record: object, reason: str) -> None:
    line = json.dumps(record)
    assert read(read_jsonl, f'{line}\n{{"text": "二"}}')[0] == Broken("line 1", reason)
    assert read(read_json, f'[{{"text": "二"}}, {line}]')[1] == Broken("record 2", reason)


@pytest.mark.parametrize("given_id", ["a b", "a  b", " a", "a\n", 7, -1, 10**30, "𠮷", "0"])
def test_ids_stay_as_they_are_given(given_id: object) -> None:
    article = read(read_json, json.dumps({"text": "一", "id": given_id}))[0]
    assert isinstance(article, Article) and article.id == str(given_id)


def test_no_id() -> None:
    for found in (read(read_json, '{"text": "一", "id": null}'), read(read_csv, "id,text\n,一\n")):
        assert isinstance(found[0], Article) and found[0].id is None


@pytest.mark.parametrize(
    ("given_id", "shown"),
    [(1.5, "1.5"), (1.0, "1.0"), (True, "true"), ([1], "a list"), ({}, "an object"), ("", ""), ("  ", "")],
)
def test_ids_that_cannot_be(given_id: object, shown: str) -> None:
    bad, good = read(read_jsonl, json.dumps({"text": "一", "id": given_id}) + '\n{"text": "二"}')
    reason = f'"id" is {shown}, neither text nor a whole number'
    assert bad == Broken("line 1", reason if shown else '"id" is empty; leave it out to name the document by its text')
    assert isinstance(good, Article)


@pytest.mark.parametrize("given_date", ["soon", "2025-13-01", 5, [1], None, ""])
def test_a_date_that_is_none_costs_the_date_only(given_date: object) -> None:
    (article,) = read(read_jsonl, json.dumps({"text": "一", "date": given_date}))
    assert isinstance(article, Article) and article.date is None


def test_limit_counts_for_a_line_not_for_the_file() -> None:
    line = json.dumps({"text": "一" * 50}, ensure_ascii=False)
    data = "\n".join([line] * 100 + ["x" * 300_000, line])
    found = read(read_jsonl, data, limit=100)
    assert sum(isinstance(item, Article) for item in found) == 101
    reason = "the line is more than the 100 bytes allowed: raise limits: file_megabytes in the configuration"
    assert found[100] == Broken("line 101", reason)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings_of_streams(encoding: str) -> None:
    text = "合肥市人民政府发布人工智能产业发展行动计划，科大讯飞等企业参与。" * 3000
    lines = "\n".join(json.dumps({"text": text, "id": n}, ensure_ascii=False) for n in range(3))
    table = f"id,正文\n0,{text}\n1,{text}\n2,{text}\n"
    for reader, data in ((read_jsonl, lines), (read_csv, table)):
        found = read(reader, data.encode(encoding))
        assert [(item.id, item.text) for item in found if isinstance(item, Article)] == [
            (str(n), text) for n in range(3)
        ]
    assert read(read_jsonl, lines.encode("big5hkscs", "ignore"), encoding="big5")


def test_a_line_in_another_encoding_is_named() -> None:
    data = '{"text": "一二三四五六"}\n'.encode() * 3 + '{"text": "合肥"}\n'.encode("gbk") + '{"text": "七"}'.encode()
    found = read(read_jsonl, data)
    assert found[3] == Broken("line 4", "not valid utf-8: use --encoding")
    assert isinstance(found[4], Article)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(str.strip), min_size=1, max_size=5)
)
def test_any_text_comes_back(texts: list[str]) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    assert [a.text for a in read(read_jsonl, lines) if isinstance(a, Article)] == texts


def test_csv() -> None:
    first = '合肥新政,"第一行\n第二行，""引号""",2025/3/1,示例网,周禾'
    found = read(read_csv, f"标题,正文,发布时间,来源,作者\n{first}\n\n,,,,\n无正文,,2025,,\n短\n")
    metadata = {"encoding": "utf-8", "author": "周禾"}
    assert found[0] == Article('第一行\n第二行，"引号"', "合肥新政", "2025-03-01", None, "示例网", metadata, "given")
    assert found[1:] == [
        Broken("line 6", '"text" is empty'),
        Broken("line 7", 'no "text"; its fields: 标题'),
    ]


def test_csv_fields_may_be_long() -> None:
    text = "一" * 200_000
    assert [a.text for a in read(read_csv, f"Text,id\n{text},1\n") if isinstance(a, Article)] == [text]


def test_the_limit_of_fields_of_the_process_is_left_alone() -> None:
    before = csv.field_size_limit()
    table = read_csv(Opened("a", io.BytesIO(f"text\n{'一' * 200_000}\n二\n".encode()), None, 10**6))
    limits = [csv.field_size_limit() for _ in table]
    assert [*limits, csv.field_size_limit()] == [before] * 3
    with pytest.raises(InputError, match="no column"):
        read(read_csv, "a\n")
    assert csv.field_size_limit() == before


def test_csv_that_cannot_be_read() -> None:
    with pytest.raises(InputError, match=r"no column is called text, 正文.*its columns: a, b"):
        read(read_csv, "a,b\n1,2\n")
    with pytest.raises(InputError, match="line 3: the record is more than the 30 bytes allowed"):
        read(read_csv, 'text\n"' + "一" * 20 + "\n" + "二" * 20, limit=30)
    for reader in (read_csv, read_jsonl, read_json):
        with pytest.raises(InputError, match="empty file"):
            read(reader, "")
