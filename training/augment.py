"""Synthetic pairs, cheap and real: source lines, dates, numbers, separators, copies, names.

Pure standard library; every function takes its own random.Random, so runs repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Pair = tuple[str, str]

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# The same separator on both sides: what a headline list or a page title uses.
SEPARATORS: list[Pair] = [
    ("|", " | "),
    (" | ", " | "),
    ("丨", " | "),
    ("——", " — "),
    ("--", " -- "),
    (" - ", " - "),
    ("_", " - "),
    (":", ": "),
    (" ", " "),
    ("、", ", "),
    ("/", "/"),
    (" · ", " · "),
    (",", ", "),
    (" > ", " > "),
]

# {media} {name} {person-like code} and so on are filled on both sides alike.
TEMPLATES: list[Pair] = [
    ("来源:{media}", "Source: {media}"),
    ("来源: {media}", "Source: {media}"),
    ("文章来源:{media}", "Source: {media}"),
    ("新闻来源:{media}", "News source: {media}"),
    ("稿源:{media}", "Source: {media}"),
    ("来源:{media} 发布日期:{date}", "Source: {media} Published: {date}"),
    ("来源:{media} {date}", "Source: {media} {date}"),
    ("来源:{media} 作者:{latin}", "Source: {media} Author: {latin}"),
    ("{date} 来源:{media}", "{date} Source: {media}"),
    ("{date} {time} 来源:{media}", "{date} {time} Source: {media}"),
    ("{media}记者", "{media} reporter"),
    ("{media}讯", "{media} report"),
    ("{media}{date}电", "{media}, {date}"),
    ("发布日期:{date}", "Published: {date}"),
    ("发布时间:{date}", "Published: {date}"),
    ("发布时间:{date} {time}", "Published: {date} {time}"),
    ("更新时间:{date} {time}", "Updated: {date} {time}"),
    ("更新日期:{date}", "Updated: {date}"),
    ("时间:{date}", "Time: {date}"),
    ("日期:{date}", "Date: {date}"),
    ("{date}", "{date}"),
    ("{date} {time}", "{date} {time}"),
    ("截至{date}", "As of {date}"),
    ("{year}年", "{year}"),
    ("{year}年{n}月", "{monthname} {year}"),
    ("{year}年版", "{year} edition"),
    ("{year}年第{n}期", "Issue {n}, {year}"),
    ("第{n}期", "Issue {n}"),
    ("第{n}页", "Page {n}"),
    ("第{n}版", "Page {n}"),
    ("共{n}页", "{n} pages in total"),
    ("第{n}章", "Chapter {n}"),
    ("第{n}条", "Article {n}"),
    ("第{n}集", "Episode {n}"),
    ("阅读:{n}", "Views: {n}"),
    ("阅读 {n}", "Views {n}"),
    ("浏览次数:{n}", "Views: {n}"),
    ("点击数:{n}", "Clicks: {n}"),
    ("评论({n})", "Comments ({n})"),
    ("评论 {n}", "Comments {n}"),
    ("点赞 {n}", "Likes {n}"),
    ("分享 {n}", "Shares {n}"),
    ("{n}分钟前", "{n} minutes ago"),
    ("{n}小时前", "{n} hours ago"),
    ("{n}天前", "{n} days ago"),
    ("{n}条评论", "{n} comments"),
    ("{n}人参与", "{n} participants"),
    ("{n}%", "{n}%"),
    ("增长{n}%", "Up {n}%"),
    ("下降{n}%", "Down {n}%"),
    ("{n}公里", "{n} kilometers"),
    ("{n}吨", "{n} tons"),
    ("{n}元", "{n} yuan"),
    ("电话:{phone}", "Tel: {phone}"),
    ("联系电话:{phone}", "Contact phone: {phone}"),
    ("举报电话:{phone}", "Report hotline: {phone}"),
    (
        "违法和不良信息举报电话:{phone}",
        "Hotline for reporting illegal and harmful content: {phone}",
    ),
    ("传真:{phone}", "Fax: {phone}"),
    ("热线:{phone}", "Hotline: {phone}"),
    ("客服热线:{phone}", "Customer service hotline: {phone}"),
    ("邮编:{code6}", "Postal code: {code6}"),
    ("邮箱:{email}", "E-mail: {email}"),
    ("电子邮箱:{email}", "E-mail: {email}"),
    ("举报邮箱:{email}", "Report e-mail: {email}"),
    ("投稿邮箱:{email}", "Submissions: {email}"),
    ("网址:{url}", "Website: {url}"),
    ("官网:{url}", "Official website: {url}"),
    ("许可证号:{code8}", "License No.: {code8}"),
    ("许可证编号:{code8}", "License No.: {code8}"),
    ("互联网新闻信息服务许可证:{code8}", "Internet News Information Service License: {code8}"),
    (
        "互联网新闻信息服务许可证编号:{code8}",
        "Internet News Information Service License No.: {code8}",
    ),
    (
        "信息网络传播视听节目许可证:{code8}",
        "License for Online Audio-Visual Programs: {code8}",
    ),
    ("增值电信业务经营许可证:{code8}", "Value-added Telecom Business License: {code8}"),
    ("广播电视节目制作经营许可证:{code8}", "Radio and TV Program Production License: {code8}"),
    ("网络文化经营许可证:{code8}", "Online Culture Business License: {code8}"),
    ("营业执照:{code8}", "Business license: {code8}"),
    ("统一社会信用代码:{code8}", "Unified social credit code: {code8}"),
    ("京ICP备{code8}号", "Beijing ICP No. {code8}"),
    ("京ICP证{code6}号", "Beijing ICP License No. {code6}"),
    ("滇ICP备{code8}号-{d}", "Yunnan ICP No. {code8}-{d}"),
    ("新ICP备{code8}号-{d}", "Xinjiang ICP No. {code8}-{d}"),
    ("沪ICP备{code8}号-{d}", "Shanghai ICP No. {code8}-{d}"),
    ("粤ICP备{code8}号", "Guangdong ICP No. {code8}"),
    ("浙ICP备{code8}号", "Zhejiang ICP No. {code8}"),
    ("苏ICP备{code8}号-{d}", "Jiangsu ICP No. {code8}-{d}"),
    ("ICP备案号:{code8}", "ICP filing No.: {code8}"),
    ("京公网安备{code12}号", "Beijing Public Security Filing No. {code12}"),
    ("公网安备{code12}号", "Public Security Filing No. {code12}"),
    ("滇公网安备 {code12}号", "Yunnan Public Security Filing No. {code12}"),
    ("新公网安备{code12}号", "Xinjiang Public Security Filing No. {code12}"),
    ("版权所有 {media}", "All rights reserved {media}"),
    ("{media}版权所有", "Copyright {media}"),
    ("{media} 版权所有 未经许可不得转载", "Copyright {media}. No reproduction without permission"),
    ("{media}主办", "Sponsored by {media}"),
    ("关于{media}", "About {media}"),
    ("{media}客户端", "{media} app"),
    ("下载{media}客户端", "Download the {media} app"),
    ("{media}首页", "{media} home"),
    ("返回{media}首页", "Back to {media} home"),
    ("返回新闻频道", "Back to the news channel"),
    ("返回首页", "Back to home"),
    ("{media}微信公众号", "{media} WeChat account"),
    ("{media}微博", "{media} Weibo"),
    ("编辑:{latin}", "Editor: {latin}"),
    ("责任编辑:{latin}", "Editor in charge: {latin}"),
    ("责编:{latin}", "Editor in charge: {latin}"),
    ("作者:{latin}", "Author: {latin}"),
    ("记者:{latin}", "Reporter: {latin}"),
    ("摄影:{latin}", "Photo: {latin}"),
    ("{place}旅游", "{place} tourism"),
    ("{place}新闻", "{place} news"),
    ("{place}概况", "{place} overview"),
    ("{place}人民政府", "People's Government of {place}"),
    ("{place}政府", "{place} government"),
    ("{place}人民政府办公室", "General Office of the People's Government of {place}"),
    ("{place}文化和旅游局", "{place} Bureau of Culture and Tourism"),
    ("{place}农业农村局", "{place} Bureau of Agriculture and Rural Affairs"),
    ("{place}教育局", "{place} Education Bureau"),
    ("{place}公安局", "{place} Public Security Bureau"),
    ("{place}人民医院", "{place} People's Hospital"),
    ("{place}第{d}中学", "{place} No. {d} Middle School"),
    ("{place}居民", "{place} residents"),
    ("{place}农民", "Farmers in {place}"),
    ("{place}经济发展", "Economic development in {place}"),
    ("{place}乡村振兴", "Rural vitalization in {place}"),
    ("{place}电商", "E-commerce in {place}"),
    ("{place}农产品", "{place} farm produce"),
    ("{place}特产", "{place} specialties"),
    ("{place}天气", "{place} weather"),
    ("{place}地图", "Map of {place}"),
    ("{place}机场", "{place} Airport"),
    ("{place}火车站", "{place} Railway Station"),
    ("走进{place}", "Into {place}"),
    ("美丽{place}", "Beautiful {place}"),
    ("在{place}", "In {place}"),
    ("{place}的故事", "The story of {place}"),
    ("{place}举行新闻发布会", "{place} holds a press conference"),
    ("{place}举办文化旅游节", "{place} holds a culture and tourism festival"),
    ("{place}迎来旅游旺季", "{place} enters its peak tourist season"),
    ("{place}启动乡村振兴项目", "{place} launches a rural vitalization project"),
    ("{place}发生{d}.{d}级地震", "A magnitude {d}.{d} earthquake hits {place}"),
    ("{place}至{place2}", "{place} to {place2}"),
    ("从{place}到{place2}", "From {place} to {place2}"),
    ("{place}与{place2}", "{place} and {place2}"),
    ("{place}、{place2}", "{place}, {place2}"),
    ("{product}丰收", "{product} harvest"),
    ("{product}种植", "{product} growing"),
    ("{product}产业", "{product} industry"),
    ("{place}{product}", "{product} from {place}"),
    ("{product}销往全国", "{product} sold nationwide"),
    ("{people}文化", "{people} culture"),
    ("{people}人口", "{people} population"),
    ("{people}传统服饰", "Traditional {people} costumes"),
    ("{platform}直播", "{platform} livestream"),
    ("{platform}官网", "{platform} official website"),
    ("在{platform}上销售", "Sold on {platform}"),
    ("{org}发布{year}年报告", "{org} releases {year} report"),
    ("{org}:", "{org}:"),
    ("《{latin}》", '"{latin}"'),
    ("使用{latin}登录", "Log in with {latin}"),
    ("下载{latin}", "Download {latin}"),
    ("关于{latin}", "About {latin}"),
    ("{latin}中国", "{latin} China"),
    ("{latin}官方网站", "{latin} official website"),
    ("扫描二维码下载{latin}", "Scan the QR code to download {latin}"),
]


class Names:
    """Names by role (media, place, product, people, platform, org), each (zh, en)."""

    def __init__(self, roles: dict[str, list[Pair]]) -> None:
        self.roles = roles

    def pick(self, role: str, rng: Random, latin_share: float = 0.25) -> Pair:
        """One name; for a share of them the Chinese side already holds the English form."""
        zh, en = rng.choice(self.roles[role])
        return (en, en) if rng.random() < latin_share else (zh, en)


def date(rng: Random) -> Pair:
    """A date in one of the usual Chinese forms and its English."""
    year, month, day = rng.randint(1990, 2030), rng.randint(1, 12), rng.randint(1, 28)
    english = f"{MONTHS[month - 1]} {day}, {year}"
    form = rng.randrange(5)
    if form == 0:
        return f"{year}年{month:02d}月{day:02d}日", english
    if form == 1:
        return f"{year}年{month}月{day}日", english
    if form == 2:
        return f"{month}月{day}日", f"{MONTHS[month - 1]} {day}"
    if form == 3:
        return f"{year}-{month:02d}-{day:02d}", f"{year}-{month:02d}-{day:02d}"
    return f"{year}/{month}/{day}", f"{year}/{month}/{day}"


def digits(rng: Random, count: int) -> str:
    """A run of so many digits that does not begin with 0."""
    return str(rng.randint(10 ** (count - 1), 10**count - 1))


def phone(rng: Random) -> str:
    """A made-up telephone number in a Chinese layout."""
    layouts: list[Callable[[], str]] = [
        lambda: f"0{digits(rng, 3)}-{digits(rng, 8)}",
        lambda: f"0{digits(rng, 2)}-{digits(rng, 8)}",
        lambda: f"400-{digits(rng, 3)}-{digits(rng, 4)}",
        lambda: f"1{digits(rng, 10)}",
        lambda: digits(rng, 5),
    ]
    return rng.choice(layouts)()


def number(rng: Random) -> str:
    """A plain number: small ones more often; sometimes decimals or thousands commas."""
    roll = rng.random()
    if roll < 0.6:
        return str(rng.randint(1, 100))
    if roll < 0.75:
        return f"{rng.randint(1, 99)}.{rng.randint(1, 9)}"
    if roll < 0.9:
        return str(rng.randint(100, 9999))
    return f"{rng.randint(1000, 999999):,}"


def slug(latin: Sequence[str], rng: Random) -> str:
    """A short lower-case word for addresses."""
    word = "".join(char for char in rng.choice(latin).lower() if char.isascii() and char.isalnum())
    return (word or "info")[:12]


def fill(template: Pair, names: Names, latin: Sequence[str], rng: Random) -> Pair:
    """Both sides of a template with the same made-up values."""
    zh, en = template
    month = rng.randint(1, 12)
    host = f"{slug(latin, rng)}.{rng.choice(['cn', 'com', 'com.cn', 'org', 'net', 'gov.cn'])}"
    clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    values: dict[str, Pair] = {"date": date(rng)}
    for field, value in {
        "n": str(month) if "{monthname}" in en else number(rng),
        "d": str(rng.randint(1, 9)),
        "monthname": MONTHS[month - 1],
        "year": str(rng.randint(1949, 2030)),
        "time": clock,
        "phone": phone(rng),
        "email": f"{slug(latin, rng)}@{host}",
        "url": rng.choice(["www.", "https://www.", ""]) + host,
        "code6": digits(rng, 6),
        "code8": rng.choice(["", "", "A", "B2-"]) + digits(rng, rng.randint(7, 11)),
        "code12": digits(rng, rng.randint(12, 14)),
        "latin": rng.choice(latin),
    }.items():
        values[field] = (value, value)
    for field, role in {"place2": "place"}.items():
        values[field] = names.pick(role, rng)
    for role in names.roles:
        values[role] = names.pick(role, rng)
    for field, (zh_value, en_value) in values.items():
        zh = zh.replace("{" + field + "}", zh_value)
        en = en.replace("{" + field + "}", en_value)
    return zh, en[:1].upper() + en[1:]


def template(names: Names, latin: Sequence[str], rng: Random) -> Pair:
    """One of the templates, filled."""
    return fill(rng.choice(TEMPLATES), names, latin, rng)


def join(first: Pair, second: Pair, rng: Random) -> Pair:
    """Two short pairs with one separator between, so that no half gets lost."""
    zh_mark, en_mark = rng.choice(SEPARATORS)
    return first[0] + zh_mark + second[0], first[1] + en_mark + second[1]


def copy(latin: Sequence[str], rng: Random) -> Pair:
    """A Latin string, number, code or address that must come out unchanged."""
    host = f"{slug(latin, rng)}.{rng.choice(['cn', 'com', 'com.cn', 'org', 'net'])}"
    roll = rng.random()
    if roll < 0.55:
        text = rng.choice(latin)
    elif roll < 0.65:
        text = f"{slug(latin, rng)}@{host}"
    elif roll < 0.75:
        text = rng.choice(["www.", "https://www.", ""]) + host
    elif roll < 0.85:
        text = phone(rng)
    elif roll < 0.93:
        text = digits(rng, rng.randint(1, 14))
    else:
        text = f"{rng.choice('ABCDEFGHKPSX')}{digits(rng, rng.randint(1, 5))}"
    return text, text
