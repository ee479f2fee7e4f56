"""The forms that a numeral takes in a text, each a named piece of one regular expression with a sample of what it finds."""

from typing import NamedTuple

from lib.rules import numerals

SPACE = "[ \\t\\xa0\\u3000]{0,3}"
DIGIT = "[0-9０-９]"
HAN = numerals.CHINESE
HAN_DIGIT = "[零〇一二三四五六七八九]"
# 千 and 百 begin units of their own: 千瓦, 千米, 千克, 百分点.
_THOUSAND, _HUNDRED = "千(?![瓦米克伏卡帕赫字升])", "百(?!分)"
# 三千克 is 三 and 千克, and 三十千米 is 三十 and 千米, but 三千米 is 三千 and 米.
HAN_NUMERAL = f"(?:(?!千[瓦克伏]|(?<=[十百千万亿])千[米升])[{HAN}])++"
MAGNITUDE = f"(?:{'|'.join(numerals.MAGNITUDES[:-2])}|{_THOUSAND}|{_HUNDRED})"
_PLAIN = f"{DIGIT}++(?:[.．]{DIGIT}++)?"
# 4 860万元 as printers group digits, too
_GROUPED = f"{DIGIT}{{1,3}}(?:[,， \xa0]{DIGIT}{{3}}(?!{DIGIT}))++(?:[.．]{DIGIT}++)?"
_ENDS = "(?![0-9０-９.,，年月])"
# 3万4000, 2万5 with 千, 1亿2 with 千万: all but the last rank, whose magnitude is read as any other.
_RANKED = (
    f"{DIGIT}{{1,4}}+(?:亿(?:{DIGIT}{{1,4}}万)?|万)"
    f"(?:{DIGIT}{{4}}{_ENDS}|{DIGIT}{{1,4}}(?=千万|百万|十万|万|{_THOUSAND}|{_HUNDRED}))"
    f"|{DIGIT}千{DIGIT}(?={_HUNDRED})"
)
NUMBER = f"(?:{_RANKED}|{_GROUPED}|{_PLAIN})"
TO = "(?:[-－−—–~～―至到]|——|--)"
HEDGE = "[余馀多来]"
YEAR = f"(?:19|20|１９|２０){DIGIT}{{2}}"
# “今年毛收入25万元跑不掉” is what somebody said, and no name
_SAID = '(?![^“”‘’"\\n]{0,20}[0-9][万亿]?(?:元|亩|吨|公里|%))'
_MASK = "(?:[xX＊*○□◯●]{1,8}|×{2,8}|[?？]{2,8})"
# The characters that a form may open with; the first of a form's sample tells which of these it belongs to.
OPENINGS = ("0123456789０１２３４５６７８９", f"{HAN}半", '“"‘《(（[〔xX×＊*○□◯●?？')


class Form(NamedTuple):
    """A form by its name, as a regular expression, with a sample that it finds whole."""

    name: str
    expression: str
    sample: str


def forms(unit: str, after: str) -> list[Form]:
    """Return the forms in the order in which they are tried; neighbours of one name are alternatives.

    unit, after: regular expressions for the units, and for what bounds a quantity behind its unit (以上).
    """
    return [*_names(), *_times(unit), *_marks(), *_parts(after), *_counts(unit, after)]


def tokens(found: list[Form]) -> dict[str, str]:
    """Return for every character that opens a form one regular expression of the forms that open so.

    The last group that matched is the name of the form.
    """
    expressions = {}
    for opening in OPENINGS:
        alternatives: dict[str, list[str]] = {}
        for form in found:
            if form.sample[0] in opening:
                alternatives.setdefault(form.name, []).append(form.expression)
        expression = "|".join(f"(?P<{name}>{'|'.join(pieces)})" for name, pieces in alternatives.items())
        expressions |= dict.fromkeys(opening, expression)
    return expressions


def _names() -> list[Form]:
    """Slogans and titles with numerals in them, and numerals that were masked or garbled."""
    return [
        Form("quoted", f"“{_SAID}[^“”\\n，。；,;！!]{{1,20}}”", "“3510”"),
        Form("quoted", f"‘{_SAID}[^‘’\\n，。；,;！!]{{1,20}}’", "‘三提三争’"),
        Form("quoted", f'"{_SAID}[^"\\n，。；,;！!]{{1,20}}"', '"431"'),
        Form("title", "《[^《》\\n]{1,60}》", "《2020年工作要点》"),
        # Machines that respin texts write 65438+0 for 1: 654.38+0.3万 was 1.3万.
        Form("garbled", f"654\\.?38[+＋]0[0-9.,]{{0,20}}{MAGNITUDE}?", "654.38+0.3万"),
        Form(
            "masked",
            f"(?<![A-Za-z]){_MASK}{SPACE}[.．]?{DIGIT}[0-9０-９.,]{{0,20}}[万亿%％]{{0,2}}",
            "xx.51亿",
        ),
        Form(
            "masked",
            f"{DIGIT}[0-9０-９.,]{{0,20}}+{_MASK}(?![A-Za-z])[0-9０-９.]{{0,9}}[万亿%％]{{0,2}}",
            "3□5亿",
        ),
    ]


