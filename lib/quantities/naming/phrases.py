"""Reads the words before a numeral and behind its unit: which noun is measured, and with which verb."""

import re
from typing import NamedTuple

from lib.quantities.naming.words import Vocabulary, remembered

SHORT_LIST = 12  # characters; a longer list of nouns is named by its first
LONGEST = 16  # characters of a name; a longer one is cut back to its last verb or its last noun

_DAY = "1?[0-9]月(?:份)?(?:[1-3]?[0-9]日)?(?:初|底|末|中旬|上旬|下旬)?"
_TIME = re.compile(
    "(?:截[至止]到?|到)?(?:"
    "[12][0-9]{3}[/／—-][12]?[0-9]{2,3}(?:学年度?|榨季|年度|年|生长季)|"
    "[12][0-9]{3}(?:年)?[—\\-至到~]+[12][0-9]{3}年|"
    f"(?:[12][0-9]{{3}}|[0-9]{{2}}|[12]?[0-9]?[*×xX＊]{{2,4}})年(?:度|底|末|初|同期)?(?:{_DAY})?|"
    f"1?[0-9](?:月)?[—\\-至到~]+{_DAY}|{_DAY}"
    ")(?:以来|来|前|止|为止)?"
)
_NUMBERED = re.compile("[第首][一二三四五六七八九十0-9]{0,3}(?:[批次]|季(?!度))(?=[\u4e00-\u9fff])")
_LIST_START = re.compile("(?:、|[和及与](?![平谐美])|以及|并)")
_RELATIVE = re.compile(
    "(?:因|受|(?:直接)?面向|涉及|患有?|无|有|没有|符合|未|存在|具有|具备|从事)[^，,]{1,16}的(?=[\u4e00-\u9fff]{2})"
)
_JOINED = re.compile("([\u4e00-\u9fff“”]{4,}?)(?:以及|[和及与](?![平谐美格时第睦善]))[\u4e00-\u9fff]{3,}")
_FIRM_NAMED = re.compile("([\u4e00-\u9fff“”]{0,10}?(?:企业|项目))[\u4e00-\u9fff（）()]{4,}(?:公司|项目|厂)$")
_YEAR_FIRST = re.compile("^(?:19|20)[0-9]{2}年度?(?=[\u4e00-\u9fff]{2})")  # 票决产生两项|2024年民生实事项目
_LIMITED = re.compile(
    "(?:年|总|计划|固定资产)*(?:投资|产值|销售收入|营业收入|税收|纳税)额?(?:在|达到?|超过?|过)?[0-9.]*[千百]*[万亿]+元?(?:(?:及?以[上下])?的?)(?=[\u4e00-\u9fff]{2})"
)
_OF_ALL_KINDS = re.compile("^各[类种项]")
_AMONG = re.compile("(?<=[村户业目人区市县])中$")
# 依托“一网统管”平台|受理居民诉求: by which means is no part of what is counted
_MEANS = re.compile(
    "^(?:依托|通过|利用|借助|按照|采取)[^，,]{1,16}?(?:平台|机制|模式|政策|方式|渠道|系统|办法)(?=[\u4e00-\u9fff]{4})"
)
_THRESHOLD = re.compile("[超过亿万]元(?:以上)?$|以上$")
_WORK = re.compile("(?<=[\u4e00-\u9fff]{3})(?:工作|任务)$")
_TITLES = re.compile("《[^》]*》[、和及]?")
_DONE = re.compile("了(?!解|结)")
_WHEN = (
    "(?:"
    "(?:[12][0-9]{3}|[今去上前当同本])年(?:度|[初末底])?|年[初底末]|[一二两三四五六七八九十0-9]{1,2}年[以之]?前|原来|现在|目前|当前|以前|过去|“?十[一二三四五]?五”?[末期间时初]{0,2}|"
    "(?=[第前一二三四上下1-9])"
    ")(?:同期|第?[一二三四]季度|前[二三]季度|[上下]半年|1?[0-9]月份?)?"
)
# 粮食产量|由去年的, 增加值增速|由今年一季度的, and 比1998年的 where an amount follows
_RISEN = "(?:增加|提高|提升|增长|上升|扩大|发展|下降|降低|减少|缩小)?"
_FROM = re.compile(
    f"(?:^|(?<=[\u4e00-\u9fffA-Z”）]{{2}}))(?:由|从|与|[比较]){_WHEN}的?$|^{_RISEN}[到至]{_WHEN}的?$|"
    "(?<=[\u4e00-\u9fff]{2})[要将]?在(?:[今去上]年|(?:19|20)[0-9]{2}年)(?:同期)?的?$|"
    "(?<=[\u4e00-\u9fffA-Z”）]{2})(?:由|从)(?:识别|当[时初]|最初|起初)?(?:时的?)?$"
)
_COMPARED_WITH = re.compile("[比较](?:[今去上前当同]年|[12][0-9]{3}年)(?:同期|度|[初末底])?(?:的)?")
_UNTIL = re.compile("(?<=[\u4e00-\u9fff]{2})(?:到|至)?[12][0-9]{3}年[底末]?$")  # 财政收入|到2010年|达到
# 在项目带动下全镇|生产总值, 在农业方面共|种植莴笋
_UNDER = re.compile(
    "^(?:[^，]{2,16}下[全我][镇乡县市区]|在?[\u4e00-\u9fff]{2,6}方面(?:[全我][镇乡县市区村])?共?)"
)
# Times, comparisons and ratio signs measure nothing (比1998年, 第三季度, 两年, 平均, ︰).
_NO_NAME = re.compile(
    f"(?:由|从|比|较|与|到|至)?(?:{_WHEN})?的?|平均|(?:[一二两三四五六七八九十]{{1,2}}年)?时间|[一二两三四五六七八九十]{{1,2}}年(?:累计)?|[︰∶:：/]+"
)
# What is done before or after building is not what is counted (一所|高中的前期准备).
_PROCESS = re.compile("(?:前期|筹备|准备|论证|申报|审批|设计|选址|立项|报批|收尾|扫尾)(?:工作|准备)?$")
# Behind a numeral 重点 belongs to the noun (19个|重点商流建设项目), not to what is done (3亿元|重点支持).
_KEY = re.compile("重点(?=[\u4e00-\u9fff]{2,8}?(?:项目|工程|企业|产业|品牌|市场|基地|院校|学校|单位|镇|村))")
_RATING = re.compile("[0-9]+(?:[kK][vV]|千伏|兆瓦)")  # 5个|110KV输变电工程
_RANKED_AMONG = re.compile("[1-9]0{1,3}强")  # 5家|世界500强企业
_TWO_WORDS = re.compile("[惠普涉危]及$|参与$|[缓温]和$")
_MILESTONE = re.compile("大关|关口|台阶|门槛|整数|的?(?:好成绩|目标|水平)$")
_LIST_END = re.compile("(?:、|以及|(?<![惠普涉危])及|(?<!参)与|(?<![缓温])和)$")
_PREPOSITION = re.compile("(?<![应针核面结绝派相校反成作行认以因分列定方转倾志走])[对为给将把]")
_NOT_ONE = tuple("厕外用籍内均民庄级镇道路口居集")
_NOT_A_VILLAGE = tuple("镇级庄民集委居两组口社部小干屯务史道办（(")
_VILLAGES_HAVE = re.compile(
    "(?:行政村|建制村|村|社区|嘎查)(?=村?级?集体)|(?:行政村|建制村)(?=[\u4e00-\u9fff]{2,12}(?:全覆盖|普及率|通达率|通畅率|入户率|硬化率|覆盖率))"
)
_BOTH = "村（社区）"
_TO = ("到", "至", "为", "成")
_ADDED = ("新增", "净增", "增加")
_SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮、，,；;。和与及：:·— -  ︰∶"


