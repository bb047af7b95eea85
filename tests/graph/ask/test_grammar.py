"""Invented questions, and how each is understood."""

from __future__ import annotations

import pytest

from guanxi.graph.ask.asking import ask
from guanxi.graph.query.view import View

UNDERSTOOD: dict[str, str] = {
    # X and a type, with and without a relation, in either order and script
    "合肥投资了哪些公司？": "neighbors 合肥 company 投资",
    "請問合肥投資了哪些企業?": "neighbors 合肥 company 投资",
    "合肥市投过哪些厂商": "neighbors 合肥 company 投 is not known: left aside",
    "哪些公司投资了合肥": "neighbors 合肥 company 投资",
    "谁投资了蔚来？": "neighbors 蔚来 person,company,organization,fund,region,city 投资",
    "誰投資了NIO": "neighbors 蔚来 person,company,organization,fund,region,city 投资",
    "蔚来被谁收购了": "neighbors 蔚来 person,company,organization,fund,region,city 收购",
    "谁被安徽制裁": "neighbors 安徽 person,company,organization,fund,region,city 制裁",
    "谁和宇树科技有关": "neighbors 宇树科技 person",
    "合肥有哪些企业": "neighbors 合肥 company",
    "合肥的公司有哪些？": "neighbors 合肥 company",
    "有什么公司落户合肥": "neighbors 合肥 company 入驻",
    "合肥和哪些基金有关": "neighbors 合肥 fund",
    "合肥與哪些機構有關係": "neighbors 合肥 organization",
    "跟宇树科技有联系的人物": "neighbors 宇树科技 person",
    "和宇树合作的城市": "neighbors 宇树科技 city 合作",
    "帮我查一下蔚来汽车的合作伙伴": "neighbors 蔚来 - 合作",
    "谁认识王小明": "neighbors 王小明 person",
    "哪些人和Unitree  Robotics有关": "neighbors 宇树科技 person",
    "宇树科技在哪里设厂": "neighbors 宇树科技 city,region 入驻",
    "谁是宇树科技的总裁": "neighbors 宇树科技 person [总裁]",
    "宇树科技都收购了谁": "neighbors 宇树科技 person,company,organization,fund,region,city 收购",
    "王小明毕业于哪所大学": "neighbors 王小明 organization [毕业]",
    "宇树科技的创始人是谁": "neighbors 宇树科技 person 创办",
    "宇树科技发布了什么产品呢": "neighbors 宇树科技 product 发布",
    "安徽省发布了哪些政策文件": "neighbors 安徽 policy 发布 [政策]",
    "合肥的芯片公司": "neighbors 合肥 company [芯片]",
    "蔚来公司投资了哪些城市": "neighbors 蔚来 city 投资",
    "合肥有哪些 基金 和 公司": "neighbors 合肥 fund,company",
    "ＮＩＯ和哪些城市签约": "neighbors 蔚来 city 签约",
    # how many, how many to show, when
    "合肥投资了多少家公司": "neighbors 合肥 company 投资 count",
    "合肥有几家公司": "neighbors 合肥 company count",
    "和合肥最相关的3家公司": "neighbors 合肥 company limit=3",
    "与合肥有关的前十名企业": "neighbors 合肥 company limit=10",
    "2024年合肥投资了哪些公司": "neighbors 合肥 company 投资 2024..2024",
    "2023年以来和蔚来有关的公司": "neighbors 蔚来 company 2023..",
    "2023年到2024年3月和蔚来签约的城市": "neighbors 蔚来 city 签约 2023..2024-03",
    "去年上半年蔚来和哪些城市有关": "neighbors 蔚来 city 2023-01..2023-06 去年 is 2023",
    "最近合肥和哪些公司合作": "neighbors 合肥 company 合作 最近 names no time that can be looked up: left aside",
    "三月合肥和哪些公司合作": "neighbors 合肥 company 合作 2024-03..2024-03 三月 is of 2024",
    "10月1日之后合肥和哪些公司合作": "neighbors 合肥 company 合作 2023-10-01.. 10月1日 is of 2023",
    # two
    "蔚来和合肥签约几次": "pair 蔚来+合肥 签约 count",
    "蔚来和合肥有什么关系": "pair 蔚来+合肥",
    "蔚來與合肥市是什麼關係？": "pair 蔚来+合肥",
    "蔚来合肥": "pair 蔚来+合肥",
    "宇树科技、蔚来怎么认识的": "pair 宇树科技+蔚来",
    "宇树科技和蔚来有关系吗": "pair 宇树科技+蔚来",
    "蔚来和合肥有没有合作": "pair 蔚来+合肥 合作",
    "蔚来和合肥签了哪些协议": "pair 蔚来+合肥 [协议] 签 is not known: left aside",
    "合肥与合肥市有什么关系": "neighbors 合肥",
    # several, and whom they have in common
    "哪些公司同时和合肥、杭州有关": "common 合肥+杭州 company",
    "蔚来和京东方共同的城市": "common 蔚来+京东方 city",
    "合肥、杭州和安徽共同投资了哪些公司": "common 合肥+杭州+安徽 company 投资",
    "谁和蔚来、合肥都有关": "common 蔚来+合肥 person",
    # when
    "蔚来是什么时候开始和合肥合作的": "when 蔚来+合肥 合作",
    "合肥什么时候最受关注": "when 合肥",
    "蔚来哪年落户合肥？": "when 蔚来+合肥 入驻",
    "合肥的时间线": "when 合肥",
    # evidence and cards
    "蔚来的原文": "evidence 蔚来",
    "蔚来和合肥的证据": "evidence 蔚来+合肥",
    "合肥投资蔚来的出处": "evidence 合肥+蔚来 投资",
    "王小明是谁": "entity 王小明",
    "谁是王小明？": "entity 王小明",
    "宇树科技是什么公司": "entity 宇树科技",
    "介绍一下“宇树”": "entity 宇树科技",
    "合肥投资是谁": "entity 合肥投资",
    "和公司有关的领航": "neighbors 领航 company",
    "BOE": "entity 京东方",
    # quotation marks round a part of a name
    "“中国智造”2035是什么": "entity 中国智造2035",
    "宇树「科技」和《杭州》有什么关系": "pair 宇树科技+杭州",
}

