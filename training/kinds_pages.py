"""Made pages with labels: many layouts, few words, to learn what stands where on pages.

Nothing in them is taken from a site or from `corpus/labelled/test`. The same seed gives the same
pages. Words are in `kinds_words.json`.
"""

# Long literals and many small chances: that is what such a page is made of.
# ruff: noqa: C901, E501, E741, N806, RUF034, FURB171

from __future__ import annotations

import html
import json
import random
from pathlib import Path

R = random.Random(7)
WORDS = json.loads(Path(__file__).with_name("kinds_words.json").read_text(encoding="utf-8"))


def name():
    """A person's name."""
    return R.choice(WORDS["SN"]) + R.choice(WORDS["GN"])


def fill(text):
    """A sentence with places, people and numbers in it."""
    return text.format(
        p=R.choice(WORDS["PL"]),
        s=R.choice(WORDS["SUB"]),
        n=name(),
        m=R.randint(1, 12),
        d=R.randint(3, 90),
    )


class Page:
    """A page put together by chance."""

    def __init__(self):
        self.nocls = R.random() < 0.25
        self.semantic = R.random() < 0.35
        self.table = (not self.semantic) and R.random() < 0.25
        self.en = R.random() < 0.15
        self.ru = not self.en and R.random() < 0.06
        self.site = R.choice(WORDS["SITE"]) + R.choice(WORDS["SUF"])
        self.out = []

    def _c(self, words, p=0.8):
        if self.nocls or R.random() > p:
            return ""
        w = R.choice(words.split())
        if R.random() < 0.3:
            w = (
                R.choice(["g", "m", "x", "art", "my", "n", "c", "top", "box", "sec"])
                + R.choice(["-", "_", ""])
                + (w if R.random() < 0.5 else w.capitalize())
            )
        if R.random() < 0.2:
            w += str(R.randint(1, 9))
        if R.random() < 0.1:
            w += " " + R.choice(["fl", "fr", "cf", "clearfix", "on", "act", "w1000", "mt10", "s1"])
        return f' {R.choice(["class", "class", "class", "class", "id"])}="{w}"'

    def _junk(self):
        return self._c(
            "box wrap inner con1 mod w mid lay blk area zone part item unit cell bd kk aa dd sec tx pz gs",
            0.5,
        )

    def _put(self, t):
        self.out.append(t)

    def _b(self, kind, text, tag="div", cls="", lang="", a=False):
        t = html.escape(text) if "<" not in text else text
        if a:
            t = f'<a href="#">{t}</a>'
        l = f' data-lang="{lang}"' if lang else ""
        self._put(f'<{tag}{cls} data-kind="{kind}"{l}>{t}</{tag}>')

    def _title(self):
        if self.en:
            return R.choice(WORDS["EP"]) + " " + R.choice(WORDS["EV"])
        if self.ru:
            return R.choice(
                [
                    "В посёлке открыли новую школу",
                    "Мост через реку закроют на ремонт",
                    "Фестиваль дыни прошёл в субботу",
                    "Урожай хлопка убирают раньше срока",
                    "Где купить билеты на автобус",
                ]
            )
        t = (
            R.choice(WORDS["PL"])
            + R.choice(["", "", ""] + WORDS["SUB"])
            + R.choice(WORDS["SUB"])
            + R.choice(WORDS["VB"])
        )
        if R.random() < 0.25:
            t = R.choice(WORDS["PRE"][3:]) + t
        if t.startswith("“"):
            t += "”"
        if R.random() < 0.25:
            t += "：" + R.choice(WORDS["LI"])
        elif R.random() < 0.15:
            t += "？"
        elif R.random() < 0.2:
            t = (
                R.choice(WORDS["LI"])
                + R.choice([" ", "，"])
                + R.choice(WORDS["SUB"])
                + R.choice(WORDS["VB"])
            )
        elif R.random() < 0.2:
            t = f"关于{R.choice(WORDS['SUB'])}{R.choice(['招聘', '搬迁', '停水', '放假', '收费'])}的{R.choice(['通知', '公告', '通告', '公示'])}"
        elif R.random() < 0.1:
            t = R.choice(WORDS["PL"]) + R.choice(
                ["游记", "好去处", "怎么玩", "美食地图", "拼车", "二手自行车转让"]
            )
        return t

    def _sent(self, n):
        if self.en:
            return "¦ ".join(R.choice(WORDS["ES"]) for _ in range(n))
        if self.ru:
            return "¦ ".join(R.choice(WORDS["RS"]) for _ in range(n))
        return "¦".join(fill(R.choice(WORDS["ZS"])) for _ in range(n))

    def _date(self, full=None):
        y, m, d = R.randint(2004, 2026), R.randint(1, 12), R.randint(1, 28)
        t = f"{R.randint(0, 23):02d}:{R.randint(0, 59):02d}"
        if self.en:
            return R.choice(
                [
                    f"{R.choice(['Jan', 'Feb', 'March', 'April', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct'])} {d}, {y}",
                    f"{y}-{m:02d}-{d:02d}",
                ]
            )
        return R.choice(
            [
                f"{y}-{m:02d}-{d:02d}",
                f"{y}年{m}月{d}日",
                f"{y}年{m:02d}月{d:02d}日 {t}",
                f"{y}/{m}/{d}",
                f"{y}-{m:02d}-{d:02d} {t}",
                f"{m:02d}-{d:02d}",
                f"{m}月{d}日",
                f"[{m:02d}-{d:02d}]",
                f"{y}.{m:02d}.{d:02d}",
            ][0 if full is None else 0 : 5 if full else 9]
        )

    def _src(self):
        return R.choice(
            [
                R.choice(WORDS["SITE"]) + R.choice(WORDS["SUF"]),
                R.choice(WORDS["PL"])
                + R.choice(["日报", "发布", "融媒体中心", "晚报", "教育", "交警", "文旅"]),
                R.choice(WORDS["SUB"]) + "局",
            ]
        )

    def _head(self):
        self._put(
            f'<title data-kind="headline">{self._title()}{R.choice(["_", "-", " - "]).join(["", ""])}</title>'
            if R.random() < 0.5
            else f'<title data-kind="headline">{self._title()}¦{R.choice(["_", "-", " - "])}{self.site}</title>'
        )
        if R.random() < 0.4:
            if R.random() < 0.6:
                self._put(
                    f'<meta name="description" content="{self._sent(1)}" data-kind-content="paragraph">'
                )
            else:
                self._put(
                    f'<meta name="description" content="{self.site}是面向{R.choice(WORDS["PL"])}的{R.choice(["门户网站", "专业商城", "信息平台"])}。" data-kind-content="other">'
                )

    def _top(self):
        tag = "header" if self.semantic else "div"
        self._put(f"<{tag}{self._c('head header top hd banner topbar tou')}>")
        parts = []
        if R.random() < 0.5:
            parts.append(
                lambda: self._b(
                    "dateline",
                    R.choice(["", "今天是"])
                    + f"2026年{R.randint(1, 12)}月{R.randint(1, 28)}日 星期{R.choice('一二三四五六日')}",
                    "div",
                    self._c("date today time rq"),
                )
            )
        if R.random() < 0.4:
            parts.append(
                lambda: self._b(
                    "other",
                    R.choice(WORDS["PL"]) + R.choice([" 晴 3℃～15℃", " 多云 12℃", " 小雨 8~14度"]),
                    "div",
                    self._c("weather wea tianqi tq"),
                )
            )
        if R.random() < 0.6:
            parts.append(
                lambda: [
                    self._b(
                        "link", x, R.choice(["div", "li", "p"]), self._junk(), a=R.random() < 0.8
                    )
                    for x in R.choice(
                        [
                            ["登录", "注册"],
                            ["请登录", "免费注册"],
                            ["个人登录", "企业登录"],
                            ["登录/注册"],
                            ["Sign in"],
                        ]
                    )
                ]
            )
        parts.append(
            lambda: (
                self._put(f'<img src="l.png" alt="{self.site}" data-kind-alt="other">')
                if R.random() < 0.5
                else self._b("other", self.site, "div", self._c("logo brand name site"))
            )
        )
        if R.random() < 0.4:
            parts.append(
                lambda: self._b(
                    "other",
                    R.choice(
                        [
                            "风雨同行",
                            "记录身边的每一天",
                            "您身边的生活帮手",
                            "品质成就未来",
                            "读懂这片土地",
                            "每天一点新鲜事",
                            "Your window on the west",
                        ]
                    ),
                    "p",
                    self._c("slogan wel sub"),
                )
            )
        if R.random() < 0.5:
            parts.append(
                lambda: self._put(
                    f'<form><input placeholder="{R.choice(["请输入关键词", "搜索", "搜新闻", "站内搜索", "输入职位或公司", "Search"])}" data-kind-placeholder="navigation"><{R.choice(["button"])} data-kind="link">{R.choice(["搜索", "搜一下", "查询", "检索", "Search"])}</button></form>'
                )
            )
        R.shuffle(parts)
        for p in parts:
            p()
        self._put(f"</{tag}>")

    def _nav(
        self, items=None, cls="nav menu gnav topnav mainNav dh daohang cate lanmu nv subnav sidenav"
    ):
        items = items or R.sample(WORDS["ENAV"] if self.en else WORDS["NAV"], R.randint(4, 12))
        f = R.random()
        if f < 0.5:
            t = "nav" if self.semantic else "div"
            self._put(f"<{t}{self._c(cls)}><ul>")
            a = R.random() < 0.7
            for i in items:
                self._b("navigation", i, "li", "", a=a)
            self._put(f"</ul></{t}>")
        elif f < 0.7:
            self._b(
                "navigation",
                R.choice([" | ", "|", " ", " · ", "　", " / "]).join(f"<a>{i}</a>¦" for i in items)[
                    :-1
                ],
                R.choice(["p", "div"]),
                self._c(cls),
            )
        elif f < 0.85 or self.table:
            self._put(f"<table{self._c(cls, 0.4)}><tr>")
            [self._b("navigation", i, "td", "", a=R.random() < 0.8) for i in items]
            self._put("</tr></table>")
        else:
            self._put(f"<div{self._c(cls)}>")
            [self._b("navigation", i, "div", "", a=True) for i in items]
            self._put("</div>")

    def _crumb(self):
        sep = R.choice([" > ", " » ", " / ", " › ", ">"])
        it = [
            "首页",
            R.choice(WORDS["NAV"]),
            R.choice(WORDS["NAV"]),
            R.choice(["正文", "详情", self._title()]),
        ][: R.randint(2, 4)]
        self._b(
            "navigation",
            R.choice(["", "当前位置：¦", "您的位置：¦", "所在位置："]) + f"¦{sep}".join(it),
            R.choice(["div", "p"]),
            self._c("crumb breadcrumb position pos location wz dqwz path place"),
        )

    def _meta(self):
        n, sr, d = name(), self._src(), self._date(True)
        if R.random() < 0.55:
            its = [
                ("source", f"来源：¦{sr}"),
                ("dateline", R.choice([d, f"发布时间：¦{d}", f"时间：¦{d}", f"发布日期：¦{d}"])),
                (
                    "byline",
                    R.choice([f"作者：¦{n}", f"编辑：¦{n}", f"责任编辑：¦{n}", f"记者 {n}"]),
                ),
            ]
            if self.en:
                its = [
                    ("source", f"Source: ¦{sr}"),
                    ("dateline", R.choice([d, f"Updated: ¦{d}"])),
                    ("byline", R.choice(["By Ann Lee", "By Mark Woods", "Editor: ¦Li Wei"])),
                ]
            R.shuffle(its)
            its = its[: R.randint(1, 3)]
            if R.random() < 0.3:
                its.append(("other", f"浏览次数：{R.randint(10, 999)}"))
            k = its[0][0]
            self._b(
                k if k != "other" else its[1][0],
                "¦　".join(t for _, t in its),
                R.choice(["div", "p"]),
                self._c("info meta msg artinfo xx source bar"),
            ) if k != "other" else None
        else:
            its = [
                (
                    "source",
                    R.choice([f"来源：¦{sr}", sr + f"¦ {d}", f"（来源：¦{sr}）", f"转自：¦{sr}"]),
                    "source src ly from",
                ),
                (
                    "dateline",
                    R.choice([d, f"发布时间：¦{d}", f"{d} 发布", "2小时前", "昨天 12:30"]),
                    "date time pubtime rq sj",
                ),
                (
                    "byline",
                    R.choice(
                        [
                            f"作者：¦{n}",
                            f"文/{n}",
                            f"本报记者 {n}",
                            n,
                            f"编辑：¦{n}",
                            f"撰文：¦{n}　摄影：¦{name()}",
                        ]
                    ),
                    "author by auth writer zz editor",
                ),
            ]
            R.shuffle(its)
            for k, t, c in its[: R.randint(1, 3)]:
                self._b(k, t, R.choice(["div", "p"]), self._c(c))

    def _lst(self, kind, items, li="ul", cls="list ul lst", a=None, tag=None):
        a = R.random() < 0.7 if a is None else a
        if tag or (self.table and R.random() < 0.5):
            self._put(f"<table{self._c(cls, 0.3)}>")
            [(self._put("<tr>"), self._b(kind, i, "td", a=a), self._put("</tr>")) for i in items]
            self._put("</table>")
        elif R.random() < 0.75:
            self._put(f"<{li}{self._c(cls)}>")
            [self._b(kind, i, "li", "", a=a) for i in items]
            self._put(f"</{li}>")
        else:
            self._put(f"<div{self._c(cls)}>")
            t = R.choice(["p", "div"])
            [self._b(kind, i, t, "", a=a) for i in items]
            self._put("</div>")

    def _article(self):
        t = "article" if self.semantic else "div"
        self._put(f"<{t}{self._c('content con article main detail box body zw')}>")
        h = self._title()
        r = R.random()
        if r < 0.5:
            self._b("headline", h, "h1", self._c("tit title bt", 0.4))
        elif r < 0.8 and not self.nocls:
            self._b(
                "headline", h, R.choice(["div", "p"]), self._c("tit title bt biaoti headline", 1)
            )
        else:
            self._b(
                "headline",
                f'<font size="5">{h}</font>' if self.table else f"<b>{h}</b>",
                R.choice(["div", "p"]),
            )
        if R.random() < 0.25:
            self._b(
                "headline",
                "——" + self._title(),
                R.choice(["p", "h2", "div"]),
                self._c("subtit deck sub-title kicker"),
            )
        self._meta()
        if R.random() < 0.3:
            [
                self._b("link", x, R.choice(["div", "li"]), "", a=True)
                for x in R.sample(["打印", "收藏", "分享到微信", "字号：大 中 小", "纠错", "A+"], 2)
            ]
        self._put(f"<div{self._c('txt text nr content TRS zhengwen body con neirong', 0.6)}>")
        if R.random() < 0.2:
            self._b("paragraph", R.choice(["尊敬的读者：", "各有关单位：", "亲爱的朋友们："]), "p")
        for _ in range(R.randint(2, 7)):
            self._b(
                "paragraph",
                ("　　" if R.random() < 0.4 else "") + self._sent(R.randint(1, 4)),
                "p" if R.random() < 0.85 else "div",
            )
            r = R.random()
            if r < 0.2:
                self._pic()
            elif r < 0.35:
                self._b(
                    "headline",
                    R.choice(WORDS["SUBH"])
                    if R.random() < 0.6
                    else R.choice(["一、", "二、", "三、"]) + R.choice(WORDS["SUBH"]),
                    R.choice(["h2", "h3", "p", "h4", "p"]),
                )
            elif r < 0.47:
                self._lst(
                    "list-item",
                    [
                        x + R.choice(["；", "", "。"])
                        for x in R.sample(WORDS["LI"], R.randint(3, 5))
                    ],
                    R.choice(["ul", "ol"]),
                    a=False,
                )
            elif r < 0.53:
                [
                    self._b("list-item", f"（{'一二三四'[i]}）{x}；", "p")
                    for i, x in enumerate(R.sample(WORDS["LI"], 3))
                ]
            elif r < 0.62:
                self._data()
        self._put("</div>")
        if R.random() < 0.3:
            self._b(
                "byline",
                R.choice(
                    [
                        f"（责任编辑：¦{name()}）",
                        f"编辑：¦{name()}¦　审核：¦{name()}",
                        f"【责编：¦{name()}】",
                        f"记者 {name()} 通讯员 {name()}",
                        R.choice(WORDS["PL"]) + "市" + R.choice(WORDS["SUB"]) + "局",
                    ]
                ),
                "p",
                self._c("editor ed bianji"),
            )
        if R.random() < 0.15:
            self._b(
                "source",
                R.choice(["（据新华社）", f"（{self._src()}供稿）", f"本文转自：¦{self._src()}"]),
                "p",
            )
        if R.random() < 0.15:
            self._b("dateline", self._date(True), "p")
        if R.random() < 0.15:
            self._b(
                "legal",
                R.choice(
                    [
                        "声明：¦本文仅代表作者个人观点。",
                        "未经授权不得转载。",
                        "版权声明：¦转载请注明出处。",
                    ]
                ),
                "p",
                self._c("copy sm shengming"),
            )
        if R.random() < 0.2:
            self._b("headline", "附件", R.choice(["div", "h4"]))
            [
                self._b(
                    "list-item",
                    f"{i}.{R.choice(WORDS['SUB'])}申请表.{R.choice(['doc', 'pdf', 'xls'])}",
                    "div",
                    self._c("fj file"),
                    a=True,
                )
                for i in (1, 2)
            ]
        if R.random() < 0.2:
            self._b(
                "other",
                R.choice(["标签：¦旅游¦ 美食", "#摄影¦ #徒步", "关键词：¦灌溉"]),
                "div",
                self._c("tags tag keyword"),
            )
        if R.random() < 0.4:
            x = R.choice(
                [
                    ("上一篇", "下一篇"),
                    ("上一条", "下一条"),
                    ("上一章", "下一章"),
                    ("上一则", "下一则"),
                ]
            )
            self._put(f"<div{self._c('pn prenext prev page')}>")
            [
                self._b("link", f"{y}：¦{self._title()}", "p" if R.random() < 0.5 else "div")
                for y in x
            ]
            self._put("</div>")
        self._put(f"</{t}>")

    def _pic(self):
        alt = fill(R.choice(WORDS["ALT"]))
        cap = R.choice(
            [
                f"图为{fill(R.choice(WORDS['ALT']))}。",
                fill(R.choice(WORDS["ALT"])),
                fill(R.choice(WORDS["ALT"])) + "。¦" + name() + " 摄",
                f"图{R.randint(1, 5)} " + fill(R.choice(WORDS["ALT"])),
                fill(R.choice(WORDS["ALT"])) + "（资料图）",
                fill(R.choice(WORDS["ALT"])) + "。¦（受访者供图）",
            ]
        )
        sem = self.semantic and R.random() < 0.6
        self._put("<figure>" if sem else f"<div{self._c('pic img photo tu', 0.5)}>")
        if R.random() < 0.6:
            self._put(f'<img src="a.jpg" alt="{alt}" data-kind-alt="caption">')
        if R.random() < 0.8:
            self._b(
                "caption",
                cap,
                "figcaption" if sem else R.choice(["div", "p"]),
                "" if sem else self._c("cap caption tip tushuo picT ts zs"),
            )
        self._put("</figure>" if sem else "</div>")

    def _data(self):
        self._put(f"<table{self._c('param table info syh props canshu', 0.5)}>")
        if R.random() < 0.5:
            n = R.randint(2, 4)
            self._put("<tr>")
            [self._b("list-item", x, R.choice(["th", "td"])) for x in R.sample(WORDS["SPEC"], n)]
            self._put("</tr>")
            for _ in range(R.randint(1, 3)):
                self._put("<tr>")
                [self._b("list-item", R.choice(WORDS["SV"]), "td") for _ in range(n)]
                self._put("</tr>")
        else:
            h = R.choice(["th", "td"])
            for x in R.sample(WORDS["SPEC"], R.randint(2, 5)):
                self._put("<tr>")
                self._b("list-item", x + R.choice(["", "："]), h)
                self._b("list-item", R.choice(WORDS["SV"]), "td")
                self._put("</tr>")
        self._put("</table>")

    def _infobox(self):
        self._put(f"<dl{self._c('info infobox attrs param meta')}>")
        for x in R.sample(WORDS["SPEC"], R.randint(2, 5)):
            self._b("list-item", x, "dt")
            self._b("list-item", R.choice(WORDS["SV"]), "dd")
        self._put("</dl>")

    def _related(self):
        t = "aside" if self.semantic and R.random() < 0.6 else "div"
        self._put(f"<{t}{self._c('related rel xg tuijian hot rank side right like paihang rec')}>")
        self._b(
            "related",
            R.choice(["Related stories", "Most read", "More news"])
            if self.en
            else R.choice(WORDS["REL"]),
            R.choice(["h3", "h2", "div", "h4", "p"]),
            self._c("tit hd title bt", 0.5),
        )
        self._titles("related")
        if R.random() < 0.3:
            self._b(
                "link",
                R.choice(["更多", "更多>>", "查看更多", "换一换"]),
                "div",
                self._c("more"),
                a=True,
            )
        self._put(f"</{t}>")

    def _titles(self, kind):
        n = R.randint(3, 7)
        f = R.random()
        if f < 0.5:
            self._lst(
                kind,
                [R.choice(["", ""]) + self._title() for _ in range(n)],
                R.choice(["ul", "ul", "ol"]),
                "list newslist ul news lb",
            )
        elif f < 0.65:
            self._lst(
                kind,
                [f"{i + 1}{R.choice(['. ', ' ', '、'])}{self._title()}" for i in range(n)],
                "ul",
            )
        elif f < 0.72:
            self._lst(kind, [R.choice("·■●") + self._title() for _ in range(n)], "ul", tag=True)
        else:
            w = R.choice(["li", "tr", "div"])
            self._put(
                {"li": f"<ul{self._c('list')}>", "tr": "<table>", "div": f"<div{self._c('list')}>"}[
                    w
                ]
            )
            date = R.random() < 0.8
            for _ in range(n):
                self._put(f"<{w}>")
                t = "td" if w == "tr" else R.choice(["div"])
                self._b(kind, self._title(), t, a=True)
                if date:
                    self._b("dateline", self._date(), t, self._c("date time", 0.4), lang="zxx")
                else:
                    self._b("source", self._src(), t, self._c("src from", 0.3))
                self._put(f"</{w}>")
            self._put({"li": "</ul>", "tr": "</table>", "div": "</div>"}[w])

    def _column(self):
        t = "section" if self.semantic else "div"
        self._put(f"<{t}{self._junk()}>")
        self._b(
            "headline",
            R.choice(WORDS["COL"]),
            R.choice(["h2", "h3", "div", "td" if self.table else "h2"]),
            self._c("tit title hd bt", 0.5),
            a=R.random() < 0.2,
        )
        if R.random() < 0.35:
            for _ in range(R.randint(1, 3)):
                self._put(f"<div{self._c('item teaser card news')}>")
                self._b(
                    "headline",
                    self._title(),
                    R.choice(["h3", "h4", "div"]),
                    self._c("tit title", 0.5),
                    a=True,
                )
                self._b(
                    "paragraph",
                    self._sent(R.randint(1, 2)) + R.choice(["", "……"]),
                    "p",
                    self._c("desc summary intro txt zy", 0.5),
                )
                if R.random() < 0.3:
                    self._b(
                        "link", R.choice(["[详细]", "阅读全文", "详情", "Read more"]), "div", a=True
                    )
                self._put("</div>")
        else:
            self._titles("related")
        if R.random() < 0.4:
            self._b(
                "link",
                R.choice(["更多>>", "更多", "MORE", "更多…", ">>更多", "查看全部"]),
                R.choice(["div", "p"]),
                self._c("more mr", 0.6),
                a=True,
            )
        self._put(f"</{t}>")

    def _cards(self):
        self._put(f"<div{self._c('cards list rec grid tj')}>")
        self._b("related", R.choice(WORDS["REL"]), R.choice(["h3", "div"]), self._c("tit hd", 0.5))
        for _ in range(R.randint(2, 4)):
            self._put(f"<div{self._c('card item')}>")
            if R.random() < 0.5:
                self._put(
                    f'<img src="c.jpg" alt="{fill(R.choice(WORDS["ALT"]))}" data-kind-alt="caption">'
                )
            self._b("related", self._title(), "div", self._c("tit t name", 0.5))
            if R.random() < 0.6:
                self._b("source", self._src(), "div", self._c("src from up", 0.5))
            if R.random() < 0.5:
                self._b(
                    "other",
                    R.choice(["12:08", "3.2万播放", "¥45.00", "阅读 320", "98人想看"]),
                    "div",
                    self._c("num time price", 0.3),
                )
            self._put("</div>")
        self._put("</div>")

    def _comments(self):
        self._put(f"<div{self._c('comment comments cmt pinglun pl reply')}>")
        self._b(
            "headline",
            R.choice(
                [
                    "网友评论",
                    "评论 32",
                    "评论（5）",
                    "热门评论",
                    "全部评论",
                    "用户评价",
                    "3 Comments",
                    "读者留言",
                    "最新留言",
                ]
            ),
            R.choice(["h3", "div", "h2", "p"]),
            self._c("tit hd", 0.4),
        )
        o = R.sample([0, 1, 2], 3) if R.random() < 0.4 else [0, 2, 1]
        o = R.choice([[0, 1, 2], [0, 2, 1], [2, 0, 1]])
        rep = R.random() < 0.5
        for _ in range(R.randint(2, 5)):
            self._put(f"<div{self._c('item c one floor li')}>")
            for k in o:
                if k == 0:
                    self._b(
                        "byline",
                        R.choice(
                            [
                                R.choice(
                                    [
                                        "沙漠之狐",
                                        "小城故事",
                                        "爱吃馕的猫",
                                        "老马识途",
                                        "匿名用户",
                                        "用户38201",
                                        "k***2",
                                        "Tom_88",
                                        "路人甲",
                                        "天山雪",
                                        "大漠孤烟直",
                                        "一只骆驼",
                                    ]
                                ),
                                name(),
                                R.choice(WORDS["PL"]) + "网友",
                            ]
                        ),
                        "div",
                        self._c("user name author u nick", 0.6),
                    )
                if k == 1:
                    self._b(
                        "paragraph",
                        R.choice(WORDS["CS"]),
                        R.choice(["div", "p"]),
                        self._c("txt con text", 0.4),
                    )
                if k == 2:
                    self._b(
                        "dateline",
                        R.choice(
                            [
                                "3小时前",
                                "昨天 18:20",
                                self._date(True),
                                "10分钟前",
                                "2天前",
                                self._date(),
                            ]
                        ),
                        "div",
                        self._c("date time", 0.6),
                    )
            if rep:
                self._b(
                    "link", R.choice(["回复", "举报", "赞", "回复(2)"]), "div", a=R.random() < 0.7
                )
            self._put("</div>")
        if R.random() < 0.4:
            self._b(
                "link",
                R.choice(["查看全部评论", "展开更多评论", "发表评论", "我要评论"]),
                "div",
                a=R.random() < 0.5,
            )
        self._put("</div>")

    def _forum(self):
        for i in range(R.randint(2, 4)):
            tb = R.random() < 0.5
            self._put(
                f"<table{self._c('post thread floor', 0.6)}><tr><td{self._c('user author pls', 0.6)}>"
                if tb
                else f"<div{self._c('post floor thread')}>"
            )
            self._b(
                "byline",
                R.choice(
                    ["风过戈壁", "骑行者", "tian_88", "红柳滩", "阿力木", "northwind", "背包客老周"]
                ),
                "div",
                self._c("author user authi name uname", 0.7),
            )
            if R.random() < 0.6:
                self._b(
                    "other",
                    R.choice(
                        [
                            "初级会员",
                            "版主",
                            "Member",
                            "论坛元老",
                            "积分 230",
                            "帖子 12",
                            "LV3",
                            "Senior Member",
                        ]
                    ),
                    "div",
                    self._c("lv level grade", 0.5),
                )
            if tb:
                self._put("</td><td>")
            if i == 0:
                self._b(
                    "headline",
                    self._title(),
                    R.choice(["h1", "div", "h2"]),
                    self._c("tit title subject", 0.6),
                )
            self._b(
                "dateline",
                R.choice(
                    [f"发表于 {self._date(True)}", self._date(True), f"Posted {self._date(True)}"]
                ),
                "div",
                self._c("date pti time", 0.5),
            )
            self._b(
                "paragraph",
                self._sent(R.randint(1, 3)) if R.random() < 0.5 else R.choice(WORDS["CS"]),
                "div",
                self._c("txt msg con t_f post-body", 0.6),
            )
            if R.random() < 0.5:
                [
                    self._b("link", x, "div", a=True)
                    for x in R.sample(["回复", "举报", "收藏", "只看该作者", "引用", "点赞"], 2)
                ]
            self._put("</td></tr></table>" if tb else "</div>")

    def _product(self):
        self._put(f"<div{self._c('product prod info detail goods')}>")
        self._b(
            "headline",
            R.choice(
                [
                    "和田玉枣 六星 500g",
                    "深井潜水泵 200QJ",
                    "手工馕 芝麻味 5个装",
                    "碧桂园 三室两厅 精装",
                    "招聘仓库管理员",
                ]
            ),
            R.choice(["h1", "div"]),
            self._c("name tit title", 0.8),
        )
        self._b(
            "other",
            R.choice(["¥59.90", "￥128", "促销价 ¥35", "面议", "6000-8000元", "89万"]),
            "div",
            self._c("price pr jiage", 0.6),
            lang="zxx",
        )
        if R.random() < 0.6:
            self._b("navigation", R.choice(["规格", "颜色", "数量"]), "div")
            [
                self._b("navigation", x, R.choice(["button", "li"]))
                for x in R.sample(
                    ["一级", "特级", "礼盒装", "红色", "蓝色", "500g", "1kg", "标准版"], 3
                )
            ]
        [
            self._b("link", x, R.choice(["button", "div"]), self._c("btn buy", 0.5))
            for x in R.sample(
                ["立即购买", "加入购物车", "收藏", "在线咨询", "联系客服", "申请职位"],
                R.randint(1, 3),
            )
        ]
        R.choice([self._data, self._infobox])()
        self._b("paragraph", self._sent(R.randint(1, 3)), "p")
        self._put("</div>")

    def _filters(self):
        self._put(f"<div{self._c('filter flt select search shaixuan sort')}>")
        for x in R.sample(
            ["区域", "价格", "户型", "类型", "年份", "职位类别", "月薪", "时间", "排序"],
            R.randint(2, 3),
        ):
            o = R.sample(
                WORDS["PL"]
                + [
                    "不限",
                    "全部",
                    "1000以下",
                    "1-3年",
                    "三室",
                    "司机",
                    "教师",
                    "最新",
                    "人气",
                    "一周内",
                ],
                R.randint(3, 6),
            )
            if R.random() < 0.5:
                self._b("navigation", x + R.choice(["", "："]), R.choice(["h6", "div", "label"]))
                self._b("navigation", "¦ ".join(o), "p")
            elif R.random() < 0.6:
                self._put("<table><tr>")
                [self._b("navigation", y, "td", a=R.random() < 0.3) for y in [x + "：", *o]]
                self._put("</tr></table>")
            else:
                self._put("<select>")
                [self._b("navigation", y, "option") for y in [x, *o]]
                self._put("</select>")
        self._put("</div>")

    def _results(self):
        self._put(f"<div{self._c('results list main')}>")
        for _ in range(R.randint(2, 4)):
            self._put(f"<div{self._c('r item res')}>")
            self._b(
                "headline", self._title(), R.choice(["h3", "div"]), self._c("t tit", 0.4), a=True
            )
            self._b(
                "paragraph",
                self._sent(R.randint(1, 2)),
                R.choice(["p", "div"]),
                self._c("abs desc c", 0.4),
            )
            r = R.random()
            if r < 0.5:
                self._b(
                    "source",
                    f"{self._src()}¦ {self._date(True)}",
                    "div",
                    self._c("g src from", 0.5),
                )
            else:
                self._b("source", self._src(), "div", self._c("src from", 0.5))
                self._b("dateline", self._date(True), "div", self._c("date time", 0.5))
            self._put("</div>")
        self._put("</div>")

    def _pager(self):
        if R.random() < 0.5:
            self._put(f"<div{self._c('page pager pages pagination fy')}>")
            [
                self._b(
                    "navigation",
                    x,
                    R.choice(["div", "li", "div"]),
                    a=True,
                    lang="zxx" if x.isdigit() else "",
                )
                for x in ["上一页", "1", "2", "3", "下一页"][R.randint(0, 1) :]
            ]
            self._put("</div>")
        else:
            self._b(
                "navigation",
                R.choice(
                    [
                        "首页¦ 上一页¦ 1¦ 2¦ 3¦ 下一页¦ 末页",
                        "共 8 页¦ 1¦ 2¦ 3¦ 下一页",
                        "第1页¦ 第2页¦ 下页",
                    ]
                ),
                R.choice(["div", "p"]),
                self._c("page pager pg"),
            )

    def _programme(self):
        for _ in range(R.randint(1, 3)):
            self._b(
                "headline",
                R.choice(
                    [
                        f"{R.randint(1, 12)}月{R.randint(1, 28)}日（星期{R.choice('一二三四五六日')}）",
                        "上午",
                        "下午",
                        "主会场",
                        "活动安排",
                    ]
                ),
                R.choice(["h3", "p", "div"]),
            )
            self._lst(
                "list-item",
                [
                    f"{R.randint(8, 20):02d}:{R.choice(['00', '30'])} {R.choice(WORDS['SUB'])}{R.choice(['开幕式', '讲座', '合唱比赛', '参观', '颁奖'])}{R.choice(['', ' 市民广场', ' 文化馆'])}"
                    for _ in range(R.randint(2, 5))
                ],
                a=False,
            )

    def _letters(self):
        self._put("<table><tr>")
        [self._b("other", x, "th") for x in ("标题", "单位", "日期")]
        self._put("</tr>")
        for _ in range(R.randint(2, 5)):
            self._put("<tr>")
            self._b("related", self._title(), "td", a=True)
            self._b("source", R.choice(WORDS["SUB"]) + R.choice(["局", "办", "公司"]), "td")
            self._b("dateline", self._date(), "td", lang="zxx")
            self._put("</tr>")
        self._put("</table>")

    def _toc(self):
        self._put(f"<div{self._c('toc mulu catalog')}>")
        self._b("navigation", R.choice(["目录", "本文目录", "Contents"]), "div")
        self._lst(
            "navigation",
            [f"{i + 1} {x}" for i, x in enumerate(R.sample(WORDS["SUBH"], 4))],
            "ul",
            a=True,
        )
        self._put("</div>")

    def _episodes(self):
        self._put(f"<div{self._c('eps playlist xuanji')}>")
        self._b("headline", R.choice(["选集", "剧集列表", "往期节目"]), "div")
        self._lst(
            "navigation",
            [f"{i:02d} {R.choice(WORDS['SUBH'])}" for i in range(1, R.randint(4, 6))],
            "ul",
        )
        self._put("</div>")

    def _gallery(self):
        self._b(
            "headline",
            R.choice(["图片新闻", "照片墙", "图说", "精彩瞬间"]),
            R.choice(["h2", "div"]),
            self._c("tit", 0.4),
        )
        for _ in range(R.randint(2, 5)):
            self._put(f"<div{self._c('pic photo item img')}>")
            if R.random() < 0.5:
                self._put(
                    f'<img src="a.jpg" alt="{fill(R.choice(WORDS["ALT"]))}" data-kind-alt="caption">'
                )
            self._b(
                "caption",
                fill(R.choice(WORDS["ALT"])) + R.choice(["", "", "。"]),
                R.choice(["p", "div", "li"]),
                self._c("cap tip t", 0.5),
            )
            self._put("</div>")

    def _contact(self):
        self._put(f"<div{self._c('contact lx lianxi')}>")
        self._b(
            "headline",
            R.choice(["联系我们", "联系方式", "服务热线"]),
            R.choice(["h3", "div", "p"]),
            self._c("tit hd", 0.4),
        )
        self._clines()
        self._put("</div>")

    def _clines(self):
        for x in R.sample(
            [
                f"电话：¦0991-0000{R.randint(100, 999)}",
                "地址：¦" + R.choice(WORDS["PL"]) + "市解放路00号",
                "邮箱：¦⟦zxx|news@example.com⟧",
                "新闻热线：¦0998-0000000",
                "客服热线：¦400-000-0000（8:00-20:00）",
                "传真：¦0991-0000001¦ 邮编：¦830000",
                "办公时间：¦周一至周五 10:00-19:30",
                "举报电话：¦12377",
                "联系人：¦王经理",
                "Tel: ¦000-00000000¦ Email: ¦⟦zxx|info@example.com⟧",
                "报修电话：¦0990-0000000",
                "乘车路线：¦乘3路公交车到文化馆站",
            ],
            R.randint(1, 4),
        ):
            self._b("contact", x, R.choice(["p", "div", "li"]))

    def _foot(self):
        t = "footer" if self.semantic else "div"
        self._put(
            f"<{t}{self._c('foot footer ft bottom copyright banquan dibu')}>"
            if not self.table
            else "<table align=center><tr><td>"
        )
        if R.random() < 0.8:
            self._nav(R.sample(WORDS["FNAV"], R.randint(3, 6)), "fnav links foot about")
        if R.random() < 0.2:
            self._put("<select>")
            [
                self._b("navigation", x, "option")
                for x in ["==友情链接==", "自治区政府网", "教育厅", "人民网"]
            ]
            self._put("</select>")
        L = [
            f"版权所有：¦{self.site}",
            f"Copyright © 2010-2026¦ {self.site}¦ All Rights Reserved",
            f"新ICP备0000000{R.randint(1, 9)}号-1",
            f"© 2026 {self.site}",
            "互联网新闻信息服务许可证：¦00000000",
            f"主办：¦{R.choice(WORDS['PL'])}市人民政府办公室",
            "本网站所有内容未经许可不得转载",
            "技术支持：¦" + R.choice(WORDS["SITE"]) + "网络",
            "违法和不良信息举报中心",
            "增值电信业务经营许可证 新B2-00000000",
            "公网安备 00000000000000号",
            "本站信息由用户发布，仅供参考",
        ]
        for x in R.sample(L, R.randint(1, 4)):
            self._b("legal", x, R.choice(["p", "div"]), self._c("copy icp", 0.3))
        if R.random() < 0.6:
            self._clines()
        if R.random() < 0.3:
            self._b(
                "other",
                R.choice(
                    [
                        "您是第 12345 位访客",
                        "建议使用IE浏览",
                        "总访问量：3302",
                        "今日访问：21",
                        "全国文明网站",
                    ]
                ),
                "p",
            )
        if R.random() < 0.2:
            self._b("caption", R.choice(["扫码关注公众号", "官方微信", "手机版二维码"]), "p")
        if R.random() < 0.2:
            self._b("link", R.choice(["返回顶部", "TOP", "回到顶部"]), "div", a=True)
        self._put(f"</{t}>" if not self.table else "</td></tr></table>")

    def _others(self):
        for x in R.sample(WORDS["OTH"], R.randint(1, 2)):
            self._b("other", x, R.choice(["div", "p"]), self._junk())

    def _links(self):
        for x in R.sample(WORDS["EACT"] if self.en else WORDS["ACT"], R.randint(1, 3)):
            self._b(
                "link",
                x,
                R.choice(["div", "p", "button"]),
                self._c("btn more op act tool", 0.4),
                a=R.random() < 0.6,
            )

    def _langs(self):
        self._put(f"<div{self._c('lang')}>")
        [
            self._b("navigation", x, R.choice(["li"]))
            for x in R.sample(
                ["English", "中文", "Русский", "ئۇيغۇرچە", "Қазақша", "繁体", "日本語"], 3
            )
        ]
        self._put("</div>")

    def page(self):
        """The page, labelled."""
        self._head()
        self._top()
        self._nav()
        if R.random() < 0.15:
            self._langs()
        kind = R.choice(
            [
                "article",
                "article",
                "article",
                "front",
                "front",
                "forum",
                "shop",
                "search",
                "wiki",
                "video",
                "gov",
                "list",
                "gallery",
                "programme",
                "letter",
            ]
        )
        if kind not in ("front",) and R.random() < 0.7:
            self._crumb()
        if R.random() < 0.3:
            self._others()
        if R.random() < 0.2:
            self._nav(None, "side menu left sidebar subnav")
        if kind in ("article", "gov", "wiki"):
            if kind == "wiki":
                self._toc()
            if kind == "gov" and R.random() < 0.6:
                self._infobox()
            self._article()
        if kind == "front":
            for _ in range(R.randint(3, 5)):
                self._column()
            if R.random() < 0.5:
                self._gallery()
        if kind == "forum":
            self._forum()
            self._pager()
        if kind == "shop":
            self._product()
            self._filters() if R.random() < 0.3 else None
        if kind == "search":
            self._filters()
            self._results()
            self._pager()
        if kind == "video":
            self._b("headline", self._title(), R.choice(["h1", "div"]), self._c("tit title", 0.8))
            self._others()
            self._meta()
            self._links()
            self._b("paragraph", self._sent(2), "p", self._c("intro desc"))
            self._episodes()
        if kind == "list":
            self._filters()
            self._titles("related")
            self._pager()
        if kind == "gallery":
            self._b("headline", self._title(), "h1")
            self._meta()
            self._gallery()
        if kind == "programme":
            self._b("headline", self._title(), "h1")
            self._b("paragraph", self._sent(2), "p")
            self._programme()
        if kind == "letter":
            self._article()
            self._b("related", "其他来信", "h3")
            self._letters()
        if R.random() < 0.3:
            self._links()
        if R.random() < 0.45:
            self._comments()
        if R.random() < 0.6 and kind != "front":
            self._related()
        if R.random() < 0.3:
            self._cards()
        if R.random() < 0.3:
            self._contact()
        if R.random() < 0.2:
            self._pic()
        self._foot()
        lang = "en" if self.en else "ru" if self.ru else "zh-Hans"
        return (
            f'<html data-lang="{lang}"><head></head><body>\n'
            + "\n".join(self.out)
            + "\n</body></html>"
        )


def make(number, seed):
    """Labelled pages, as HTML."""
    R.seed(seed)
    return [Page().page() for _ in range(number)]
