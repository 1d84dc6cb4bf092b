"""Languages in Latin letters, told apart by their commonest words and letters.

English is the answer unless another language is clearly better and there is enough to judge by:
names and short labels look the same in all of them.
"""

from __future__ import annotations

import re
from typing import Final

from glossa.script import LATIN_LETTER

__all__ = ["LATIN_LANGUAGES", "has_function_word", "identify_latin"]

_COMMONEST: Final = {
    "en": """
        the of and to in a is for that on with as was by it at from be are this an which or
        has have had not but they their its he she we you i his her our your will can were
        been who what when where how all more than no if so do does did about into after
        before over up out said would could should may might must also only other such these
        those there me
    """,
    "fr": """
        le la les de des du et est un une dans pour que qui sur par au aux avec ce cette ces
        ne pas plus se sa son ses il elle ils elles nous vous je en à été sont ont être mais
        ou où leur leurs comme selon entre depuis sans très bien fait
    """,
    "de": """
        der die das und ist ein eine einer eines einem einen im in den dem des mit von zu für
        auf nicht sich auch als es an werden wird wurde aus er sie ich wir ihr hat haben sind
        war bei nach über um noch nur oder aber wie durch zur zum vom kann mehr seit
    """,
    "es": """
        el la los las de del y en un una que es por con para se no lo su sus al como más o
        pero sus fue ha son está este esta entre cuando muy sin sobre también hasta desde nos
    """,
    "it": """
        il lo la i gli le di del della dei delle e è un una che in con per non si da al alla
        nel nella sono ha come più ma anche o se questo questa dal dalla su suo sua
    """,
    "pt": """
        o a os as de do da dos das e em no na nos nas um uma que é por com para se não ao à
        mais foi são está como mas ou seu sua também pelo pela entre quando já muito
    """,
    "nl": """
        de het een en van in is dat op te voor met zijn niet aan er om ook als bij door naar
        maar uit worden wordt heeft hebben was deze dit nog over
    """,
    "tr": """
        ve bir bu da de için ile olarak çok daha olan gibi kadar en ne ya her sonra ki ama
        değil var yok olduğu tarafından mi mı ise göre oldu eden üzere büyük
    """,
    "uz-Latn": """
        va bu bilan uchun ham bir oʻz o'z o‘z edi emas bo'lgan boʻlgan bo‘lgan qilish yil yili
        kerak yoki lekin esa deb hamda shu har eng bo'lib bo‘lib orqali haqida toʻgʻrisida
        to'g'risida uning ular katta keyin yangi haqimizda shahrida ochildi boʻladi bo'ladi
    """,
    "id": """
        yang dan di ke dari untuk dengan pada adalah ini itu tidak dalam akan juga oleh ada
        sebagai karena telah lebih dapat mereka atau tersebut bisa kami
    """,
    "vi": """
        và của là có cho không được trong với các một những người này đã để khi về cũng như từ
        đến nhiều tại ở ra
    """,
    "ug-Latn": """
        we bilen bu bir üchün emes yili uning bolghan boldi qilish hem ular dep bolup kéyin
        yaki shundaq kérek bar yoq heqqide yéngi neshr qilindi bolidu qilidu toghrisida arqiliq
        qatarliq xelq hemme küni
    """,
}
_WORDS: Final = {tag: frozenset(words.split()) for tag, words in _COMMONEST.items()}
LATIN_LANGUAGES: Final = frozenset({*_WORDS, "zh-Latn-pinyin"})
"""Every tag that `identify_latin` may give."""
# A letter that a language uses all the time and the rest of the list hardly ever.
_LETTERS: Final = (
    ("zh-Latn-pinyin", re.compile("[ǎěǐǒǔǖǘǚǜ]|[āēīōū][a-z]|[a-z][āēīōū]")),
    ("tr", re.compile("[ışğİŞĞ]")),
    ("vi", re.compile("[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")),
    ("uz-Latn", re.compile("[oOgG][ʻ‘’'](?=[a-z])")),
    ("de", re.compile("[ßä]")),
    ("fr", re.compile("[çœêèùûî]|[ldnqcsj]['’](?=[aeéèêiouh])")),
    ("es", re.compile("[ñ¿¡]")),
    ("pt", re.compile("[ãõ]")),
)
_SYLLABLE: Final = (
    "(?:(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue"
    "|ui|un|uo|ve|a|e|i|o|u|v))"
)
_PINYIN_WORD: Final = re.compile(rf"{_SYLLABLE}{{1,6}}")
_WORD: Final = re.compile(rf"[{LATIN_LETTER}]+(?:['’‘ʻ][{LATIN_LETTER}]+)*")
_ENGLISH_ONLY: Final = re.compile(
    r" (?:the|and|that|with|from|this|which|have|has|were|is|are|their|said|its) "
)
_OTHER_GAP: Final = re.compile(r"[\n\t\r-]")
_UMLAUT: Final = re.compile("[öüë]")
_SAMPLE: Final = 2000
_ENOUGH_LETTERS: Final = 20
_ENOUGH_WORDS: Final = 4


