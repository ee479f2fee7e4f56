"""Words a found name as a reader would: without verbs of making, with the size that its unit measures."""

from lib.quantities.naming.items import COUNTED, HOUSEHOLD, PERSON
from lib.quantities.naming.words import Vocabulary

# What names are written out with; the words that names are found by stand in the tables.
NUMBER, PEOPLE, OF_SEX, OUTPUT, AMOUNT = "数", "人口", "性人口", "产量", "量"
AREA, GROWING, BOUGHT_UP, DISTANCE, EXTENT = "面积", "种植", "收购量", "距离", "度"


def worded(name: str, unit: str, words: Vocabulary) -> str:
    """Return a name in the shortest wording that is unambiguous.

    name: as found in the clause; unit: of the quantity, which tells whether an area or people are counted.
    """
    name = _completed(_herd_first(_new_first(without_making(name, words), words), words), unit, words)
    return counted(_with_size(name, unit, words), unit, words)


def counted(name: str, unit: str, words: Vocabulary) -> str:
    """Return a name with what its unit counts: 脱贫 in 户 is 脱贫户数, but 贫困户 says it already."""
    suffix = COUNTED.get(unit, "")
    if not suffix or not name:
        return name
    if sex := words.pattern("sex").fullmatch(name):  # 其中男|10969人
        return sex[1] + OF_SEX
    name = words.pattern("cared_for_last").sub("", name)
    if words.verb.at_end(name):  # 天然气入户
        return name + (NUMBER if suffix[0] == name[-1] else suffix)
    people = suffix == COUNTED[PERSON]
    poor = words.pattern("poor_households_last" if people else "poor_people_last")
    if poor.search(name):  # 贫困户|612人
        return poor.sub(PEOPLE if people else HOUSEHOLD, name)
    told = words.pattern("households_told_last" if unit == HOUSEHOLD else "people_told_last")
    return name if told.search(name) else name + suffix


def without_making(name: str, words: Vocabulary) -> str:
    """Leave out a verb that only says that the thing is there now (建成|茶叶加工厂, 投入|扶贫资金)."""
    name = words.pattern("already_first").sub("", words.pattern("kinds").sub("", name))
    name = words.pattern("finished_by_firm").sub("", name)
    given = words.giving.at_start(name) if words.grant.at_end(name) else ""
    verb = given if len(name) - len(given) > 2 and given else words.making.at_start(name)
    rest = name[len(verb) :]
    small = (
        len(rest) < 2
        or bool(words.milestone.at_start(rest))
        or rest in words.generic
        or rest in words.attribute
        or bool(words.pattern("sign_or_particle_first").match(rest))
    )
    return name if not verb or small else rest


def _new_first(name: str, words: Vocabulary) -> str:
    """Put 新增 before what has grown: 虾稻共作面积又|新增 -> 新增虾稻共作面积."""
    grown = words.pattern("area_then_added").fullmatch(name)
    return grown[2] + grown[1] if grown else name


def _herd_first(name: str, words: Vocabulary) -> str:
    """Put the animals before what is counted of them: 出栏|生猪 -> 生猪出栏."""
    stock = "" if words.pattern("per_year_first").match(name) else words.herd.at_start(name)
    animals = name[len(stock) :]
    return (
        animals + stock if stock and len(animals) in (1, 2, 3, 4) and not words.herd.at_end(animals) else name
    )


def _completed(name: str, unit: str, words: Vocabulary) -> str:
    """Write out a clipped word: 粮食|总产 -> 粮食总产量, 产|干耳 -> 干耳产量."""
    product = words.pattern("clipped_output").fullmatch(name)
    if product and words.pattern("unit_of_output").fullmatch(unit):
        return product[1] + OUTPUT if len(product[1]) > 1 else name + AMOUNT
    return name + AMOUNT if words.clipped.at_end(name) else name


def _with_size(name: str, unit: str, words: Vocabulary) -> str:
    """Say which size is meant: 烤烟 in 亩 is 烤烟面积, 距县城 in 公里 距县城距离, 桥长 in 米 桥长度."""
    if words.pattern("unit_of_land").fullmatch(unit):
        return _with_area(name, words)
    if words.pattern("unit_of_floor").fullmatch(unit):
        built = words.building.at_end(name) and not any(words.verb.places(name, 2))
        return name + AREA if built else name
    bought = words.pattern("bought_around")
    if bought.search(name) and words.pattern("unit_of_weight").fullmatch(unit):  # 收购|烟叶 -> 烟叶收购量
        return bought.sub("", name) + BOUGHT_UP
    name = words.pattern("place_of_distance_first").sub("", name)
    if not words.pattern("unit_of_length").fullmatch(unit):
        return name
    if words.pattern("distance_untold").match(name):
        return name + DISTANCE
    return name + EXTENT if words.pattern("length_clipped_last").search(name) else name


def _with_area(name: str, words: Vocabulary) -> str:
    """Say that an area is meant where the words name what grows or was done on it: 烤烟 -> 烤烟面积."""
    sown = words.sowing.at_start(name)
    grown = name[len(sown) :] if sown and len(name) > len(sown) + 1 else ""
    grown = "" if grown in words.attribute else grown  # 种植|面积 is no area of a place
    if not name or words.sized.at_end(name):
        return grown or name
    if grown:
        return grown + (sown if words.pattern("sowing_kept").fullmatch(sown) else GROWING) + AREA
    verb = words.verb.at_start(name)
    if verb and verb != name and not words.tending.at_end(name):  # 新造油茶林
        return name
    return name + (GROWING[1:] if words.pattern("seed_last").search(name) else "") + AREA