class Before(NamedTuple):
    """What stands before a numeral: the words that name (core), and the verb they end or begin with.

    final: the verb that ends the core, if its object is yet to come. first: the verb that opens it.
    """

    core: str
    final: str
    first: str


class Behind(NamedTuple):
    """What stands behind a unit: the noun that is counted, and what is said about it."""

    noun: str
    said: str


def read_before(phrase: str, words: Vocabulary) -> Before:
    """Return the naming words before a numeral.

    phrase: the words between the clause's start (or the quantity before) and the numeral.
    """
    phrase = without_from(phrase.rstrip(" 　"))
    core = without_links(without_leads(_last_object(phrase, words), words), words)
    core = _after_deed(core, words)
    core = _UNDER.sub("", _DONE.sub("", without_links(_UNTIL.sub("", core), words)))
    if _LIST_END.search(phrase) and core:  # the noun before 、 or 和 is another item's
        core = words.verb.at_start(core)
    final = core[len(without_final_verbs(core, words)) :]
    return Before(core, final, words.verb.at_start(core))


def _after_deed(core: str, words: Vocabulary) -> str:
    """Return a core without the deed that ends it as a time (低保|动态调整后)."""
    left = without_final_verbs(core[:-1], words) if core.endswith("后") else ""
    return left if 2 <= len(left) < len(core) - 2 else core