UNCLEAR: dict[str, tuple[str, str]] = {
    "": ("no name of this graph", ""),
    "did Unitree Robotics invest in BOE?": ("questions are asked in Chinese", ""),
    "昨天合肥和哪些公司有关": ("昨天 is not known", ""),
    "今天天气怎么样": ("no name of this graph", "今天天气"),
    "有关部门和哪些公司有关": ("no name of this graph", ""),  # nothing but words of the grammar
    "宇树科枝和合肥有什么关系": ("科枝 is not known", "did you mean 宇树科技"),
    "合肥和某某集团有什么关系": ("某某 is not known", "某某"),
    "合肥没有投资哪些公司": ("what is not", ""),
    "合肥房价多少": ("what kind of thing", "房价"),
    "合肥气候": ("气候 is not known", "气候"),
    "蔚来、合肥、杭州有什么关系": ("more than two", ""),
    "投资了蔚来的公司还投资了谁": ("two things at once", ""),
    "2024年底合肥投资了哪些公司": ("底 is not known", ""),
    "2023年合肥和2024年杭州有哪些公司": ("more than one time", ""),
    "合肥和哪些公司有共同的？蔚来未": ("what is not", ""),
    "合肥" * 200: ("more than 300 characters", ""),
}


def told(view: View, question: str) -> str:
    """How a question is understood, in short."""
    read = ask(view, question).understood
    assert read is not None, ask(view, question).meaning
    parts = [
        read.kind,
        "+".join(entity.name for entity in read.entities),
        ",".join(read.types) or "-" * (read.kind in ("neighbors", "common")),
    ]
    parts += [*read.relations, ",".join(f"[{topic}]" for topic in read.topics)]
    parts += [f"{read.since or ''}..{read.until or ''}" if read.since or read.until else ""]
    parts += [f"limit={read.limit}" if read.limit else "", "count" if read.count else "", *read.taken]
    text = " ".join(part for part in parts if part)
    return text.removesuffix(" -")


@pytest.mark.parametrize("question", UNDERSTOOD)
def test_questions_are_understood(view: View, question: str) -> None:
    assert told(view, question) == UNDERSTOOD[question]


@pytest.mark.parametrize("question", UNCLEAR)
def test_what_is_not_understood_is_said(view: View, question: str) -> None:
    answer = ask(view, question)
    assert (answer.understood, answer.query, answer.answers) == (None, None, ())
    for words in UNCLEAR[question]:
        assert words in "\n".join([answer.meaning, *answer.notes])
    assert len(answer.examples) == 3
    for example in answer.examples:
        assert ask(view, example).answers, example


def test_the_questions_to_try_are_about_a_name_that_was_recognised(view: View) -> None:
    assert all(example.startswith("京东方") for example in ask(view, "京东方没有投资谁").examples)
    assert all(example.startswith("合肥") for example in ask(view, "某某没有投资谁").examples)


@pytest.mark.parametrize("question", ["unitreee和哪些公司有关", "合肥号和哪些公司有关"])
def test_what_is_no_name_in_chinese_has_no_near_names(view: View, question: str) -> None:
    assert "did you mean" not in "\n".join(ask(view, question).notes)


def test_a_name_is_read_as_such_unless_a_verb_follows(view: View) -> None:
    assert told(view, "合肥投资了哪些公司") == "neighbors 合肥 company 投资"
    assert told(view, "合肥投资和哪些地区有关") == "neighbors 合肥投资 region"
    assert told(view, "“合肥投资”有哪些地区") == "neighbors 合肥投资 region"


def test_of_an_ambiguous_name_the_others_are_told(view: View) -> None:
    answer = ask(view, "领航是谁")
    assert answer.understood is not None
    (taken,) = answer.understood.entities
    assert (taken.name, [other.name for other in taken.others]) == ("领航", ["领航一号"])
    assert any("领航一号" in note for note in answer.notes)
    assert told(view, f"{taken.others[0].id}是谁") == "entity 领航一号" if ":" in taken.others[0].id else True
