"""Words a found name as a reader would: without verbs of making, with the size that its unit measures."""

import re

from lib.quantities.naming.items import COUNTED
from lib.quantities.naming.words import Vocabulary

_CARED_FOR = re.compile("(?<=低保|监测|救助|供养|保障|优抚|五保)对象$")
_SOWN = re.compile("(?<![播品制良育引树草原纯特工])种$")
_DONE_BY = re.compile("(?<=项目|公司|工程|企业)完成(?!投资|产值|营业|税)")
_GROWN = re.compile("([\u4e00-\u9fff]{2,12}面积)又?新增")
_PRODUCED = re.compile("产(?![业品值量能权区地房销教学假后前融妇])([\u4e00-\u9fff]{1,3})")
_OWN_PLACE = re.compile("^[\u4e00-\u9fff]{1,4}[乡镇](?=距)")  # 燕云乡|距县城
_SEXES = frozenset({"男", "女", "男性", "女性"})
AREAS = frozenset({"亩", "公顷", "平方公里", "平方千米", "亩次"})
FLOORS = frozenset({"平方米", "万平方米"})
WEIGHTS = frozenset({"吨", "公斤", "斤", "担", "千克"})
YIELDS = WEIGHTS | {
    "千升",
    "升",
    "立方米",
    "方",
    "棒",
    "袋",
    "枚",
    "张",
    "度",
    "千瓦时",
    "件",
    "瓶",
    "箱",
    "株",
}
LENGTHS = frozenset({"米", "公里"})


def worded(name: str, unit: str, words: Vocabulary) -> str:
    """Return a name in the shortest wording that is unambiguous.

    name: as found in the clause; unit: of the quantity, which tells whether an area or people are counted.
    """
    name = _completed(_herd_first(_new_first(without_making(name, words)), words), unit, words)
    return counted(_with_size(name, unit, words), unit, words)


def counted(name: str, unit: str, words: Vocabulary) -> str:
    """Return a name with what its unit counts: 脱贫 in 户 is 脱贫户数, but 贫困户 says it already."""
    suffix = COUNTED.get(unit, "")
    if not suffix or not name:
        return name
    if name in _SEXES:  # 其中男|10969人
        return name.removesuffix("性") + "性人口"
    name = _CARED_FOR.sub("", name)
    if words.verb.at_end(name):  # 天然气入户
        return name + ("数" if suffix[0] == name[-1] else suffix)
    if name.endswith("贫困户" if suffix == "人数" else "贫困人口"):  # 贫困户|612人
        return name.removesuffix("户").removesuffix("人口") + ("人口" if suffix == "人数" else "户")
    said = ("数", "人次", "户次", "总量") + (("户",) if unit == "户" else ("人", "人口", "人民"))
    return name if name.endswith(said) else name + suffix


def without_making(name: str, words: Vocabulary) -> str:
    """Leave out a verb that only says that the thing is there now (建成|茶叶加工厂, 投入|扶贫资金)."""
    name = _DONE_BY.sub("", name.replace("各类", "").replace("各种", "").removeprefix("已"))
    given = words.giving.at_start(name) if words.grant.at_end(name) else ""
    verb = given if len(name) - len(given) > 2 and given else words.making.at_start(name)
    rest = name[len(verb) :]
    small = (
        len(rest) < 2
        or bool(words.milestone.at_start(rest))
        or rest in words.generic
        or rest in words.attribute
        or rest[0] in "的了、和"
    )
    return name if not verb or small else rest


def _new_first(name: str) -> str:
    """Put 新增 before what has grown: 虾稻共作面积又|新增 -> 新增虾稻共作面积."""
    grown = _GROWN.fullmatch(name)
    return "新增" + grown[1] if grown else name


def _herd_first(name: str, words: Vocabulary) -> str:
    """Put the animals before what is counted of them: 出栏|生猪 -> 生猪出栏."""
    stock = "" if name.startswith("年") else words.herd.at_start(name)
    animals = name[len(stock) :]
    return (
        animals + stock if stock and len(animals) in (1, 2, 3, 4) and not words.herd.at_end(animals) else name
    )


def _completed(name: str, unit: str, words: Vocabulary) -> str:
    """Write out a clipped word: 粮食|总产 -> 粮食总产量, 产|干耳 -> 干耳产量."""
    if product := _PRODUCED.fullmatch(name) if unit in YIELDS else None:
        return product[1] + "产量" if len(product[1]) > 1 else name + "量"
    return name + "量" if words.clipped.at_end(name) else name


def _with_size(name: str, unit: str, words: Vocabulary) -> str:
    """Say which size is meant: 烤烟 in 亩 is 烤烟面积, 距县城 in 公里 距县城距离, 桥长 in 米 桥长度."""
    if unit in AREAS:
        return _with_area(name, words)
    if unit in FLOORS:
        built = words.building.at_end(name) and not any(words.verb.places(name, 2))
        return name + "面积" if built else name
    if unit in WEIGHTS and "收购" in (name[:2], name[-2:]):  # 收购|烟叶 -> 烟叶收购量
        return f"{name.removeprefix('收购').removesuffix('收购')}收购量"
    name = _OWN_PLACE.sub("", name)
    if unit in LENGTHS and name[:1] == "距":
        return name if name.endswith("离") else name + "距离"
    bare = unit in LENGTHS and name[1:] and name[-1] in "长宽高" and not name.endswith(("全长", "总长"))
    return name + "度" if bare else name


def _with_area(name: str, words: Vocabulary) -> str:
    """Say that an area is meant where the words name what grows or was done on it: 烤烟 -> 烤烟面积."""
    sown = words.sowing.at_start(name)
    grown = name[len(sown) :] if sown and len(name) > len(sown) + 1 else ""
    if not name or words.sized.at_end(name):
        return grown or name
    if grown:
        return f"{grown}{sown if sown == '播种' else '种植'}面积"
    verb = words.verb.at_start(name)
    if verb and verb != name and not words.tending.at_end(name):  # 新造油茶林
        return name
    return name + ("植面积" if _SOWN.search(name) else "面积")