def _times(unit: str) -> list[Form]:
    """Dates, clock times and years."""
    month = f"{DIGIT}{{1,2}}(?:{SPACE}(?:{TO}|、){SPACE}{DIGIT}{{1,2}})?{SPACE}月"
    day = f"{DIGIT}{{1,2}}(?:(?:{TO}|、){DIGIT}{{1,2}})?[日号]"
    counted = f"(?!{SPACE}(?:{unit}|[万亿余馀多]))"
    more_years = f"(?:{SPACE}(?:{TO}|、|/){SPACE}(?:{YEAR}|{DIGIT}{{2}})){{0,6}}"
    return [
        Form("date", f"{YEAR}{SPACE}年{SPACE}{month}(?:{SPACE}{day})?", "2020年3月5日"),
        Form("date", f"{YEAR}[-./]{DIGIT}{{1,2}}(?:[-./]{DIGIT}{{1,2}})?(?!{DIGIT}){counted}", "2020-03-05"),
        Form("date", f"{YEAR}{DIGIT}{{1,2}}月", "20203月"),
        Form("date", f"{month}(?:{SPACE}{day})?", "1-10月"),
        Form("date", f"{DIGIT}{{1,2}}日(?![均元])", "5日"),
        Form("date", f"{DIGIT}{{1,2}}[:：]{DIGIT}{{2}}(?![0-9:：∶.．%])", "8:30"),
        Form(
            "date", f"{DIGIT}{{1,2}}[时点](?:{DIGIT}{{1,2}}分|[整半许钟]|(?=[至到前后起开，。、]))", "8时30分"
        ),
        Form("year", f"{YEAR}{more_years}{SPACE}(?:学|财政)?年", "2016-2020年"),
        Form(
            "year", f"{YEAR}(?:{TO})(?:{YEAR}|[0-9]{{2}})(?!{DIGIT})(?!{SPACE}(?:{unit}|[万亿]))", "2016-2020"
        ),
        Form("year", "[06789][0-9]年", "98年"),
        Form("year", f"[一二][九〇○零]{HAN_DIGIT}{{2}}年", "二〇二二年"),
    ]


def _marks() -> list[Form]:
    """Numbers of lists, and sums in slogans."""
    opens = f"(?<![^\\n。；：:！;]){DIGIT}{{1,2}}"
    return [
        Form("list", f"{opens}[.．](?!{DIGIT}(?!{DIGIT}{{3}}年))", "1."),
        Form("list", f"{opens}[、)）]", "2、"),
        Form("list", f"[(（\\[〔]{DIGIT}{{1,3}}[)）\\]〕]", "（3）"),
        Form("sum", f"{DIGIT}+(?:[+＋](?:{DIGIT}+|[NnXx]))+", "1+3+N"),
    ]


def _parts(after: str) -> list[Form]:
    """Parts of a whole: ratios, fractions and halves."""
    behind = f"(?P<part_after>{after})?"
    decimal = f"[{HAN}]+(?:点{HAN_DIGIT}+)?"
    return [
        Form("ratio", f"(?=[0-9０-９.．]{{1,9}}+[:：∶︰﹕]){NUMBER}(?:[:：∶︰﹕]{NUMBER})+", "9.6:41.7:48.7"),
        Form(
            "fraction", f"(?<![{HAN}])(?P<of>[{HAN}]+)分之(?P<parts>{decimal}|{NUMBER}){behind}", "三分之二"
        ),
        Form("half", f"(?<![{HAN}])(?:一半|半数)(?![{HAN}])(?P<half_after>{after})?", "一半以上"),
        Form(
            "slash",
            f"(?<![0-9０-９A-Za-z./])(?P<upper>[1-9])/(?P<lower>[2-9]|10)(?![0-9０-９A-Za-z./%号月日线＃#])(?P<slash_after>{after})?",
            "1/3",
        ),
    ]


def _counts(unit: str, after: str) -> list[Form]:
    """Amounts and counts: a numeral, its hedge, magnitude and unit."""
    low = f"(?:(?P<cn_low>[{HAN}]++)[至到])?"
    # 几 and 数 before 十, 百, 千 and 万 are vague numerals, before any other part of a word (第几, 人数三百).
    alone = f"(?<![{HAN}第])(?<![几数](?=[零〇一二两三四五六七八九廿卅]))(?<![{HAN}][几数])"
    return [
        Form("arabic", arabic(unit, after, with_range=True), "3.5万亩以上"),
        Form(
            "chinese",
            f"{alone}{low}(?P<cn>{HAN_NUMERAL}(?:点{HAN_DIGIT}++|几[十百千万亿]++)?)(?P<cn_hedge>[余馀多来几])?"
            f"(?P<cn_magnitude>[百千]?[万亿]{{1,2}})?(?P<cn_hedge2>[余馀多])?"
            f"(?P<cn_unit>{unit}(?:[/／]{unit})*)(?P<cn_after>{after})?",
            "二十多万户以上",
        ),
        Form(
            "bare",
            f"{alone}[一二两三四五六七八九十百]+[万亿]{HAN_DIGIT}(?=[，。；、,;）)！!\\n]|$)",
            "两万五",
        ),
    ]


def arabic(unit: str, after: str, with_range: bool) -> str:
    """Return the regular expression of an Arabic numeral with hedge, magnitude and unit, perhaps the end of a range."""
    lower = (
        f"(?:(?P<low>{NUMBER}){SPACE}(?P<low_magnitude>{MAGNITUDE})?{SPACE}(?P<low_unit>{unit})?"
        f"{SPACE}{TO}{SPACE}(?={DIGIT}))?"
    )
    return (
        (lower if with_range else "")
        + f"(?P<number>{NUMBER}){SPACE}(?P<hedge>{HEDGE})?{SPACE}(?P<magnitude>[十百千][余多][万亿]|{MAGNITUDE})?(?P<hedge2>{HEDGE})?"
        + f"(?:{SPACE}(?P<unit>{unit}(?:[/／](?:{unit}|[日月年天时]))*))?(?:{SPACE}(?P<after>{after}))?"
    )
