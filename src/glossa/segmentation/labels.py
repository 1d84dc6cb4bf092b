"""The labels of structured lines: `来源：`, `责任编辑：`, `Source:`, `许可证号 ……`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = [
    "BYLINE_WORDS",
    "CONTACT_WORDS",
    "DATE_WORDS",
    "HAN",
    "LABEL",
    "LABELLED_END",
    "LEGAL_WORDS",
    "SOURCE_WORDS",
    "label_ends",
]


HAN: Final = "\u3400-\u9fff\U00020000-\U000323af"
"""Han in two ranges, for the many patterns here and in `cues`: few ranges compile fast."""
SOURCE_WORDS: Final = "来源|出处|稿源|來源|出處|轉載自|转载自|转自|供稿|原载"
DATE_WORDS: Final = "时间|日期|時間|发布于|发表于|更新于|發布於|更新於"
BYLINE_WORDS: Final = (
    "作者|记者|編輯|编辑|责编|责任编辑|主编|编审|审核|审校|校对|监制|策划|统筹|撰文|撰稿|文字"
    "|翻译|编译|通讯员|实习生|见习记者"
    "|記者|翻譯|撰稿人|攝影|責任編輯|责任人|签发|终审|初审|复审|值班|导演|主持人"
)
CONTACT_WORDS: Final = (
    "电话|热线|傳真|传真|邮箱|邮件|邮编|邮政编码|地址|网址|联系人|联系方式|手机|微信|微信号"
    "|公众号|微博|QQ|QQ群|電話|專線|郵箱|郵編|聯絡人|客服|信箱|投稿|电邮|網址"
    "|联系我们|服务时间|工作时间"
)
LEGAL_WORDS: Final = (
    "许可证|许可证号|许可证编号|许可证件号|备案号|备案编号|备案|证号|编号|證號"
    "|许可|統一編號|信用代码|版权|标识码|網站識別碼|网安备案号|经营许可"
)
_OTHER_WORDS: Final = (
    "地点|主办|主办单位|承办|承办单位|协办|主管|主管单位|指导单位|运营|运营单位|标签|关键词|关键字"
    "|分类|栏目|浏览|浏览量|浏览次数|阅读|阅读量|点击|点击量"
    "|点击数|字号|字体|字体大小|字数|分享|分享到|分享至|责任单位|单位|摄影|摄|图|文|图片|图源"
    "|视频|出品|制作|上一篇|下一篇|上一条|下一条|附件|相关链接|延伸阅读"
    "|当前位置|您的位置|您现在的位置|所在位置|位置|频道|类型|语言|地区|国籍|出生地|职务|导语"
    "|原标题|标题|索引号|发文字号|成文日期|有效性|发布机构|扫一扫|打印|收藏|评论|责任|技术支持"
    "|法律顾问|發布單位|點閱數|點閱次數|瀏覽次數|瀏覽|現在位置|目前位置|您的位置|位置|上一則"
    "|下一則|上一篇"
    rf"|分享至|標籤|關鍵字|分類|主辦|主辦單位|承辦單位|附件|圖|來自|发布单位|[{HAN}]{{0,4}}单位"
    rf"|定价|价格|出版社|发文机关|文号"
    "|网友评论|评论数|版权声明|声明|免责声明|隐私说明|摘自|热搜词|热词|当前|上一个|下一个|乘车|来访|门店"
    "|校址|社址|厂址|店址|编辑部|资料提供|图文|海报设计|您所在的位置|您所在位置|图片购买|查阅预约|今日访问|总访问量|访问量|指导教师|版权所有|登记号|招生咨询|夜班|值班主任"
    "|[讲访写来经发申录受报联供记][述谈信纪布请入访名系稿录]人|回复单位|答复单位|录入|整理|记录整理"
)
_HAN_LABEL: Final = (
    rf"(?:[{HAN}（）()]{{0,20}}?(?:{LEGAL_WORDS}|{CONTACT_WORDS})"
    rf"|[{HAN}]{{0,4}}?(?:{SOURCE_WORDS}|{DATE_WORDS}|{BYLINE_WORDS})|(?:本文)?(?:{_OTHER_WORDS}))"
)
_LATIN_LABEL: Final = (
    r"(?:(?:News )?Source|Editor(?:s|-in-chief)?|Author|Reporter|Writer|[Tt]el|[Ff]ax"
    r"|[Ee]-?mail|Photo(?:s|graph(?:er"
    r"|s)?)?(?: by)?"
    r"|By|Date|Time|Published(?: on)?|Updated(?: on| at)?|Last updated|Posted(?: on)?|Tel"
    r"|Telephone|Phone|Fax"
    r"|E-?mail|Address|Add|Website|Web|Hotline|Contact|Tags?|Keywords?|Category|Share(?: to)?"
    r"|Views|Related"
    r"|Copyright|Licen[cs]e(?: No\.?)?|ICP|Translator|Translated by|Edited by|Written by"
    r"|Start date|Likes|Location|Caption|Illustration|Video|File|Attachment"
    r"|Manba|Manbe|Muallif|Muharrir|Sana"
    r"|Kaynak|Tarih|Yazar|Quelle|Datum|Auteur|Fuente|Autor|Fecha"
    r"|Источник|Опубликовано|Обновлено"
    r"|Корреспондент|Автор|Дата|Телефон|Тел\.?|Факс|Адрес|Редактор|Фото|Эл\. почта|Дереккөз"
    r"|تېلېفون|مەنبە|مۇھەررىر|ۋاقىت|ئادرېس|آدرېس|ئاپتور|ئاپتورى|هاتف|المصدر|تلفن|منبع)"
)
LABEL: Final = re.compile(
    rf"(?P<label>{_HAN_LABEL}|{_LATIN_LABEL})"
    r"(?P<colon>[ \u00a0\u3000]{0,4}[:：][ \t\u00a0\u3000]{0,8}+)(?![“”「『\"/])"
)
# A label before anything that is no language, known or not: `举报受理和处置：010-12345678`.
_BARE_VALUE: Final = re.compile(
    rf"(?P<label>[{HAN}（）()]{{2,30}}"
    rf"|[A-Z][A-Za-z ]{{1,30}})(?P<colon>[ ]{{0,2}}[:：][ \t\u00a0\u3000]{{0,8}})"
    r"(?=(?:https?://|www\.)|[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z]"
    r"|[+0-9(（][0-9 ()（）+.:/-]{4,40}$|0?[0-9]{3,4}-[0-9]{6,8}（[^（）]{1,24}）$|$)"
)
LABELLED_END: Final = re.compile(
    rf"([{HAN}（）()]{{0,24}}(?:证号|许可证|备案号|编号|电话|热线|邮编|传真|邮箱|QQ群?|信用代码"
    rf"|代码|手机|號碼|号码))"
    r"[ \u00a0\u3000]{0,4}([+0-9(][0-9A-Z()+ /-]{2,30})"
)
_WEAK_BOUNDARY: Final = "，,；;"
_BOUNDARY: Final = re.compile(r"[\s\u3000（(【\[;；，,|。]")


def label_ends(
    text: str, start: int, end: int, edges: Sequence[int] = ()
) -> Iterator[tuple[int, int, int]]:
    """Each label of `text[start:end]`: its start, where its colon begins, where its value begins.

    Labels stand at the start of the line, behind a blank, a bracket or a full stop, and behind a
    comma or at one of `edges`, in order, where another label came before.
    """
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        return
    at = start
    found = False
    while at < end:
        # Behind a comma only what follows other labels is one: prose has commas, too.
        possible = found or at == start or text[at - 1] not in _WEAK_BOUNDARY
        match = LABEL.match(text, at, end) if possible else None
        if match is None and at == start:
            match = _BARE_VALUE.match(text, at, end)
        if match:
            yield match.start(), match.start("colon"), match.end()
            at = match.end()
            found = True
            continue
        blank = _BOUNDARY.search(text, at, end)
        following = blank.end() if blank else end
        if found and edges:
            number = bisect_right(edges, at)
            following = min(following, *edges[number : number + 1], end)
        at = following
