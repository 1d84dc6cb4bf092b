"""The words and shapes by which `kinds` knows a line; each pattern says one thing."""

from __future__ import annotations

import re
from typing import Final

from glossa.segmentation.labels import BYLINE_WORDS, CONTACT_WORDS, DATE_WORDS, HAN, SOURCE_WORDS

__all__ = [
    "ABOUT",
    "BYLINE",
    "CAPTION",
    "CONTACT",
    "CONTACT_LABEL",
    "DATE",
    "DATE_PARTS",
    "HEADING_MARK",
    "HEADING_START",
    "HOTLINE",
    "LABEL_INSIDE",
    "LEGAL",
    "LINK",
    "MENU_WORD",
    "NAME",
    "NUMBER_MARK",
    "ONLY_URL",
    "PATH",
    "RELATED_HEADING",
    "SENTENCE_END",
    "SOURCE",
    "WIDE",
    "WRITE_TO",
]

WIDE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]"
    "|[\U00020000-\U0003fffd]"
)
SENTENCE_END: Final = re.compile(r"[。！？!?…؟።।۔།.][”’」』\"')）\]】»]{0,3}\Z")
_COLON: Final = r"[ \u00a0\u3000]{0,4}[:：]"
_OPEN: Final = r"[（(【\[]?"

