"""Names of laws, plans and documents that stand in the text without any marks.

Each pattern finds the end of such names, which is rare and quick to find; only there the text before is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int, str, float]

# What names of laws are built of: 反|不正当|竞争|法, 野生|动物|保护|法.
_LAW_WORDS = (
    "不正当 个人信息 中小企业 产品 人民 仲裁 企业 价格 会计 体育 促进 保护 保险 保障 信托 信息 兵役 农业 农产品 海洋 公共 公务员 "
    "公司 公证 关税 军事 准备 出境 入境 刑事 刑 削减 劳动 动物 包装 医师 医疗 卫生 发展 台湾 合同 合伙 合作社 商标 商业 商业银行 "
    "噪声 固体 国家 国防 国籍 国有资产 土地 土壤 国有 垄断 城乡 城市 基本 基础设施 基金 增值税 外商 外国 投资 外国投资 外贸 对外贸易 妇女 "
    "婚姻 学前 安全 完善 审计 家庭 密码 就业 工会 市场 广告 建筑 律师 征收 循环 所得税 所有权 技术 拍卖 招标 投标 择业 授权 改革 收养 "
    "政府采购 政务 教师 教育 数字 数据 文物 文化 文化服务 无线电 旅游 标准化 森林 植物 检察官 检验 检疫 民事 民办 民 民营 民营经济 "
    "民族 民族区域 气象 水 水污染 污染 沙 治理 治安 法官 注册会计师 测绘 海上 海关 海商 消费者 消费税 消防 渔业 港口 煤炭 版权 特别行政区 "
    "特种 环境 环境影响 生物 生育 电信 电力 电子 电子商务 电影 监察 监督 破产 社会 票据 禁毒 科学 科技 科技进步 税收 管理 粮食 精神 组织 "
    "经济 统计 继承 维护 网络 职业 职业病 职工 自治 船舶 节约 能源 航空 航道 草原 荒漠 药品 虚拟 行政 装备 规划 计划 计量 证券 证券投资 评价 "
    "评估 诉讼 调解 请求 责任 资产 资源 赔偿 选举 代表 通胀 遗产 邮政 野生 金融 稳定 铁路 银行 银行业 防洪 防治 防震 减灾 隐私 集体 非物质 "
    "预防 预算 食品 香港 澳门 驻军 专利 著作权 侵权 物权 处罚 处分 许可 复议 强制 间谍 恐怖主义 外国制裁 制裁 竞争 权益 未成年人 老年人 "
    "残疾人 义务 高等 突发事件 应对 传染病 疫苗 献血 归侨 侨眷 可再生 清洁生产 生产 慈善 红十字会 国歌 国旗 国徽 英雄 烈士 "
    "村民委员会 全国人大 全国人民代表大会 地方 芯片 减税 人工智能 服务 创新 供应链 国防授权 反通胀 加密货币 平台 稳定币 "
)
_RUN = "|".join(sorted(_LAW_WORDS.split(), key=len, reverse=True))
_LAW = re.compile(rf"(?:中华人民共和国)?新?(?:(?:立法|(?<!违)反|{_RUN})[和与]?)+\Z")
_LAW_END = re.compile(
    r"(?<![方办无违看说做疗算非执政书语想手枪用此依守普玩打])法(?:典|案|总则)?"
    r"(?:修正案|修正草案|修订草案|草案|[(]草案[)])?(?![律院官人规治国庭定学制务系令子拍郎则雷玛拉兰师部条币协])"
)
# Ways to do something, not laws.
_METHODS = frozenset(
    "权益法 投资权益法 规划法 生物法 芯片法 评价法 评估法 统计法 技术法 检验法 循环法 预算强制法 强制法 环境法 完善法 平台法 "
    "科学法 资产法 管理法 改革法 立法法案 经济法 促进法 组织法 完善立法 改革立法 经济立法 科学立法 科技立法 地方立法".split()
)

_ANNOUNCED = (
    "印发 发布 公布 出台 颁布 颁发 下发 制定 制订 起草 修订 修改 修正 审议 通过 披露 发出 推出 迭代 根据 依据 按照 依照 违反 落实 执行 "
    "实施 施行 签署 完善 废止 公开"
).split()
_VERB = "|".join(_ANNOUNCED)

# How a document without marks ends, what goes before that, and how far before it its name can begin.
_REACH = 48
_DOCUMENT = re.compile(
    "(?:计划|方案|规划|意见|措施|举措|政策|规定|办法|条例|细则|规则)(?:修正草案|草案)?(?![一-鿿]{0,2}(?:部门|单位|小组))"
)
_KINDS = tuple(
    "行动计划 行动方案 专项方案 工作方案 实施方案 发展规划 总体规划 空间规划 中长期规划 若干意见 若干措施 若干举措 若干政策 若干规定 指导意见 "
    "实施意见 管理办法 暂行办法 实施办法 监督办法 管理条例 暂行条例 管理规定 暂行规定 实施细则 议事规则".split()
)
_ANNOUNCES = re.compile(rf".*(?:{_VERB})(?:了|的|过)?(?:有关|新版|新的|最新)?|.*[法例则案][和与及]")
_BREAK = re.compile(r".*[^一-鿿A-Za-z\d“”「」+—-]", re.DOTALL)
_IN_FORCE = re.compile(
    r"[)\d—年-]{0,12}[”」]?(?:已|正式|日前|全文|近日)*(?:印发|发布|公布|出台|颁布|施行|实施|生效|落地|征求意见|草案)"
)
_VAGUE = re.compile(
    r"[的了是]|^(?:和|与|及|等|该|此|一[个份项]|相关|有关|具体|配套|三年|五年|工作|详细|多项|一系列|系列|本|发展|城市|项目)|^[^“「]*[”」]"
)

_ABOUT = re.compile(
    r"关于[^关。!?;:“”《》\n]{4,60}?"
    r"的(?:指导意见|实施意见|若干意见|若干规定|若干措施|决定草案|决定(?!性)|决议|通知|意见|办法|规定|解释|公告|批复|纲要)"
)
_ISSUER = re.compile(rf"(?:{_VERB.replace('披露|', '')})了?(?:有关)?((?!相关|法律)[一-鿿]{{0,20}})\Z")
_NOTICE = re.compile(
    r"(?:印发|发布|下发)了?(?!关于|召开)([^关。!?,;:《》\n]{6,40}的(?:通知|意见|决定(?!性)))"
)

_AIMS = (
    "重点 重大 科技 基础 研究 研发 创新 团队 人才 大学 高校 青年 技术 产业 自然科学 社会科学 高技术 攻关 发展 星火 火炬 专项"
).split()
# Ends of names with what stands before them; the pattern before ends where the other begins.
_ENDINGS = tuple(
    (re.compile(end), re.compile(f"(?:{before})\\Z"), score)
    for end, before, score in (
        ("宪法(?![和与学法委律制])", "(?:中华人民共和国)?", 0.8),
        (
            f"(?:{'|'.join(_AIMS)})(?:计划|专项)(?![书师类])",
            f"(?:国家|[一-鿿]{{2}}[省市])(?:{'|'.join(_AIMS)})*",
            0.8,
        ),
        ("倡议", "全球(?!贸易)[一-鿿]{2,5}", 0.8),
        ("英才计划", "(?<![一-鿿])[一-鿿]{2,4}", 0.8),
        (
            "(?:强国|兴国|振兴|驱动发展|协调发展)战略",
            "(?<![一-鿿])[一-鿿]{2}|科教|人才|制造|乡村|东北|创新|区域",
            0.7,
        ),
        ("国[一二三四五六七八九十]{1,2}条(?![件款])", "新?", 0.8),
        ("政府工作报告|财政预算案", "(?:[一-鿿]{2}[省市])?", 0.6),
        ("指南", "(?<![A-Za-z])[A-Z]{3,8}", 0.6),
        (r"Act\b", "(?:[A-Z][A-Za-z&-]+ (?:(?:and|of|for|the|on|in|to) )?){1,7}", 0.8),
    )
)


def unmarked(text: str) -> Iterator[Span]:
    """Policies named without marks in a folded text, as (start, end, type, score)."""
    for ending, before, score in _ENDINGS:
        for match in ending.finditer(text):
            head = before.search(text, max(match.start() - _REACH, 0), match.start())
            if head:
                yield head.start(), match.end(), "policy", score
    yield from _laws(text)
    yield from _documents(text)
    yield from _about(text)


def _laws(text: str) -> Iterator[Span]:
    for match in _LAW_END.finditer(text):
        name = _LAW.search(text, max(match.start() - 24, 0), match.start())
        if name and text[name.start() : match.end()] not in _METHODS:
            yield name.start(), match.end(), "policy", 0.8


def _documents(text: str) -> Iterator[Span]:
    for match in _DOCUMENT.finditer(text):
        kind = next((kind for kind in _KINDS if text.endswith(kind, 0, match.start() + 2)), None)
        if kind is None:
            continue
        left, before = max(match.start() - _REACH, 0), match.start() + 2 - len(kind)
        broken = _BREAK.match(text, left, before)
        start = broken.end() if broken else left
        announced = _ANNOUNCES.match(text, start, before)
        start = announced.end() if announced else start
        if before - start < 4 or _VAGUE.search(text[start:before]):
            continue
        if announced or match[0].endswith("草案") or _IN_FORCE.match(text, match.end()):
            yield start, match.end(), "policy", 0.75


def _about(text: str) -> Iterator[Span]:
    for match in _ABOUT.finditer(text):
        issuer = _ISSUER.search(text, max(match.start() - 32, 0), match.start())
        if issuer:
            yield issuer.start(1), match.end(), "policy", 0.8
    for match in _NOTICE.finditer(text):
        yield *match.span(1), "policy", 0.75
