"""Words a found name as a reader would: without verbs of making, with the size that its unit measures."""

import re

from lib.quantities.naming.items import COUNTED
from lib.quantities.naming.words import Vocabulary

_PRODUCED = re.compile("产(?![业品值量能权区地房销教学假后前融妇])([\u4e00-\u9fff]{1,3})")
AREAS = frozenset({"亩", "公顷", "平方公里", "平方千米", "亩次"})


def worded(name: str, unit: str, words: Vocabulary) -> str:
    """Return a name in the shortest wording that is unambiguous.

    name: as found in the clause; unit: of the quantity, which tells whether an area or people are counted.
    """
    name = _completed(_herd_first(without_making(name, words), words), words)
    name = _with_area(name, words) if unit in AREAS else _with_distance(name) if unit == "公里" else name
    return counted(name, unit, words)


def _with_distance(name: str) -> str:
    return name + "距离" if name[:1] == "距" and not name.endswith("离") else name


def counted(name: str, unit: str, words: Vocabulary) -> str:
    """Return a name with what its unit counts: 脱贫 in 户 is 脱贫户数, but 贫困户 says it already."""
    suffix = COUNTED.get(unit, "")
    if words.verb.at_end(name):  # 天然气入户
        return name + suffix if suffix[:1] != name[-1:] else name + "数"
    said = ("数", "人次", "户次", "总量") + (("户",) if unit == "户" else ("人", "人口", "人民"))
    return name if not suffix or not name or name.endswith(said) else name + suffix


def without_making(name: str, words: Vocabulary) -> str:
    """Leave out a verb that only says that the thing is there now (建成|茶叶加工厂, 投入|扶贫资金)."""
    name = name.replace("各类", "").replace("各种", "")
    verb = words.making.at_start(name)
    rest = name[len(verb) :]
    small = len(rest) < 2 or rest in words.generic or rest in words.attribute or rest[0] in "的了、和"
    return name if not verb or small else rest


def _herd_first(name: str, words: Vocabulary) -> str:
    """Put the animals before what is counted of them: 出栏|生猪 -> 生猪出栏."""
    stock = "" if name.startswith("年") else words.herd.at_start(name)
    animals = name[len(stock) :]
    return (
        animals + stock if stock and len(animals) in (1, 2, 3, 4) and not words.herd.at_end(animals) else name
    )


def _completed(name: str, words: Vocabulary) -> str:
    """Write out a clipped word: 粮食|总产 -> 粮食总产量, 产|干耳 -> 干耳产量."""
    if product := _PRODUCED.fullmatch(name):
        return product[1] + "产量"
    return name + "量" if words.clipped.at_end(name) else name


def _with_area(name: str, words: Vocabulary) -> str:
    """Say that an area is meant where the words name what grows or was done on it: 烤烟 -> 烤烟面积."""
    sown = words.sowing.at_start(name)
    if sown and len(name) > len(sown) + 1 and not words.sized.at_end(name):
        return f"{name[len(sown) :]}种植面积"
    verb = words.verb.at_start(name)
    done = verb and verb != name and not words.tending.at_end(name)  # 新造油茶林
    if not name or words.sized.at_end(name) or done:
        return name
    return name + "面积"
