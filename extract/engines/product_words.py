"""Words that tell products from other names of the same shape, as parts of regular expressions."""

from __future__ import annotations

from ...corpus.fold import simplify


def _one_of(text: str) -> str:
    """A choice for a regular expression on folded text; _ stands for a blank inside a word."""
    return "|".join(word.replace("_", " ") for word in simplify(text).split())


# Lines of products whose members differ by a number or version.
LATIN_LINES = _one_of("""
    GPT ChatGPT Claude Gemini Gemma Llama LLaMA Qwen Grok Mistral Phi Janus DeepSeek Kimi Baichuan ChatGLM GLM
    Yi Sora DALL-E Stable_Diffusion Midjourney iPhone iPad MacBook Apple_Watch AirPods Vision_Pro Galaxy Mate
    Pura Pixel Redmi RTX GTX GeForce Radeon Ryzen EPYC Xeon Core Exynos Snapdragon Tegra Thor Orin HarmonyOS
    OpenHarmony Android iOS macOS Windows Ubuntu PlayStation Xbox Switch Model Cybertruck Optimus Boeing Airbus
    Falcon Starship Dojo Figure
""")
CHINESE_LINES = _one_of("""
    昇腾 麒麟 骁龙 天玑 鲲鹏 酷睿 锐龙 至强 龙芯 文心 讯飞星火 星火 通义千问 通义 混元 盘古 豆包 日日新
    紫东太初 问界 智界 享界 尊界 极氪 小米 红米 荣耀 华为Mate 理想 蔚来 小鹏 深蓝 阿维塔 腾势 仰望 方程豹 领克
    坦克 岚图 智己 鸿蒙 波音 空客 特斯拉Model
""")
# What follows the number of a model.
GRADES = _one_of(r"""
    Pro_Max Pro Max Ultra Turbo Plus mini Mini Air Lite SE NEXT Preview preview Instruct Vision Flash Nano
    Elite Opus Sonnet Haiku Thinking Gen_?\d Ti Super FE GT S V\d
""")
# What a product is called beside its name.
KINDS = _one_of("""
    大语言模型 大模型 模型 机器人 机器狗 机器犬 手机 芯片 处理器 显卡 服务器 一体机 主板 CPU GPU NPU SoC 轿车
    跑车 车型 SUV MPV 轻卡 无人机 飞机 客机 直升机 运载火箭 火箭 飞船 卫星 战机 耳机 平板 笔记本 相机 手表 手环
    眼镜 头显 电视 操作系统 智能体 智能助手 手游 端游 网游 新药 疫苗 注射液 激光雷达 电池
""")
# The same, but too wide a word to explain a number: B9单位连平台.
HOSTS = _one_of("""
    平台 软件 小程序 客户端 PC版 App APP
""")
# The same shape, but units, standards, levels, periods, genes and identifiers.
NO_PRODUCTS = _one_of(r"""
    Q[1-4] [HF]Y?(?:19|20)?\d\d (?:TOP|Top|No|NO)[._]?\d+ [ABC]2[ABCGX] O2O P2P V2[XGH] K12 G(?:7|8|10|20|77)
    (?:ISO|IEC|GB|IEEE|IFRS|IAS|ASC|RFC|ANSI|EN)[-/_]?T?\d.*
    (?:USB|HDMI|PCIe?|SATA|LPDDR|DDR|GDDR|HBM|DP|RJ|NVMe|IPX?|Gen|UFS|TLS|SHA|MP|CAT|IPv)[-_]?\d.*
    (?:INT|FP|BF|TF)\d+ Wi-?Fi_?\d.* PM_?\d.* (?:CO|SO|NO|N|H|O|CH|NH)\d{1,2} COVID-?\d+ SARS.* H\d+N\d+.*
    IL-?\d+.* PD-?L?\d CD\d+ HER-?\d TNF.* CES_\d+ IPO\d* ESG\d* NO\d+ CPI\d* PPI\d*
    [A-Z]{1,2}(?:60|30|00)\d{4} (?:SH|SZ|HK|BJ)\d{5,6} U\d{5,} P\d{6,} CXS[LS]\d+ CTR\d+ NCT\d+ m[23]
    [A-Z][a-z]+_(?:19|20)\d\d .*[a-z]_?(?:19|20)\d\d caspase-\d T300 T[678]00
""")
# Games, films, series and apps in 《》: words before and after.
WORK_KINDS = _one_of("""
    游戏 手游 端游 网游 页游 单机 大作 新作 电影 影片 大片 动画 动画片 动漫 电视剧 剧集 网剧 短剧 微短剧 剧版
    纪录片 综艺 节目 软件 应用 App APP IP
""")
WORK_CUES = _one_of("""
    手游 端游 网游 游戏 电影 影片 动画 电视剧 短剧 票房 总票房 上映 热映 公映 定档 周边 玩家 公测 内测 开服
    版号 DLC 主演 联名 主创 导演 制片 出品方 上线 IP
""")
# Characters that write international drug names.
DRUG_CHARACTERS = (
    "阿艾安奥巴博贝本比吡丙布苯达德地丁度多厄恩伐法凡非芬夫呋福氟格戈海赫环吉加甲卡凯坎康克可库奎喹拉来赖兰"
    "雷利力立林磷鲁伦罗洛氯马玛麦美米咪莫那纳奈尼诺帕派培匹泼普齐奇曲瑞赛塞沙舒司斯思索他塔泰坦特替托妥瓦"
    "维韦沃乌西希昔信雅亚伊依乙英尤扎珠佐左唑哌嗪嘧啶昂仑洋拓泊"
)
# Endings of classes of drugs, and forms of drugs.
DRUG_ENDINGS = _one_of("""
    单抗 双抗 替尼 西尼 帕利 他汀 沙坦 普利 洛尔 地平 西林 霉素 沙星 唑仑 列汀 列净 格列净 鲁肽 那肽 泊肽 西普
    替康 他赛 铂 拉唑 替丁 司琼 妥昔 奥赛
""")
DRUG_FORMS = _one_of("""
    注射液 吸入粉雾剂 口服液 凝胶贴膏 滴眼液 缓释片 分散片 肠溶片 酯片 钠片 胶囊 颗粒 贴剂 软膏 乳膏 喷雾剂
    (?<![芯图卡影硅晶照刀])片(?![区段面剂场])
""")
