"""Finds what an amount belongs to: the project, firm, site or works that its clause or the ones around it name."""

import re

from lib.quantities.naming.clauses import without_asides
from lib.quantities.naming.phrases import what_is_said, without_leads, without_links
from lib.quantities.naming.words import Vocabulary, remembered

TREATED = re.compile(
    "^(?:用于)?(?:对|给|为|将|把|向)(?P<object>.+?)(?:进行|实施|予以|给予|开展|全部|坚决|严肃|严厉|依法|从严|一律)(?:了)?(?P<act>.*)$"
)
_WORKS = re.compile("^(?:的|了|用于|用来|建设|新建|兴建|实施|打造|改造|对|完成|建成)*")
_CAPACITY = re.compile(
    "^的?年(?:产|加工|处理|屠宰|出栏)[0-9.]+[万亿]?余?(?:平方米|立方米|千瓦|公里|[吨套台件个只头羽羊米辆])?"
)
_FOR_WHOM = re.compile(
    "^[为给][^，,]{1,16}?(?=安装|配备|购置|购买|更换|修建|改造|建设)"
)  # 投入75万元，为15个村|安装监控探头
_SIZE = re.compile("[0-9.]+[万亿]?[余多]?(?:平方米|公里|千米|[米亩处座条个栋套户口眼盏吨项所村])的?")
_COUNTED = re.compile("^[一二两三四五六七八九十]{1,3}[件个项条座处]")  # 投入6800万元，办好|十件|民生实事
# 完成|石门、柳树、双河3个村的|人居环境整治
_WHERE = re.compile(
    "[\u4e00-\u9fff]{2,8}(?:[、和][\u4e00-\u9fff]{2,5})+(?:等)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个?"
    "(?:行政村|自然村|村|社区|屯|村民?小?组)的(?=[\u4e00-\u9fff]{3})"
)
_SEVERAL = re.compile("等([\u4e00-\u9fff]{0,8}(?:工程|项目|建设|改造))$")
_TELLS_WHAT = re.compile("(?:[\u4e00-\u9fff]{2,5}[镇乡])?(?:是|系)(?:一个)?以?")  # 是一个以牧业为主的镇
_BY_WHICH = re.compile(
    "^按照?[^，]{2,14}?(?:标准|要求|原则|方案)(?:完成|实施|建设)了?"
)  # 按照“四改一定”标准完成了
_BEGUN = re.compile(
    "([\u4e00-\u9fff]{4,18}?)(?:已|全面|正式|顺利|成功|即将|将|预计)*"
    "(?:建成|投产|竣工|开工|签约|落户|完工|达产|投用|试生产)"
)
_COUNT = re.compile("^.*[0-9.]+[万亿]?余?[元亩吨个家套项处条座台户]?(?:平方米|公里)?(?:以上)?的?")
_PHASE = re.compile(
    "(?:[一二三四五六]期|首期|年度|项目|该项目|其|一阶段|工程|总|共|计划|预计|规划|设计|年|新增|实际|概算|"
    "可|实现|完成|达到|累计|提供|新)*"
)


def needs_bearer(core: str, words: Vocabulary) -> str:
    """Return the attribute that a core is nothing but (总投资, 一期用地); empty where the core names its bearer."""
    attribute = words.attribute.at_end(core)
    if not attribute:
        return ""
    rest = core[: -len(attribute)]
    while verb := words.verb.at_start(rest):
        rest = rest[len(verb) :]
    return attribute if _PHASE.fullmatch(rest) else ""


def bearer_in(passage: str, words: Vocabulary) -> str:
    """Return the last project, firm or site that a passage names, or an empty string."""
    for clause in reversed(re.split("[，,；;。：:（）()]", passage)):
        if name := _bearer_of_clause(clause, words):
            return name
        if begun := _BEGUN.match(without_leads(clause, words)):
            return begun[1]
    return ""


