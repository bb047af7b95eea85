"""Who prints one text with another: sketches that find candidates, and the look that decides."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from guanxi.corpus.reposts import SHORTEST, Shingled, bare, bares, sketch
from guanxi.corpus.reposts import is_one_story as is_one_story_shingled

STORY = """蔚来与合肥深化合作
3月1日，合肥市人民政府与蔚来汽车签署合作协议，双方将在新桥智能电动汽车产业园扩大投资。协议规定，第一期投资为50亿元，用于研发与制造。
合肥建投集团参加了签约仪式。集团董事长李明表示，将继续支持新能源汽车产业链的发展，争取三年内形成千亿级产业集群。
蔚来创始人李斌回忆，公司五年前最困难的时候，是这座城市给了他们第二次机会。“我们来到这里，就不走了！”他说。
据了解，产业园占地一万六千亩，已有四十多家供应商入驻，去年生产的汽车超过二十万辆，出口到欧洲的十几个国家。
"""
NOTICE = "风险提示：市场有风险，投资需谨慎。本文不构成个人投资建议，也未考虑到个别用户特殊的投资目标、财务状况或需要。"


def is_one_story(a: str, b: str) -> bool:
    return is_one_story_shingled(Shingled.of(a), Shingled.of(b))


def in_common(a: str, b: str) -> float:
    one, other = set(sketch(a)), set(sketch(b))
    return len(one & other) / min(len(one), len(other))


@pytest.mark.parametrize(
    "copy",
    [
        STORY[: len(STORY) // 3],
        STORY.partition("\n")[2],
        OpenCC("s2t").convert(STORY),
        STORY.replace("，", ", ").replace("\n", " \n\n"),
        "来源：某某财经\n" + STORY.replace("表示", "称").replace("已有", "已经有"),
    ],
)
def test_copies_share_keys_and_are_one_story(copy: str) -> None:
    assert in_common(copy, STORY) >= 0.3
    assert is_one_story(copy, STORY) and is_one_story(STORY, copy)


def test_what_outlets_do_to_the_letters_does_not_count() -> None:
    assert bare("「輝達」 在合肥，設立 ＡＩ 中心。") == bare("“辉达”在合肥设立AI中心") == "辉达在合肥设立ai中心"
    assert sketch(STORY.replace("，", "； ").replace("汽车", "汽車")) == sketch(STORY)


def test_texts_are_bared_together_as_one_by_one() -> None:
    texts = [*STORY.splitlines(), "", "。！", "「輝達」\U0001f600 ＡＩ", "\U00020000，"]
    assert bares(texts) == [bare(text) for text in texts]
    assert bares(texts)[-2:] == ["辉达\U0001f600ai", "\U00020000"]
    assert bares([]) == []


def test_articles_that_end_alike_are_not_one_story() -> None:
    one = "恒生指数周五高开百分之一，哔哩哔哩、快手盘初上涨。" + NOTICE
    other = "多家机构预计美联储年内不再降息，黄金价格再次刷新历史高点，投资者转向观望。" * 2 + NOTICE
    assert not is_one_story(one, other)


def test_two_stories_of_one_template_stay_apart() -> None:
    template = "国家主席在人民大会堂东门外广场举行仪式，欢迎{}对我国进行国事访问。{}陪同{}访华的有{}。"
    one = template.format(
        "葡萄牙总统德索萨", "军乐团奏中葡两国国歌，鸣礼炮二十一响。", "德索萨", "外交部长、环境部长、驻华大使"
    )
    other = template.format(
        "巴拿马总统巴雷拉", "少年儿童挥舞鲜花和旗帜表示热烈欢迎。", "巴雷拉", "夫人、工业和贸易部长"
    )
    assert not is_one_story(one, other)


def test_short_texts_are_nobodys_reposts() -> None:
    line = "更多内容请下载某某客户端"
    assert len(bare(line)) < SHORTEST
    assert sketch(line) == [] and not is_one_story(line, line) and not is_one_story(line, STORY)
    assert sketch("") == [] and not is_one_story("", "")