def without_from(phrase: str) -> str:
    """Return a phrase without the earlier time that ends it, with which a value is compared (粮食产量|由去年的)."""
    return _FROM.sub("", phrase)


def _last_object(phrase: str, words: Vocabulary) -> str:
    """Return what stands behind the last 对, 为, 给, 将, 把 of a phrase, where that is a preposition."""
    for found in reversed(list(_PREPOSITION.finditer(phrase))):
        if found.end() < len(phrase) and words.lead.at_start(phrase, found.start()):
            return phrase[found.end() :]
    return phrase


@remembered
def without_leads(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the times, adverbs, conjunctions and names of the whole place that open it."""
    while phrase:
        phrase = phrase.lstrip(_SIGNS + "的")
        lead = words.region.at_start(phrase) or words.lead.at_start(phrase)
        length = len(lead)
        if not lead and (compared := _COMPARED_WITH.match(phrase)):
            length = compared.end()
        elif not lead and phrase and phrase[0] in "截到0123456789第首（(*＊×xX":
            found = _TIME.match(phrase)
            length = found.end() if found else 0
            if not length and (numbered := _NUMBERED.match(phrase)):
                length = numbered.end()
        if not length:
            break
        phrase = phrase[length:]
    return phrase


@remembered
def without_links(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the linking words and light verbs that end it (财政收入|达到)."""
    while phrase:
        if not words.verb.at_end(phrase):
            phrase = phrase.rstrip(_SIGNS)
        aim = words.aim.at_end(phrase)
        ends = (
            words.link.at_end(phrase),
            words.light.at_end(phrase),
            words.region.at_end(phrase),
            moved_to(phrase, words),
            aim if aim and words.attribute.at_end(phrase[:-1]) else "",
        )
        link = max(ends, key=len)
        if not link:
            break
        whole = max(len(words.verb.at_end(phrase)), len(words.nominal.at_end(phrase)))
        if whole > len(link) and not words.region.at_end(phrase[: -len(link)]):  # 我国有, no 国有
            break
        phrase = phrase[: -len(link)]
    return phrase


def moved_to(phrase: str, words: Vocabulary) -> str:
    """Return the verb of rise or fall that ends a phrase and says where it leads (奶价|跌至, 面积|扩到)."""
    said = phrase.removesuffix("了")
    verb = words.moves.at_end(said[:-1]) if said[-1:] in _TO else ""
    return phrase[len(said) - len(verb) - 1 :] if verb else ""


def without_final_verbs(core: str, words: Vocabulary) -> str:
    """Return a core without the run of verbs at its end (集中|转移安置)."""
    while verb := words.verb.at_end(core):
        core = core[: -len(verb)]
    return core


@remembered
def read_behind(phrase: str, words: Vocabulary, any_verb: bool = False) -> Behind:
    """Return the noun behind a unit and what is said about it.

    phrase: the words between the unit and the next quantity or the clause's end. any_verb: let every verb end the noun,
    where what follows names the next quantity.
    """
    phrase = _YEAR_FIRST.sub("", phrase.lstrip(" 　").removeprefix("的"))
    if _LIST_START.match(phrase) or _MILESTONE.match(phrase):
        return Behind("", "")
    if related := _RELATIVE.match(phrase):
        phrase = phrase[related.end() :]
    if limited := _LIMITED.match(phrase):  # 完成2个|投资额在500万元以上的项目
        of_them = read_behind(phrase[limited.end() :], words, any_verb)
        return of_them._replace(noun=of_them.noun and limited[0] + of_them.noun)
    end = _noun_end(phrase, words, any_verb)
    noun, said = phrase[:end], phrase[end:]
    if noun.startswith(_BOTH) and words.verb.at_end(noun):  # 20个|村（社区）|阵地改造
        return Behind(_BOTH, noun[len(_BOTH) :].removeprefix("的") + said)
    if opened := _VILLAGES_HAVE.match(phrase):  # 17个|行政村|集体经济总收入5360万元
        return Behind(opened[0], phrase[opened.end() :])
    if noun[:1] == "村" and len(noun) > 1 and not noun[1:].startswith(_NOT_A_VILLAGE):
        return Behind("村", noun[1:].removeprefix("的") + said)
    listed = noun.find("、")
    if listed > 0:
        rest = noun[listed:]
        whole = noun if len(noun) <= SHORT_LIST else noun[:listed]
        noun = noun[noun.rfind("的") + 1 :] if "的" in rest[:-1] else whole
    if "的" in noun[1:-1]:
        owner, _, owned = noun.rpartition("的")
        if words.generic.at_end(owner):
            noun, said = owner, owned + said
        elif _PROCESS.search(owned):
            noun, said = owner, ""
        elif len(owned) >= 2:
            noun = owned
    if named := _FIRM_NAMED.match(noun):
        noun = named[1]
    if (joined := _JOINED.match(noun)) and len(noun) > 8:
        noun = joined[1]
    noun = without_links(noun.strip(_SIGNS + "的等了"), words) if any_verb else noun.strip(_SIGNS + "的等了")
    return Behind(_AMONG.sub("", _WORK.sub("", noun)), said)


def _noun_end(phrase: str, words: Vocabulary, any_verb: bool) -> int:
    """Return where the noun at a phrase's start ends: at the first word that cannot stand inside a name."""
    key = _KEY.match(phrase)
    rated = _RATING.match(phrase)
    at = rated.end() if rated else 2 if key and not words.verb.at_start(phrase, 2) else 0
    quoted = 0
    while at < len(phrase):
        if at >= 2 and phrase[at].isdecimal():
            ranked = _RANKED_AMONG.match(phrase, at)
            if not ranked:
                return at
            at = ranked.end()
        if phrase[at] in "“《":
            quoted = phrase.find("”" if phrase[at] == "“" else "》", at)
        if at < quoted:
            at += 1
            continue
        verb = words.verb.at_start(phrase, at) if any_verb or not at else ""
        ender = max(words.ender.at_start(phrase, at), verb, key=len)
        nominal = words.nominal.at_start(phrase, at)
        if not at and len(verb) == 2 and phrase[2:3] in ("户", "村") and phrase[3:4] not in _NOT_ONE:
            nominal = phrase[:3]  # 926户|重建户|已开工
        if len(ender) > len(nominal) and not phrase.startswith("的", at + len(ender)):
            return at
        at += max(len(nominal), 1)
    return len(phrase)


def what_is_said(said: str, words: Vocabulary) -> str:
    """Return the verb phrase behind a counted noun, without adverbs and auxiliaries: 全部关停 -> 关停."""
    said = _DONE.sub("", re.split("[、，,0-9]", said, maxsplit=1)[0])
    if said.count("“") != said.count("”"):
        return ""
    while manner := words.manner.at_start(said):
        said = said[len(manner) :]
    if said[:1] in "在为由从于因比较以对向按" or said[-1:] in "后时中":  # 正在建设中
        return ""
    return said if len(said) <= 14 else said[:10]


@remembered
def trimmed(core: str, words: Vocabulary) -> str:
    """Return the words before a numeral as a name: without light verbs, titles in brackets and lists that end in 等."""
    name = (_TITLES.sub("", core) or core.strip("《》")).replace("力争", "")
    name = _MEANS.sub("", name)
    name = _without_light(name, words)
    verb = words.verb.at_start(name)
    listed = re.split("[、]", name)
    if len(listed) > 1 and words.verb.at_start(listed[-1]) and not name.endswith("率"):
        name = listed[-1]
    head, sign, tail = name.rpartition("等")
    if sign and tail.removeprefix("各类").removeprefix("各项") in words.bare and len(name) <= LONGEST:
        sign = ""  # 良种、农资综合等各类补贴
    if sign and len(tail) >= 2 and tail[0] not in "级效额距":
        verb = verb or words.light.at_start(core) if tail in words.generic else verb  # 实施…、孔家大桥等|项目
        tail = re.split("[、和及与]", head)[-1] + tail if tail in words.generic and not verb else tail
        name = tail if words.verb.at_start(tail) or head in ("", verb) else verb + tail
        name = name if len(tail) < len(name) or not verb else verb + tail
    name = _from_last_verb(name, words)
    if len(name) > LONGEST and "、" in name:
        name = verb + name.rpartition("、")[2]
    head, _, owned = name.rpartition("的")
    if head and _THRESHOLD.search(head) and len(name) <= LONGEST + 4:  # 培育年产值超亿元的农业企业
        owned = ""
    if (
        len(owned) >= 4
        or len(owned) == 3
        and re.search("[0-9]", head)
        or len(name) > LONGEST
        and len(owned) >= 2
    ):
        name = owned
    name = name.lstrip(_SIGNS)
    return _WORK.sub("", name if _TWO_WORDS.search(name) else name.rstrip(_SIGNS))


def is_no_name(name: str) -> bool:
    """Say whether words only tell a time, a comparison or a ratio (比1998年, 第三季度, 平均)."""
    return bool(name) and bool(_NO_NAME.fullmatch(name))


def _without_light(name: str, words: Vocabulary) -> str:
    """Drop the verbs that add nothing, but leave 完成投资 whole."""
    while (light := words.light.at_start(name)) and len(name) - len(light) >= 2:
        acts = len(light) > 1 and light not in words.link
        if (
            name[len(light) :] == "投资"
            or acts
            and _OF_ALL_KINDS.sub("", name[len(light) :]) in words.generic
        ):  # 实施|项目
            break
        name = without_leads(name[len(light) :], words)
    return name


def _from_last_verb(name: str, words: Vocabulary) -> str:
    """Cut off what stands before the last verb that has an object of two characters or more (农村低保|发放低保金)."""
    first = words.verb.at_start(name)
    cut = 0
    for at, verb in words.verb.places(name, 2):
        left, right = at >= 3, len(name) - at - len(verb) >= 2
        acts = verb not in words.nominal and verb not in _ADDED and name[at - 1] != "的"
        acts = acts and not name[:at].endswith(("日均", "月均", "资产"))  # 示范点日均|分出厨余垃圾
        if left and right and acts and not name.startswith("的", at + len(verb)):
            cut = at
    # A verb with its own object in front (帮助企业|解决贷款) goes too; two verbs in a row (查处|整改) stay.
    return name[cut:] if first != name[:cut] else name
