"""The company, fund and product lexicons as data: format, order, plausible counts, entries everyone can check."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from guanxi.corpus.fold import lower

FOLDER = Path(__file__).parents[2] / "config" / "lexicons"
COMPANIES, FUNDS, PRODUCTS = "companies.tsv", "funds.tsv", "products.tsv"
FILES = (COMPANIES, FUNDS, PRODUCTS)
TYPE = {COMPANIES: "company", FUNDS: "fund", PRODUCTS: "product"}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    type: str
    names: tuple[str, ...]
    ambiguous: frozenset[str]
    cues: tuple[str, ...]


@cache
def parse(file: str) -> list[Row]:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert table.fieldnames == ["name", "type", "aliases", "cues"]
    return [parse_row(record) for record in table]


def parse_row(record: dict[str, str]) -> Row:
    marked = [record["name"], *filter(None, record["aliases"].split("|"))]
    names = tuple(name.removeprefix("?") for name in marked)
    ambiguous = frozenset(name[1:] for name in marked if name.startswith("?"))
    return Row(names[0], record["type"], names, ambiguous, tuple(filter(None, record["cues"].split("|"))))


def key(name: str) -> str:
    """Names that match alike: Latin names of more than three letters match in any case."""
    return name if len(name) <= 3 else name.lower()


@pytest.mark.parametrize("file", FILES)
def test_file_is_plain_utf8_with_a_comment_on_source_and_licence(file: str) -> None:
    raw = (FOLDER / file).read_bytes()
    assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf")
    head = [line for line in raw.decode().splitlines() if line.startswith("#")]
    assert any("Source:" in line and "Licence:" in line for line in head)
    body = raw.decode().splitlines()[len(head) :]
    assert all(line.count("\t") == 3 for line in body)


@pytest.mark.parametrize("file", FILES)
def test_rows_are_sorted_by_type_and_name(file: str) -> None:
    order = [(row.type, row.name) for row in parse(file)]
    assert order == sorted(set(order))


@pytest.mark.parametrize("file", FILES)
def test_fields_are_clean(file: str) -> None:
    for row in parse(file):
        for text in (*row.names, *row.cues):
            assert text == text.strip() and "?" not in text and "？" not in text, row
        assert all(len(name) > 1 for name in row.names), row
        assert row.type in {TYPE[file], "ignore"}, row


@pytest.mark.parametrize("file", FILES)
def test_a_name_stands_in_two_rows_only_if_each_is_ambiguous(file: str) -> None:
    plain: dict[str, list[bool]] = defaultdict(list)
    for row in parse(file):
        keys = [key(name) for name in row.names]
        assert len(set(keys)) == len(keys), row
        for name in row.names:
            plain[key(name)].append(name not in row.ambiguous)
    assert [name for name, marks in plain.items() if len(marks) > 1 and any(marks)] == []


@pytest.mark.parametrize("file", FILES)
def test_an_ambiguous_name_can_be_supported(file: str) -> None:
    for row in parse(file):
        assert not row.ambiguous or row.cues or set(row.names) - row.ambiguous, row
        assert row.ambiguous or not row.cues, row


@pytest.mark.parametrize("file", FILES)
def test_a_cue_is_no_part_of_the_name_it_supports(file: str) -> None:
    for row in parse(file):
        assert not [(name, cue) for name in row.ambiguous for cue in row.cues if cue in name], row


@pytest.mark.parametrize(("file", "least"), [(COMPANIES, 15_000), (FUNDS, 850), (PRODUCTS, 5000)])
def test_counts(file: str, least: int) -> None:
    assert sum(row.type == TYPE[file] for row in parse(file)) >= least


VERSION = re.compile(
    r"\d+(?:\.\d+)?|(?<![a-z])(?:pro|max|mini|ultra|plus|turbo|air|lite|flash|note|se|nano|edge|fold|flip|next|dm|ev|"
    r"opus|sonnet|haiku|exp|preview)(?![a-z])|(?<= )x|至尊版?|青春版|标准版|专业版|重制版|"
    r"[二三四五六七八九十]+[代期号]|第.[部季]|叁"
)
# Names of one thing although their numbers or version words differ, each looked at.
ONE_THING = {
    "1X NEO", "Kubernetes", "三九胃泰", "中国环流三号", "凡尔赛C5 X", "剑网3", "千帆星座", "哪吒之魔童闹海",
    "宏光MINIEV", "崩坏3", "文明6", "旅行者1号", "普五", "沃兰特VE25", "熊猫mini", "猎鹰9号", "长征五号",
    "长征十二号乙", "阿凡达:水之道", "飞天茅台", "骁龙8 Elite", "高端疫苗MVC", "mRNA-1273", "运-20",
    "马里亚纳X",
}  # fmt: skip


def version(name: str) -> list[str]:
    """What tells versions of a product apart: numbers, and words like Pro."""
    return sorted(VERSION.findall(lower(name)))


def test_versions_of_a_product_are_told_apart() -> None:
    assert version("iPhone 16 Pro") != version("iPhone 16") != version("iPhone 15")
    assert version("天河二号") != version("天河一号") and version("GB200") == version("B200")
    assert version("荣耀Magic5") == version("Magic 5") and version("文心大模型4.5") == version("文心4.5")


def test_versions_of_a_product_have_rows_of_their_own() -> None:
    def are_versions(name: str, other: str) -> bool:
        letters = {c for c in lower(name) if c.isalpha()}
        return not letters.isdisjoint(lower(other)) and version(name) != version(other)

    rows = [row for row in parse(PRODUCTS) if row.type != "ignore" and row.name not in ONE_THING]
    joined = [(row.name, other) for row in rows for other in row.names[1:] if are_versions(row.name, other)]
    assert joined == []
    by_name = {name: row.name for row in parse(PRODUCTS) for name in row.names}
    assert by_name["GB200"] != by_name["B200芯片"] and by_name["Llama 3"] != by_name["Llama 4"]


SPOT = {
    COMPANIES: {
        "宁德时代": "宁王", "腾讯": "鹅厂", "阿里巴巴": "Alibaba", "深度求索": "DeepSeek", "宇树科技": "Unitree",
        "台积电": "TSMC", "英伟达": "辉达", "比亚迪": "BYD", "华为": "菊厂", "中石油": "中国石油天然气集团",
        "国家电网": "国网", "中国中车": "中车", "工商银行": "工行", "摩根士丹利": "大摩", "普华永道": "PwC",
        "鸿海": "富士康", "长和": "和记黄埔", "蔚来": "NIO", "中芯国际": "SMIC", "育碧": "Ubisoft",
        "艺电": "EA", "大众汽车": "Volkswagen", "蚂蚁集团": "蚂蚁金服", "恒瑞医药": "恒瑞", "贵州茅台": "茅台",
        "美的集团": "美的", "上汽集团": "上汽", "中国平安": "平安集团", "顺丰": "顺丰速运", "游戏科学": "游科",
        "米哈游": "miHoYo", "阿里云": "Aliyun", "波音": "Boeing", "OpenAI": "OpenAI", "强脑科技": "BrainCo",
    },
    FUNDS: {
        "红杉中国": "红杉资本", "IDG资本": "IDG", "高瓴": "高瓴创投", "深创投": "深圳市创新投资集团",
        "元璟资本": "元璟", "银杏谷资本": "银杏谷", "国家集成电路产业投资基金": "大基金", "合肥建投": "合肥建投集团",
        "苏州元禾控股": "元禾控股", "社保基金": "全国社保基金", "中投公司": "中国投资有限责任公司",
        "易方达": "易方达基金", "软银愿景基金": "愿景基金", "沙特公共投资基金": "PIF", "黑石": "Blackstone",
        "淡马锡": "Temasek", "亦庄国投": "北京亦庄国际投资", "丝路基金": "丝路基金", "纪源资本": "GGV",
        "贝莱德": "BlackRock",
    },
    PRODUCTS: {
        "微信": "WeChat", "钉钉": "DingTalk", "黑神话:悟空": "黑神话悟空", "通义千问": "Qwen", "鸿蒙": "HarmonyOS",
        "安卓": "Android", "Model 3": "特斯拉Model 3", "Optimus": "擎天柱", "小米SU7": "SU7", "问界M9": "M9",
        "C919": "C919", "北斗系统": "北斗", "DeepSeek-R1": "DeepSeek-R1", "ChatGPT": "ChatGPT",
        "原神": "Genshin Impact", "文心一言": "ERNIE Bot", "抖音": "Douyin", "讯飞星火X1": "星火X1", "昇腾芯片": "昇腾",
        "王者荣耀": "Honor of Kings",
    },
}  # fmt: skip


@pytest.mark.parametrize(("file", "name", "alias"), [(f, n, a) for f, pairs in SPOT.items() for n, a in pairs.items()])
def test_well_known_entries(file: str, name: str, alias: str) -> None:
    (row,) = [row for row in parse(file) if row.name == name and row.type == TYPE[file]]
    assert alias in row.names


EVERYDAY = {
    COMPANIES: "苹果 小米 美的 大众 平安 长城 吉利 理想 荣耀 联想 地平线 寒武纪 红旗 现代汽车 日产 李宁 奔驰 福特 "
    "阿里 字节 国投 光大 中信 保利 绿地 融创 高合 方太 统信 中再 三一 滴滴 贝壳 北京现代 时代中国 第四范式",
    FUNDS: "红杉 经纬 大基金 汇金 城堡 险峰 浑水 金沙江 四川发展 深圳资本",
    PRODUCTS: "豆包 元宝 北斗 昇腾 天宫 淘宝 天猫 麒麟芯片 扣子 夸克",
}


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in EVERYDAY.items() for name in names.split()])
def test_everyday_words_are_marked_ambiguous(file: str, name: str) -> None:
    rows = [row for row in parse(file) if name in row.names]
    assert rows and all(name in row.ambiguous for row in rows)


def test_industries_named_after_a_country_or_bank_are_shielded() -> None:
    shields = {row.name for row in parse(COMPANIES) if row.type == "ignore"}
    assert {"中国移动互联网", "中国银行业", "北京银行业", "点点滴滴", "融创新"} <= shields
