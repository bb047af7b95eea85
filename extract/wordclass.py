"""Classes of words around and inside names of companies, funds and bodies: one letter for each word.

| letter | word | letter | word |
|---|---|---|---|
| P | place | L | legal form (有限公司) |
| C | foreign country | G | group or company (集团, 公司) |
| N | 国家 and its like | I | line of business that firms end in (证券) |
| z | word of a proper kind (jieba: nr, nz, nt …) | i | line of business that is also a plain word (科技) |
| B, K | whole body, firm in one word (清华大学, 中信证券) | F | fund (资本), f: the same, also a plain word (投资) |
| u | character that no dictionary word holds | O | body (大学, 管理局) |
| e | Latin letters | D | body in one character, named after its field (局, 委) |
| d | number | M | news outlet (新闻, 网) |
| n | noun | R | zone (开发区) |
| v | verb | w | 和, 与, 及 |
| S | branch (分公司) | t | particle or the like, by its tag |
| s | word no name holds | ( ) - . | brackets, dots in names, all other marks |
"""

from __future__ import annotations

from collections.abc import Iterable

from . import segment


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADS = {
    "L": _words("有限公司 有限责任公司 股份有限公司 无限公司"),
    "S": _words("分公司 分行 支行 营业部"),
    "G": _words("集团 公司 控股 集团公司 控股公司 控股集团"),
    "I": _words(
        """银行 证券 保险 人寿 财险 信托 期货 农商行 农商银行 农村商业银行 医药 制药 药业 生物 生物科技 重工 实业
        电子 半导体 微电子 光电 机电 电气 重机 科工 智造 乳业 酒业 纸业 矿业 铝业 铜业 锂业 稀土 石化 燃气 水务
        环保 置业 地产 传媒 影业 物流 速递 旅游 酒店 食品 饮料 轮胎 家居 电器 新材 数科 会计师事务所 律师事务所
        投控 供应链"""
    ),
    "i": _words(
        """科技 汽车 能源 新能源 智能 机器人 医疗 软件 信息 航空 航天 电力 通信 通讯 动力 电池 储能 材料 激光 精密
        环境 网络 工业 装备 仪器 基因 诊断 集成 橡胶 钢铁 水泥 建材 化工 机场 光学 光伏 服饰 股份"""
    ),
    "F": _words(
        "基金 创投 资本 投资基金 私募 资管 资产管理 资本管理 投资管理 风投 产投 国投 母基金 引导基金 产业基金 创业投资"
    ),
    "f": _words("投资 量化 货币基金 股权投资 混合 合伙企业"),
    "O": _words(
        """大学 学院 研究院 研究所 研究中心 研究会 实验室 医院 协会 学会 商会 联合会 促进会 基金会 委员会 管委会
        常委会 组委会 公会 总会 工商联 法院 法庭 检察院 交易所 联交所 博物馆 纪念馆 图书馆 科技馆 美术馆 中学
        小学 党校 智库 办公厅 办公室 党委 公安局 分局 联盟 分校 分院 总局 总署 管理局 监管局 监督局 证监局
        银保监局 税务局 海关 发改委 经信委 国资委 科委 建委 市委 省委 区委 县委 政协 纪委 监委 地委 政法委 组织部
        宣传部 统战部 总工会 妇联 科协 团委 大使馆 领事馆 使馆 研究室 科学院 工程院 社科院 卫健委 专委会 数学系
        物理系 工程系 设计院 医学中心 指导中心 指挥中心 交易中心 创新中心 管理中心 人民政府 特区政府 理事会
        立法会 红十字会 通讯社 报社 电视台 电台 出版社 日报 晚报 早报 晨报 时报 商报 周刊 监督管理局 监督管理总局
        人大常委会 航空局 统计局 金管局 分会"""
    ),
    "D": _words("局 厅 部 委 署 司 处 办 院 所 系 台 中心"),
    "M": _words("新闻 财经 资讯 网 财讯 周报 社 快讯 传媒网 财经网 新闻网"),
    "R": _words(
        """开发区 高新区 经开区 自贸区 自贸港 试验区 科技园 产业园 工业园 工业园区 科技园区 产业园区 软件园 新区
        合作区 示范区 保税区 保税港区 自贸试验区 自由贸易试验区 创新区 科学城 高新技术开发区 经济技术开发区
        科技城"""
    ),
}
_HEAD_OF = {word: letter for letter, words in _HEADS.items() for word in words}
_BODY_ENDS = tuple(
    """大学 学院 研究院 研究所 医院 法院 检察院 委员会 协会 学会 商会 日报 晚报 局 厅 部 商学院 政协 监委 党委
    市委 省委 总会 交易所 实验室 基金会""".split()
)
_FIRM_ENDS = _HEADS["I"] | _HEADS["i"] | _HEADS["G"]
_NATIONAL = _words("国家 全国 中华 中共 中央 共青团 联合国")
COUNTRIES = _words(
    """中国 美国 英国 法国 德国 日本 韩国 俄罗斯 印度 意大利 西班牙 加拿大 澳大利亚 澳洲 荷兰 瑞士 瑞典 挪威 芬兰
    丹麦 比利时 奥地利 波兰 乌克兰 土耳其 以色列 伊朗 沙特 阿联酋 卡塔尔 巴西 阿根廷 墨西哥 智利 南非 埃及 新加坡
    马来西亚 泰国 越南 印尼 印度尼西亚 菲律宾 缅甸 柬埔寨 老挝 巴基斯坦 哈萨克斯坦 蒙古国 朝鲜 新西兰 葡萄牙 希腊
    匈牙利 捷克 爱尔兰 欧洲 欧盟 亚洲 非洲"""
)
PROVINCES = _words(
    """河北 山西 辽宁 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 陕西 甘肃
    青海 宁夏 新疆 西藏 内蒙古 台湾"""
)
# Places that jieba's dictionary tags as something else.
_PLACES = _words(
    """石家庄 秦皇岛 保定 张家口 承德 大同 阳泉 长治 运城 吕梁 包头 通辽 呼伦贝尔 大连 本溪 营口 盘锦 铁岭 通化
    齐齐哈尔 伊春 南通 连云港 宿迁 嘉兴 金华 合肥 三明 龙岩 宁德 景德镇 新余 烟台 日照 开封 焦作 许昌 商丘 信阳
    周口 黄石 孝感 恩施 邵阳 常德 张家界 怀化 娄底 茂名 河源 清远 桂林 玉林 百色 来宾 崇左 海口 自贡 攀枝花 广元
    资阳 遵义 安顺 毕节 铜仁 曲靖 玉溪 昭通 大理 拉萨 宝鸡 安康 商洛 金昌 白银 天水 武威 平凉 酒泉 银川 克拉玛依
    常熟 张家港 义乌 前海 珠三角 京津冀 西部 亚太 哈佛 斯坦福 史丹福 耶鲁 深圳市 香港特区 澳门特区"""
)
_STOPS = _words(
    """表示 宣布 公布 发布 发表 成为 担任 加入 成立 收购 持有 获得 获悉 获批 通过 根据 按照 关于 由于 来自 就读
    毕业 任职 出任 现任 兼任 历任 曾任 旗下 其中 以及 同时 此外 包括 例如 尤其 特别 或者 如果 但是 因为 所以
    认为 指出 称为 简称 下称 以下 位于 设立 创办 创立 创建 联合创始人 控制 参与 签署 签约 签订 举行 举办 召开
    出席 访问 考察 调研 依托 借助 利用 围绕 推动 推进 促进 支持 加快 加强 提升 打造 建立 形成 实现 完成 进行
    开展 开始 启动 入股 领投 跟投 参投 投资方 投资者 投资人 股东 控股股东 子公司 母公司 全资 附属 上市公司 关联
    分别 一家 两家 多家 这家 此次 本次 目前 日前 近日 昨日 今日 当日 今年 去年 明年 此前 随后 之后 以来 期间
    期待 希望 要求 提出 提供 提交 收到 给予 使得 致使 教授 副教授 院长 副院长 主任 副主任 局长 副局长 部长
    副部长 市长 副市长 省长 书记 副书记 主席 副主席 董事长 副董事长 总经理 副总经理 总裁 副总裁 首席 首席执行官
    创始人 创办人 负责人 发言人 分析师 研究员 记者 编辑 作者 专家 博士 院士 校长 会长 秘书长 经理 团队 先生 女士
    学者 学生 员工 客户 用户 消费者 企业 民企 国企 央企 券商 机构 行业 市场 项目 计划 方案 政策 措施 文件 消息
    报道 报告 显示 介绍 透露 强调 坦言 告诉 由此 因此 为此 对此 不过 然而 虽然 尽管 即使 只有 只要 包含 涉及
    属于 作为 变成 视为 誉为 当选 获选 入选 来到 前往 进入 走进 走出 走访 落户 落地 上线 上市 发行 推出 推荐
    建议 关注 看好 增持 减持 买入 卖出 受益 利好 涨停 跌停 大涨 下跌 上涨 方面 领域 有关 相关 所有 全部 其他
    其它 各地 各类 多个 数个 几个 一个 这个 那个 什么 怎么 如何 没有 不是 就是 还是 也是 正是 仍是 可以 能够
    应该 需要 必须 不能 已经 正在 曾经 仍然 依然 一直 继续 不断 副 原名 成员 代表 委员 议员 候选人 获奖 荣获
    授予 依据 参照 截至 截止 直到 直接 间接 合计 共同 一起 一同 携手 牵手 联手 致力于 专注 就职 供职 效力 求学
    在职 引入 引进 吸引 汇聚 集聚 拥有 具有 具备 存在 出现 发生 导致 引发 造成 影响 带来 迎来 面对 面临 针对
    鼓励 帮助 协助 委托 授权 批准 同意 允许 禁止 反对 起诉 控告 指控 指责 批评 赞扬 会同 联同 接替 接受 认定
    邀请 邀 率队 用于 处置 主要 从事 持股 品牌 概念 板块 产品 龙头 巨头 公告 老 旧 母 子 总 分 官 网上 省委 市委
    党支部 小贷 供应商 会见 参阅 主动 家族 内地 传统 全球 原 现 二 四 五 六 七 八 十 两 股 类 式 型 级 款 化"""
)
_STOP_CHARACTERS = frozenset(
    "的了在是和与及或而但也都又就才只被把将由对向从于至到以为因所其该此这那每各某我你他她它们等后时里年月日号第个位"
    "次项款台约"
    "近超逾共并且即如若则使让给请据经按随着过曾未已再还更最很较不没无有称说讲叫获任受占含吗呢吧啊做去来看听想要会能"
    "可应当需须"
    "多少几两余件只条张份批间诉指拟非像除料需真懂早本家界"
)
_PROPER = _words("nr nz nt nrt nrfg")
_SHORT_BODIES = _words("北大 港大 浙大 复旦 清华 人大 中科院 社科院 工信部 国资委 上汽 广汽 北汽 国药")
_STOPPED = _words("p c d r uj ul uz ud uv ug y e t m f o df mq rz rr i l")
_SPECIAL = {"(": "(", ")": ")", "·": "-", "-": "-", "&": "-", "和": "w", "与": "w", "及": "w"}


