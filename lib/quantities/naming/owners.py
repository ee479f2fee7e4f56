"""Finds whose quantities a stretch of a sentence gives: the one firm or project that is its subject."""

import re

from lib.quantities.naming.phrases import without_leads
from lib.quantities.naming.words import Vocabulary, remembered

FARTHEST = 24  # characters of a name

_WORTH = re.compile("^.{0,24}?[0-9][万亿]?元(?:以上)?的")
_OPENED = re.compile("^(?:近年|今年|去年|新)?(?:引进|招引|新上|落户)的")
_LISTED = re.compile("[、和与及等各0-9]|以上")
_SAID = re.compile(
    "((?:(?![在的])[\u4e00-\u9fff]){2,12}?)(?:全面|已经?|基本|顺利|圆满|如期)?(?:结束|完成|竣工|启动|推开|铺开|从无到有|从小到大|起步|见效|丰收|喜获|较?大$)"
)
# 旺成瓜蒌子|获批合肥市龙头企业，种植瓜蒌|700亩
_TITLED = re.compile(
    "(?![全我本该各][镇乡县市区])([\u4e00-\u9fff]{3,12}?)(?:获批|获评|被评为|被认定为|荣获|入选|成为|是)[^，,、]{0,20}"
    "(?:企业|示范社|示范场|合作社|农场|大户)$"
)
_WHEN = re.compile("^(?:[12][0-9]{3}年|[今去当]年|全年|累计)")  # 鑫源炭业|2008年|落户
_COUNT = re.compile("[0-9]|[一二三]期")


def owner_at(passage: str, words: Vocabulary) -> tuple[str, bool]:
    """Return the firm or project that is the subject where a passage ends, and whether its own clause still runs.

    passage: the sentence up to a quantity. A semicolon, or a clause about the whole place, ends what a subject owns. A
    subject owns later clauses if its own has a quantity (湘沅牧业|投资2800万元，…): else it was only mentioned.
    """
    owner = ""
    *earlier, last = re.split("[，,：:]", re.split("[；;。]", passage)[-1])
    for clause in earlier:
        if words.region.at_start(clause.strip()):
            owner = ""
        found, titled = _subject(clause, words), _TITLED.match(clause.strip())
        owner = found if found and _COUNT.search(clause.replace(found, "", 1)) else owner
        owner = titled[1] if titled else owner
    found = _subject(last, words)
    return (found, True) if found else (owner, False)


def subject_of_clause(clause: str, words: Vocabulary) -> str:
    """Return what a clause without figures speaks of (水稻栽插|全面结束, 黑茶基地|从无到有), or an empty string."""
    bare = without_leads(clause.strip(), words)
    subject = _SAID.match(bare)
    verb = words.verb.at_start(bare)
    fits = subject and not _LISTED.search(clause) and (not verb or verb in words.nominal)
    return subject[1] if fits else ""


@remembered
def _subject(clause: str, words: Vocabulary) -> str:
    """Return the named firm or project that opens a clause and of which something is said."""
    bare = _OPENED.sub("", _WORTH.sub("", clause.strip()).removeprefix("其中").strip())
    bare = without_leads(bare, words)
    for at, kind in words.firm.places(bare[: FARTHEST + 4]):
        name, rest = bare[: at + len(kind)], bare[at + len(kind) :]
        if words.firm.at_start(rest):
            continue
        own = name[: -len(kind)]
        while common := words.common.at_start(own):
            own = own[len(common) :]
        named = len(own) >= 2 and not _LISTED.search(own) and not words.verb.at_start(name)
        several = "等" in rest[:6]  # 城北产业园二期等一批项目落地
        return name if named and not several and _acts(rest, words) else ""
    return ""


def _acts(rest: str, words: Vocabulary) -> bool:
    """Say whether what follows a name tells what it did or has."""
    classes = (words.verb, words.attribute, words.light, words.acts)
    rest = _WHEN.sub("", rest)
    return any(kind.at_start(rest) for kind in classes)