def has_function_word(text: str) -> bool:
    """Whether one of the commonest English words stands in `text`."""
    return not _WORDS["en"].isdisjoint(_WORD.findall(text[:_SAMPLE].lower()))


def identify_latin(text: str, default: str = "en") -> str:
    """The language of a text in Latin letters; `en` unless another is clearly better.

    `default`: what too short a text is taken for, the page's own language.

    Looks at the first 2,000 code points; 20 letters and 4 words are the least it judges, pinyin
    with tone marks aside.
    """
    sample = text[:_SAMPLE]
    ascii_only = sample.isascii()
    if default != "en":
        return _on_a_foreign_page(sample, default)
    if _is_plainly_english(sample, ascii_only=ascii_only):
        return "en"
    words = _WORD.findall(sample)
    if not ascii_only and _LETTERS[0][1].search(sample.lower()) and _is_pinyin(words):
        return "zh-Latn-pinyin"
    if len(words) < _ENOUGH_WORDS or sum(map(len, words)) < _ENOUGH_LETTERS:
        return "en"
    return _best_by_words(sample, words)


def _on_a_foreign_page(sample: str, default: str) -> str:
    """As `identify_latin` where the page is not English: English has to show itself."""
    words = _WORD.findall(sample)
    english = sum(word in _WORDS["en"] for word in map(str.lower, words))
    own = sum(word in _WORDS.get(default, ()) for word in map(str.lower, words))
    if english > own:
        return "en"
    return identify_latin(sample) if len(words) >= _ENOUGH_WORDS and not own else default


def _best_by_words(sample: str, words: list[str]) -> str:
    """The language whose commonest words (and letters) the sample has most of."""
    lowered = [word.lower() for word in words]
    english = sum(word in _WORDS["en"] for word in lowered)
    # One word in five: no other language comes near, but for Uyghur's `we` (and) and `her` (each).
    if english * 5 >= len(words) and not _UMLAUT.search(sample):
        return "en"
    best, points = "en", float(english)
    for tag, common in _WORDS.items():
        if tag == "en" or common.isdisjoint(lowered):
            continue
        score = float(sum(word in common for word in lowered))
        if score:
            score += _letter_points(tag, sample)
        if score > points:
            best, points = tag, score
    if best != "en" and points >= max(2.0, len(words) * 0.12) and points >= english * 1.5:
        return best
    if english == 0 and _is_plain_pinyin(words):
        return "zh-Latn-pinyin"
    return "en"


def _is_plainly_english(sample: str, *, ascii_only: bool) -> bool:
    """A quick yes for most English: few blanks, or words that no other language here has."""
    blanks = sample.count(" ")
    if blanks < _ENOUGH_WORDS - 1:
        return ascii_only and not _OTHER_GAP.search(sample)
    return len(_ENGLISH_ONLY.findall(sample)) * 12 >= blanks


def _letter_points(tag: str, sample: str) -> float:
    pattern = dict(_LETTERS).get(tag)
    return min(3.0, len(pattern.findall(sample)) * 0.5) if pattern else 0.0


_TONES: Final = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")


def _is_pinyin(words: list[str]) -> bool:
    """Whether (nearly) every word reads as pinyin once its tone marks are gone."""
    plain = [re.sub("['’]", "", word.lower()).translate(_TONES) for word in words]
    return sum(_PINYIN_WORD.fullmatch(word) is not None for word in plain) * 10 >= len(plain) * 8


def _is_plain_pinyin(words: list[str]) -> bool:
    """Pinyin without tone marks: a sentence of it, as a list of names is `en` like any names."""
    lower = sum(word.islower() for word in words)
    return lower * 2 >= len(words) and _is_pinyin(words)