_MOST = 1 << 17  # words that are remembered


class _Letters(dict[str, str]):
    """Letter of each word, worked out when it is first met."""

    def __missing__(self, word: str) -> str:
        letter = _letter(word)
        if len(self) < _MOST or not word.isascii():  # numbers and Latin words are without end
            self[word] = letter
        return letter


_known = _Letters()


def letters(words: Iterable[str]) -> str:
    """One letter a word, as the table above says.

    >>> letters(["合肥市", "发改委", "表示", "，"])
    'POs.'
    """
    return "".join(map(_known.__getitem__, words))


def is_place(word: str) -> bool:
    """Whether a word is a place although jieba's dictionary does not say so."""
    return word in _PLACES or word in COUNTRIES


def _letter(word: str) -> str:
    if word in _SPECIAL:
        return _SPECIAL[word]
    if word.isascii():
        if word in ("QDII", "ETF", "REIT", "IT", "AI", "APP", "App"):
            return "s"
        return "d" if word[0].isdigit() else "e" if word[0].isalpha() else "."
    if not "\u3400" <= word[0] <= "\u9fff":
        return "."
    return _HEAD_OF.get(word) or _filler(word, segment.tag(word))


def _filler(word: str, tag: str) -> str:
    if word in _NATIONAL:
        return "N"
    if word in COUNTRIES and word != "中国":
        return "C"
    if word in _PLACES:
        return "P"
    if word in _STOPS or word in _STOP_CHARACTERS:
        return "s"
    if len(word) == 1:
        return "u"
    if word.endswith(("开发区", "试验区")):
        return "R"
    if word.endswith("有限公司"):
        return "L" if word.startswith(("集团", "股份")) else "K"
    if len(word) > 3 and word[-2:] in _FIRM_ENDS and not word.startswith(("网上", "集团", "中国人民", "国际")):
        return "K" if tag in ("nt", "nz", "nr", "ns") else "I" if tag == "n" and word[-2:] in _HEADS["I"] else "n"
    if tag in ("nt", "nz", "j") and (end := next((e for e in _BODY_ENDS if word.endswith(e) and e != word), "")):
        is_common = segment.tag(word.removesuffix(end)) in ("n", "vn", "v", "b") and end != "部"
        return "O" if is_common else "B"
    if word in _SHORT_BODIES:
        return "z"
    if tag == "ns":
        return "P"
    if tag in _PROPER:
        return "z"
    if tag in _STOPPED:
        return "t"
    return "v" if tag == "v" else "n"