def named_bearer(clause: str, words: Vocabulary) -> str:
    """Return the project, firm or site that a clause names as the object of an amount, or an empty string.

    clause: the words behind an amount (建设山东能源新材料集团钙基新材料产业园).
    """
    clause = re.split("[，,；;。：:]", clause, maxsplit=1)[0]
    first, _, rest = clause.partition("、")
    return _bearer_of_clause((clause if "等" in rest else first).lstrip("的"), words)


def bearers_listed(passage: str, words: Vocabulary) -> bool:
    """Say whether the last clause of a passage that names projects or firms names two or more."""
    for clause in reversed(re.split("[，,；;。：:（）()]", passage)):
        parts = re.split("、|和|及", clause)
        named = sum(bool(_bearer_of_clause(part, words)) for part in parts)
        if named:
            return named > 1
    return False


@remembered
def _bearer_of_clause(clause: str, words: Vocabulary) -> str:
    end = 0
    for at, word in words.bearer.places(clause):
        if at >= 2:
            end = at + len(word)
            if words.goes_on.at_start(clause, end):
                break
    if not end or _TELLS_WHAT.match(clause):
        return ""
    name = _BY_WHICH.sub("", clause[:end].rpartition("、")[2])
    if "”" in name and "“" not in name:
        name = clause[clause.rfind("“", 0, end) + 1 : end] if "“" in clause[:end] else name
    start = 0
    for at, verb in words.verb.places(name, 2):
        inside = len(words.nominal.at_start(name, at)) > len(verb)  # 包装|袋生产项目
        if verb not in words.nominal and not inside and at + len(verb) < len(name) - 2:
            start = at + len(verb)
    if words.pattern("stage_of_works").search(name):  # 年底前完成|主体工程
        return ""
    name = _COUNT.sub("", name[start:])
    name = without_leads(name, words)
    tail = name.rpartition("的")[2]
    name = tail if len(tail) >= 4 else name
    name = re.sub("^(?:了|该|本|这|其|有限责任公司|有限公司)+", "", name)
    name = name.strip("“”") if name.count("“") != name.count("”") else name
    verb = words.verb.at_start(name)
    return name[-24:] if len(name) >= 4 and len(name) - len(verb) > 2 else ""


def works_of(rest: str, words: Vocabulary) -> str:
    """Return what an amount was spent on: the object of the words behind it, or of one of the next two clauses.

    rest: the sentence from the amount's unit on (，对集镇主街道进行了提质改造).
    """
    for clause in re.split("[，,]", re.split("[；;。]", rest, maxsplit=1)[0])[:3]:
        clause = _WHERE.sub(
            "完成", _FOR_WHOM.sub("", _CAPACITY.sub("", without_asides(clause, words).strip()))
        )
        if words.pattern("praised").match(clause):  # 投资11.8亿元，造林137万亩，|被评为全省第一名
            break
        if treated := TREATED.match(clause):
            return treated["object"].split("的")[-1] + what_is_said(treated["act"], words)
        if name := named_bearer(clause, words):
            return name
        if several := _SEVERAL.search(clause):
            return several[1]
        if name := _object_of(clause, words):
            return name
    return ""


def _object_of(clause: str, words: Vocabulary) -> str:
    """Return verb and noun of a clause that tells what was built, sizes left out: 修建|水闸."""
    opened = _WORKS.match(clause).end()
    body = without_leads(clause[opened:], words)
    verb = words.verb.at_start(body)
    object_of_it = _COUNTED.sub("", _SIZE.sub("", body[len(verb) :]))
    noun = without_links(re.split("[0-9、]", object_of_it, maxsplit=1)[0], words)
    if (
        noun in words.attribute or verb + noun in words.attribute or noun.endswith(("率", "资金", "投资"))
    ):  # 完成投资19亿元，新增产值18亿元
        return ""
    return verb + noun if 2 <= len(noun) <= 14 and noun not in words.generic and (verb or opened) else ""