LEGAL: Final = re.compile(
    r"copyright|©|\(c\) ?(?:19|20)[0-9]{2}|all rights? reserved|版权所有|版權所有|著作权"
    r"|公网安备|ICP[备证備證 0-9]"
    r"|(?:许可证|备案|證號|证号|编号|许可證).{0,8}[0-9]{5}|未经.{0,12}(?:授权|许可"
    r"|同意).{0,20}(?:不得|禁止|严禁)"
    r"|违者.{0,6}追究|法律责任|字第?[0-9]{4,}号|licen[cs]e no",
    re.IGNORECASE,
)
CONTACT_LABEL: Final = re.compile(
    rf"{_OPEN}(?:[{HAN}]{{0,12}}?(?:{CONTACT_WORDS}){_COLON}|(?i:Tel|Telephone|Phone|Fax|E-?mail"
    rf"|Address|Телефон|Адрес|تېلېفون|ئادرېس|آدرېس|Hotline|Contact(?: us)?)\.?{_COLON})"
)
HOTLINE: Final = re.compile(
    r"(?<![0-9])(?:1[0-9]{4}|9[56][0-9]{3,4}|110|119|120)(?![0-9年月日个人元万])"
)
CONTACT: Final = re.compile(
    "举报|投诉|电话|热线|客服|咨询|邮箱|传真|联系|报料|爆料|辟谣|服务中心|tel|phone|fax|mail"
    "|contact|hotline|report",
    re.IGNORECASE,
)
WRITE_TO: Final = re.compile(
    r"投稿|来信|联系|发送至|发至|请发|邮箱|send|write to|writ(?:e|ings)|contact|e-?mail|submit",
    re.IGNORECASE,
)
SOURCE: Final = re.compile(
    rf"{_OPEN}[{HAN}]{{0,4}}?(?:{SOURCE_WORDS}){_COLON}|{_OPEN}(?i:(?:News )?Source){_COLON}"
    r"|(?:转自|转载自|来源[ \u3000]|[Vv]ia )|Manba:|Источник:|Kaynak:|(?:مەنبە|المصدر|منبع) ?:"
)
LABEL_INSIDE: Final = re.compile(
    rf"(?:{SOURCE_WORDS}|{BYLINE_WORDS}|[Ss]ource|[Ee]ditor|[Aa]uthor){_COLON}"
)
HEADING_MARK: Final = re.compile("[（(]?[一二三四五六七八九十百]{1,4}[）)]?[、.．]?")
HEADING_START: Final = re.compile(
    "(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
NUMBER_MARK: Final = re.compile("[(（]?[0-9]")
_MONTH: Final = (
    "(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY: Final = (
    r"(?:[0-9]{4}[ ]?[-/.年][ ]?[0-9]{1,2}[ ]?[-/.月][ ]?[0-9]{1,2}日?"
    r"|[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{2}"
    rf"|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}|[0-9]{{1,2}}(?:st|nd|rd"
    rf"|th)? {_MONTH},? [0-9]{{4}}"
    r"|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}"
    r"|二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
_DATE_LABEL: Final = (
    rf"(?:[{HAN}]{{0,4}}?(?:{DATE_WORDS})"
    r"|(?i:Date|Time|Published(?: on)?|(?:Last )?updated(?: on| at)?|Posted(?: on)?))"
)
DATE: Final = re.compile(
    rf"{_OPEN}(?P<label>{_DATE_LABEL}(?:{_COLON}|[ ]{_DAY}))|{_OPEN}[ \u3000]{{0,4}}{_DAY}"
)
DATE_PARTS: Final = re.compile(
    rf"{_DATE_LABEL}{_COLON}|{_DAY}|[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?"
    rf"|星期[一二三四五六日天]|[上下]午|(?i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\W"
)
BYLINE: Final = re.compile(
    rf"{_OPEN}[{HAN}]{{0,4}}?(?:{BYLINE_WORDS})(?:{_COLON}|[ \u3000/／丨"
    rf"|][ \u3000]{{0,4}}[{HAN}]{{2,4}})"
    rf"|{_OPEN}(?:文|撰文|图)[/／｜|丨:：][ ]?[{HAN}]{{2,4}}"
    rf"|{_OPEN}(?:本报|本网|本台|新华社|人民网|中新社)?(?:记者"
    rf"|通讯员)[ \u3000][{HAN}]{{2,4}}(?![{HAN}])"
    r"|(?:Editor(?:s|-in-chief)?|Author|Reporter|Writer|Translat(?:or|ed by)|Edited by"
    r"|Written by)[ ]?[:：]"
    r"|By[:： \u00a0]{1,3}(?:[A-Z][\w'’.-]*[ ,]{0,2}(?:and )?){1,6}(?:[|(/\-–].{0,40})?$"
)
ABOUT: Final = re.compile(
    r"(?:About|关于作者|作者简介)(?:[ :：]{0,2}[A-Z][\w'’.-]*){0,4}[:：]?|About [Tt]he [Aa]uthors?"
)
CAPTION: Final = re.compile(
    rf"^(?:图为|图[:：]|图[0-9一二三四五六七八九]|[△▲▼↑↓]|资料图|资料照片|配图|图片说明|图源"
    rf"|图片来源|视频截图|Photo(?:s|graph)?(?: by| credit)?[ :：]|Caption[:：]|Figure [0-9])"
    rf"|[ \u3000（(。][{HAN}·]{{2,12}}[ \u3000]?摄[）)]?$|(?:新华社|中新社|视觉中国|IC photo"
    rf"|VCG)[）)\]]?$"
    r"|[（(\[]Photo[^）)\]]{0,60}[）)\]]$|^[A-Z][A-Za-z .'-]{1,40}(?<! )/ ?(?:[A-Z][A-Z ]{2,30}"
    r"|Xinhua|AP|AFP|Reuters|VCG|IC|Getty Images|CFP)$"
)
RELATED_HEADING: Final = re.compile(
    r"[【\[■●>»]?\s?(?:(?:相关|最新|热门|延伸|推荐|精彩|热点|更多|其他|头条|今日|編輯|编辑|猜你"
    r"|为您|为你|大家|热|本周|今天|新闻|图片)"
    r"(?:推荐|阅读|新闻|文章|资讯|报道|内容|链接|热点|喜欢|都在看|精选|点击|排行|要闻|关注|專題"
    r"|专题|視頻|视频|图集|搜索|榜)(?:榜|推荐|阅读)?)"
    r"(?:[:：】\]]|\s?(?:更多|>>|MORE|More))?"
    r"|(?:Related(?: (?:news|articles?|posts?|stories|links|reading|content|topics))?"
    r"|Read [Mm]ore|More (?:from|news|stories|on)(?: .{1,30})?"
    r"|Check [Aa]lso|You (?:may|might) (?:also )?like|Recommended(?: for you)?|Latest(?: news)?"
    r"|Most (?:read|popular|viewed)|Trending(?: now)?"
    r"|See also|Editor'?s picks?|Top stories|Popular(?: posts)?|Recent posts|Похожие"
    r"|Читайте также|İlgili [Hh]aberler|Articles liés)[:：]?",
    re.IGNORECASE,
)
LINK: Final = re.compile(
    rf"(?:附件|[大中小]?字号|字體|返回|上一則|下一則|回首頁|点击|點擊|回到|回首页|更多|查看"
    rf"|下载|分享|转发"
    rf"|打印|收藏|关闭|展开|收起|扫码"
    rf"|扫一扫|阅读全文|阅读原文|原文链接|加入收藏|设为首页|我要|举报|登录|注册|订阅|关注我们"
    rf"|上一[篇页条]|下一[篇页条]|进入|前往|立即"
    rf"|网页链接)[{HAN}A-Z>》…，]{{0,14}}(?:[:：>》».]{{0,3}}|[:：].{{0,60}})$"
    r"|(?i:Read (?:more|the full)|Share|Print|Back to|Click|Download|Subscribe|Sign (?:in|up)"
    r"|Log ?in|View (?:all|more)|Learn more|More|Follow us|Show more|Load more"
    r"|Go to|Return to|Next|Previous|Tweet|Comments?|Leave a (?:comment|reply)|Report"
    r"|Skip to)(?: [\w'’ ]{1,30})? ?[:：>»….]{0,3}$"
)
ONLY_URL: Final = re.compile(r"(?:https?://|www\.)[!-~]{3,2000}")
PATH: Final = re.compile(
    r"[A-Z]{2,20}(?: / [A-Z][A-Z ]{1,20}){1,4}$|"
    r"(?:您?(?:当前|现在|所在)的?位置|您的位置|当前位置|現在位置|目前位置|You are here|首页|首頁"
    r"|Home)[:： ]{0,3}(?:[>»›/|→]|[^>»›]{0,30}[>»›])"
)
MENU_WORD: Final = re.compile(
    "首页|主页|新闻|视频|图片|专题|直播|搜索|登录|注册|导航|菜单|网站地图|关于我们|联系我们"
    "|频道|栏目|客户端|手机版|无障碍|English|中文|繁体|简体"
    "|Home|News|Menu|Search|About(?: us)?|Contact(?: us)?|Login|Sitemap|Videos?|Photos?|Sports?"
    "|Opinion|Business|Culture|Travel|World|China",
    re.IGNORECASE,
)
NAME: Final = re.compile(
    rf"(?:By )?(?:[A-Z][\w'’.-]{{0,24}}[ \u00a0]){{1,3}}[A-Z][\w'’.-]{{0,24}}|[{HAN}]{{2,4}}"
    rf"|[{HAN}]{{1,8}}·[{HAN}·]{{1,12}}"
)
