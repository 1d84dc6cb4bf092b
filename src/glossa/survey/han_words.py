"""Chinese words and signs that tell names from other words. Lists to be added to by hand."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BARE", "BODIES", "BODY_STEM", "FRONT", "HEAD", "NEEDS_NAME", "NEVER", "NOT_BEFORE"]
__all__ += ["PLACE_STEM", "STEM_ENDS", "SUFFIX"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUFFIX: Final = re.compile(
    "自治[县縣州旗]|街道|大[学學]|[学學]院|有限公司|公司|集[团團]|[县縣市州区區镇鎮乡鄉村]"
)
"""What ends the name of a place or a body."""
BODIES: Final = re.compile("大[学學]|[学學]院|公司|集[团團]")
NOT_BEFORE: Final = re.compile(
    "[场場民容价價值面区區]|[域间間]|[学學]生|[学學]者|法|化|里|裡|庄|莊|落|寨|[压壓定静靜亲親盈]"
)
"""What makes another word of a suffix: 市场, 区域, 村庄, 镇压."""
HEAD: Final = re.compile(
    "(?:位于|位於|来自|來自|前往|来到|來到|走进|走進|抵达|抵達|访问|訪問|毕业于|畢業於"
    "|赴|在|到|从|從|往|由|和|与|與|及|至|经|經|是|对|對|向|[^单單]于|於)$"
)
"""Words that stand before names."""
FRONT: Final = re.compile(
    "^(?:根据|根據|据悉|据|據|距|由于|由於|由|于(?!田)|於|今年|去年|明年|通常|目前|日前|近日|诸如|諸如"
    "|年|月|日|号|號|达|達|聘用|如|称|稱|系|请|請|过|過|经|家(?=.{3}))"
)
"""What may stand before a name and belongs to the sentence."""
BARE: Final = _set(
    """
    航空 广播 廣播 娱乐 娛樂 快速 电视 電視 传媒 傳媒 媒体 媒體 物流 保险 保險 电力 電力 石油
    煤气 建筑 建築 运输 運輸 贸易 旅游 旅行 投资 投資 发电 房地产 互联网 网络 電信 电信 能源
    农业 工程 通信 技术 软件 制药 生产 管理 服务 汽车租赁 空壳 大型 安保 快递
    """
)
"""Trades: before 公司 they are no name by themselves."""
NEVER: Final = frozenset(
    "的了是在有和与與及等不也就都而被把将將从從向对對以其这這那此该該本各每全我你他她它们們个個"
    "一二三四五六七八九十百千万萬两兩几幾多某为為给給让讓使则則又还還已曾去来來说說做上下内內"
    "外前后後中间間所之者哪看"
)
"""Signs that no name of a place holds before its suffix, by and large."""
STEM_ENDS: Final = tuple(
    sorted(
        _set(
            """
            城 都 超 股 楼 樓 菜 夜 黑 早 门 門 开 開 闹 鬧 集 小 社 园 園 校 厂 廠 景 山 林 灾
            災 牧 农 農 新 老 特 辖 轄 郊 市 地 学 學 片 战 戰 禁 乡 鄉 县 縣 镇 鎮 区 區 省 街
            选 選 教 专 專 分 子 总 總 母 医 法 商 自治 开发 開發 示范 示範 工业 工業 风景 旅游
            旅遊 保护 保護 经济 經濟 直辖 地级 县级 省辖 行政 合作 试验 實驗 贸易 高新 科技
            有限 责任 股份 跨国 上市 国有 外国 中国 重点 综合 职业 本土 著名 当地 贫困 美丽
            边境 沿海 内地 周边
            """
        )
    )
)
"""With these before it a suffix makes a common word: 城市, 开发区, 小镇, 子公司."""
NEEDS_NAME: Final = frozenset("区區")
"""Suffixes of so many common words that only a name right before them tells."""
PLACE_STEM: Final = (2, 5)
BODY_STEM: Final = (2, 14)
"""Least and most signs before the suffix."""
