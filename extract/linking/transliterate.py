"""Foreign names in Chinese characters: their parts, and spellings that differ only in characters of one sound."""

from __future__ import annotations

from collections.abc import Iterable

DOT = "·"
# Characters that translators choose between for one sound, first the one that stands for all.
_SAME_SOUND = (
    "伯博柏勃 克科 斯思司 朗郎 麦迈 娜纳 丽莉 利里列 妮尼 格葛 赫黑 奥欧 维韦 萨山 罗洛 帕珀 瓦沃 托陶 鲁卢 努诺 "
    "蒂迪 安恩 莫穆 弗夫 泽兹 图杜"
)
_SOUNDS = {ord(other): group[0] for group in _SAME_SOUND.split() for other in group[1:]}
_SILENT = dict.fromkeys(map(ord, "尔儿"))  # written or left out for one r: 奥尔特曼, 奥特曼


def family_name(name: str) -> str | None:
    """The last part of a foreign person's name, folded; None if the name has one part.

    >>> family_name("埃隆·马斯克"), family_name("梁文锋")
    ('马斯克', None)
    """
    _, dot, last = name.rpartition(DOT)
    return last if dot and len(last) > 1 else None


def sound(name: str) -> str:
    """The same for names that differ only in characters of one sound.

    >>> sound("扎克伯格") == sound("扎克博格"), sound("奥特曼") == sound("奥尔特曼"), sound("默克") == sound("默茨")
    (True, True, False)
    """
    return name.translate(_SILENT).translate(_SOUNDS)


def spellings(names: Iterable[str]) -> list[tuple[str, str]]:
    """Spellings of one foreign name, pair by pair, sorted: one part is the same, the others sound the same.

    Of names that share a part only the first is paired with the others, which is enough to join them all.

    >>> spellings(["丹尼尔·列维", "丹尼尔·利维", "马克·贝克", "马可·贝科"])
    [('丹尼尔·列维', '丹尼尔·利维')]
    """
    first_with: dict[tuple[str, int, str], str] = {}
    pairs: set[tuple[str, str]] = set()
    for name in sorted(name for name in names if DOT in name):
        same = sound(name)
        for place, part in enumerate(name.split(DOT)):
            pairs.add((first_with.setdefault((same, place, part), name), name))
    return sorted((first, name) for first, name in pairs if first != name)
