"""Names amounts and counts: rules in order, of which the first that fits gives the name."""

from lib.quantities.naming.amounts import domain_before, of_bearer, of_project_behind
from lib.quantities.naming.bearers import bearer_in, named_bearer
from lib.quantities.naming.classes import of_class, of_sector
from lib.quantities.naming.deeds import done_to_last, fuller, given_to, reached_by, treated_before
from lib.quantities.naming.items import COUNTED, Item
from lib.quantities.naming.naming import MONEY, Context, Named
from lib.quantities.naming.neighbours import WHOLE_PLACE, carried_over, with_neighbours
from lib.quantities.naming.parts import of_whole
from lib.quantities.naming.phrases import (
    LONGEST,
    is_no_name,
    trimmed,
    what_is_said,
    without_leads,
    without_links,
)
from lib.quantities.naming.rates import dealt_out, nouns_dealt, task_of
from lib.quantities.naming.words import OF, Vocabulary

AREAS_BUILT = frozenset({"平方米", "亩"})  # these and the next as the column `unit` has them
PEOPLE = "人"
FARTHEST = 12  # characters behind a capacity in which its plant may follow


def level_names(group: list[Item], context: Context) -> list[Named]:
    """Return the names of amounts and counts that share one name (2651户7457人脱贫任务).

    group: the quantities, side by side; context: what is known so far.
    """
    last = group[-1]
    item = group[0]._replace(behind=last.behind, raw_behind=last.raw_behind, handed=last.handed)
    names = _names_dealt(item.setting.before, len(group), context) if len(group) > 1 else []
    one = _first_that_fits(item, context)
    if one.rule == "carried" and len(group) > 1 and context.last and context.last.rule == "dealt_out":
        names = names or context.subjects[-len(group) :]
    if one.rule == "whole_place" or one.name in WHOLE_PLACE.values():  # 总人口47983人，|11924户
        names = [WHOLE_PLACE.get(member.quantity.unit, one.name) for member in group]
    named = [Named(name, "dealt_out", "", name) for name in names]
    named = named if len(named) == len(group) else [one] * len(group)
    units = [member.quantity.unit for member in group]
    clause = item.setting.clause
    return [n._replace(unit=unit, clause=clause) for n, unit in zip(named, units, strict=True)]


def _names_dealt(before: str, count: int, context: Context) -> list[str]:
    """Return the names of as many amounts as the words before them list, or none."""
    words = context.words
    listed, *done = words.pattern("dealt_out").split(before, maxsplit=1)
    if not done and len(nouns_dealt(before, words)) != count:
        return []
    names = dealt_out(listed, context.subjects, count, words)
    return _of_sectors([name + words.sowing.at_start("".join(done)) for name in names], context)


def _of_sectors(names: list[str], context: Context) -> list[str]:
    """Return the names of sectors with what the sentence gives of all of them (地区生产总值…，其中一产、二产、三产分别为…)."""
    words = context.words
    whole = words.pattern("regional_first").sub("", context.subjects[-1]) if context.subjects else ""
    bare = all(map(words.pattern("numbered_sector").fullmatch, names)) and words.pattern(
        "ends_output"
    ).search(whole)
    return [name + whole for name in names] if bare else names


def _first_that_fits(item: Item, context: Context) -> Named:
    """Return the name that the first fitting rule gives, completed, or the one carried on."""
    bracket = item.setting.bracket and context.last
    if bracket and context.words.pattern("converted").fullmatch(item.before.core):
        return context.last._replace(rule="converted")  # 人均生产总值45031元（折合|6652美元）
    for rule in RULES:
        named = rule(item, context)
        if named and not is_no_name(named.name, context.words):
            return _of_its_plant(with_neighbours(named, item, context), item, context)
    return carried_over(item, context)


def _of_its_plant(named: Named, item: Item, context: Context) -> Named:
    """Name a capacity after the plant that an earlier clause tells of (投资1800万元的制茶车间建成投产，年加工干茶|400吨)."""
    owned = OF in item.raw_behind[:FARTHEST]  # 年产|150万吨|的钢铁联合企业 is the plant itself
    if item.setting.place or owned or not context.words.pattern("capacity_first").match(named.name):
        return named
    plant = bearer_in(context.before(item), context.words)
    fits = plant and plant not in named.name and len(plant) <= len(named.name) + 1
    return named._replace(name=plant + named.name) if fits else named


def _of_mainly(item: Item, context: Context) -> Named | None:
    """林果业以核桃、红枣为主，面积发展到|3.2万亩."""
    words = context.words
    core = trimmed(item.before.core, words)
    of_crops = words.pattern("crops_measured").match(core)
    mainly = words.pattern("made_of_mainly").search(context.before(item)) if of_crops else None
    name = mainly[1] + core if mainly else ""
    return Named(name, "of_sector", "", name) if name else None


def _with_bearer(item: Item, context: Context) -> Named | None:
    """星瑞压铸分公司追加投资|2103万元."""
    core = item.before.core
    ending = context.words.attribute.at_end(core)
    owner = named_bearer(core[: -len(ending)], context.words) if ending else ""
    name = core[core.find(owner) :] if owner in core else owner + ending  # 规上企业|研发投入
    return Named(name, "bearer_before", "", name) if owner else None


def _people(item: Item, context: Context) -> Named | None:
    """全镇|4万多人|民."""
    words = context.words
    if item.quantity.unit != PEOPLE or not words.pattern("opens_as_people").match(item.raw_behind):
        return None
    return Named(words.form("people_of", region=_region(item, context)), "people")


def _treated(item: Item, context: Context) -> Named | None:
    """270户|的院墙、大门进行了规范提升."""
    words = context.words
    owned = item.raw_behind[:1] == OF and item.behind.noun
    if not owned or item.quantity.unit not in COUNTED or item.before.core:
        return None
    if acted := words.pattern("acted_on").match(item.raw_behind[1:]):
        return Named(acted[1] + what_is_said(acted[2], words), "treated")
    return Named(item.behind.noun + what_is_said(item.behind.said, words), "treated")


def _for_them(item: Item, context: Context) -> Named | None:
    """协调金融部门为|38家|企业发放贷款."""
    words, noun, before = context.words, item.behind.noun, item.setting.before.rstrip()
    given = len(before) > 2 and words.pattern("gives_to").fullmatch(before[-1])
    given = given and not words.verb.at_end(before)
    return Named(noun, "subject", "", noun) if given and noun and noun not in words.generic else None


def _object(item: Item, context: Context) -> Named | None:
    """新建|4处|文化广场."""
    words, final, noun = context.words, item.before.final, item.behind.noun
    if not final or not noun or item.before.core in words.attribute:
        return None
    verb = final if final not in words.light or noun in words.village or final in words.benefit else ""
    noun = _product_of(noun, final, words)
    if noun in words.generic and not words.governs.at_start(final):
        if next_noun := _noun_of_next(item, context):
            return Named(f"{verb}{next_noun}{OF}{noun}", "object", verb, noun)
        if said := what_is_said(item.behind.said, words):
            return Named(f"{verb if len(said) < 4 else ''}{said}{OF}{noun}", "object", verb, noun)
    return Named(verb + noun, "object", verb, noun)


def _product_of(noun: str, verb: str, words: Vocabulary) -> str:
    """Return a counted noun; of a plant that makes so much a year, its product (年产|5万吨|茶叶加工项目)."""
    yearly = words.pattern("opens_yearly").match(verb)
    return words.pattern("ends_as_project").sub("", noun) or noun if yearly else noun


def _size_of_next(item: Item, context: Context) -> Named | None:
    """建|800平方米|堆肥厂6座."""
    core, following = item.before.core, context.following
    built = core and (core in context.words.making or core in context.words.raising)
    if not built or item.quantity.unit not in AREAS_BUILT or not item.same_clause(following):
        return None
    thing = following.before.core if not item.listed and item.handed == following.setting.before else ""
    name = context.words.form("area_of", thing=thing)
    return Named(name, "size_of_next", "", thing) if len(thing) >= 2 else None


def _before(item: Item, context: Context) -> Named | None:
    """印发宣传材料|16000份."""
    words, core = context.words, item.before.core
    if words.pattern("in_total_first").match(item.setting.before):  # 新增上市公司2家、总数达|10家
        return None
    per_head = words.pattern("per_head_first").fullmatch(item.setting.before.strip())
    if not core or per_head:  # 集体经济收入436万元，村均|39.6万元
        return None
    name = trimmed(core, words)
    if context.subjects and (most := words.pattern("the_one_with_most").search(core)):
        told = words.pattern("opens_with_each_village").sub("", context.subjects[-1])
        return Named(most[1] + told, "of_most")
    name = _with_what_is_counted(name, item, context)
    verb = context.handed_verb(item) or _verb_of_ranks(name, item, context)
    if verb and not words.verb.at_start(name):
        name = verb + name
    name = _completed(name, item, context)
    helped = item.setting.place and context.last and words.pattern("helps").fullmatch(context.last.verb)
    if helped and not item.listed:
        name = context.last.verb + context.last.noun.removeprefix(context.last.verb) + name
    if name in words.bare or name in words.grant:
        name = (domain_before(context.before(item), words) or _for_which(item, context)) + name
    return Named(name, "before", words.verb.at_start(name), name)


def _with_what_is_counted(name: str, item: Item, context: Context) -> str:
    """Return a name with the whole place before it or, where it is a rank or a part of the place, what the name before counts."""
    words, last = context.words, context.last
    if name in words.village and (whole := words.pattern("whole_place_told").search(item.setting.before)):
        name = whole[0] + name
    rank = last and words.pattern("ends_in_rank").search(name)
    if rank and (ranked := words.pattern("rank_and_what").search(last.name)):
        name += ranked[1]
    if last and name in words.quarter:  # 新增个体工商户61户，镇区562家
        name += last.noun[len(words.verb.at_start(last.noun)) :]
    return name


def _for_which(item: Item, context: Context) -> str:
    """Return what the clause before counts, for which money was given (完成农村危房改造220户，兑付|补助资金)."""
    last, words = context.last, context.words
    if not last or last.clause != item.setting.clause - 1 or item.setting.place or last.unit in MONEY:
        return ""
    noun = last.noun[len(words.verb.at_start(last.noun)) :]
    return noun if words.nominal.at_end(noun[2:]) and len(noun) <= 10 else ""


def _verb_of_ranks(name: str, item: Item, context: Context) -> str:
    """Return the verb of the clause before where both count what has a rank (新增国家4A级旅游区2个，国家级风景名胜区|1个)."""
    last = context.last
    if not last or item.setting.place or item.setting.opener not in "，," or last.unit != item.quantity.unit:
        return ""
    rank = context.words.pattern("opens_with_rank")
    ranked = rank.match(name) and rank.match(last.name.removeprefix(last.verb))
    return last.verb if ranked and last.verb not in context.words.light else ""


def _completed(name: str, item: Item, context: Context) -> str:
    """Add to a name from before the numeral what stands behind it or what a bare verb was done to."""
    words, (core, final, _), (noun, said) = context.words, item.before, item.behind
    if noun and not final:
        return _place_and_noun(item, context)
    if said and not noun and item.quantity.unit in COUNTED:
        return name + what_is_said(said, words)
    if name[len(words.giving.at_start(name)) :] in words.bare and (given := given_to(item, words)):
        return given + name[len(words.giving.at_start(name)) :]
    if core == final and not noun:
        if core in words.reach:
            return reached_by(item, context) + name
        whole = len(core) > 4 or len(core) == 4 and core in words.nominal or core in words.alone  # 退耕还林
        done = "" if whole else done_to_last(item, context)
        before = treated_before(item, context)
        acts = len(name) == 2 and name not in words.making
        acts = acts and not words.pattern("ends_growing").search(name)
        if done and not before and acts and not words.verb.at_end(done):  # 排查隐患26处，|化解|24处
            return name + done
        return (before or done or fuller(name, item, context)) + name
    if item.quantity.unit in MONEY and context.subjects and words.pattern("ends_persons").search(name):
        per_head = words.pattern("ends_per_head").search(context.subjects[-1])
        return name + per_head[0] if per_head else name
    return name


def _place_and_noun(item: Item, context: Context) -> str:
    """Join what stands before a numeral with the noun behind it: 王灵村|600亩|香菜种植区."""
    words, noun = context.words, item.behind.noun
    lifted = words.pattern("opens_with_lifted").search(item.behind.said)
    if lifted and words.pattern("opens_with_poor").match(noun):
        return words.form("lifted")
    before = item.setting.before.rstrip()
    said = what_is_said(item.behind.said, words)
    if said and noun in words.generic and not before.endswith(OF):
        return f"{said}{OF}{noun}"
    name = trimmed(item.before.core, words)
    verb = "" if item.before.first in words.light else item.before.first
    if words.pattern("ends_somewhere").search(before):
        return noun
    if words.pattern("ends_open_list").search(before) and noun not in words.village:
        return verb + noun  # 青溪等|12座|水库: the noun behind is what is counted
    if noun in words.village and (told := words.pattern("places_told").search(before)):
        return f"{told[1] or told[2]}{noun}"
    listed = words.pattern("listed_before").search(before)
    if listed and noun in words.village and len(said) > 2:  # 甲、乙|4个|村吃上自来水
        return f"{said}{OF}{noun}"
    if listed:  # 引进华能电器、驾校|2户|企业
        return verb + noun if verb or len(noun) > 2 else name.rpartition("、")[2] + noun
    return verb + noun if len(name) + len(noun) > LONGEST else name + noun


def _counted_noun(item: Item, context: Context) -> Named | None:
    """2家|企业率先开工."""
    words, noun = context.words, item.behind.noun
    if not noun:
        return None
    region = _region(item, context)
    said = _said_of_noun(item, context)
    lifted = words.pattern("opens_with_lifted").search(said)
    if lifted and words.pattern("listed_poor").search(noun):
        return Named(words.form("lifted"), "subject", "", noun)  # 764户|建档立卡贫困人口全部脱贫
    some = words.pattern("only_some").search(said)
    every = words.pattern("all_of_them").search(item.raw_behind)
    if (
        region and noun in words.village and (every or not some)
    ):  # 全镇|5个|村|受灾 are not the town's villages
        return Named(region + noun, "subject", "", noun)
    if noun in words.own_village and not said and _is_divided(item, context):
        return Named(words.form("villages_governed"), "subject", words.form("governs"), noun)
    verb = context.handed_verb(item)
    if noun in words.generic and not said and (next_noun := _noun_of_next(item, context)):
        return Named(f"{verb}{next_noun}{OF}{noun}", "subject", verb, noun)
    if item.setting.place == 0 and words.milestone.at_start(noun) and (done := done_to_last(item, context)):
        return Named(done + noun, "subject", "", done)
    if verb and not (said and noun in words.generic):
        noun = _product_of(noun, verb, words)
        return Named(verb + noun, "subject", verb, noun)
    short = len(noun) <= 4 or noun in words.generic or item.quantity.unit in COUNTED
    if len(said) >= 2 and short:
        long = len(said) > 2
        linked = OF if long and not said.endswith("”") else ""  # 出列|贫困村, 通水泥路|的|村
        return Named(f"{said}{linked}{noun}", "subject", "", noun)
    return Named(noun, "subject", "", noun)


def _is_divided(item: Item, context: Context) -> bool:
    """Say whether a count of villages stands beside one of their groups: 有|8个|村，183个村民小组."""
    words, following = context.words, context.following
    if following is None or following.behind.noun not in words.village_group:
        return False
    near = following.setting.clause <= item.setting.clause + 1
    return near and bool(words.pattern("nothing_but_has").fullmatch(item.setting.before.strip(" ，、")))


def _said_of_noun(item: Item, context: Context) -> str:
    """Return what is said about a counted noun, also behind the last noun of its list or behind what it received."""
    words, following = context.words, context.following
    if words.pattern("opens_towards").match(item.setting.before.lstrip()):
        return ""
    said = what_is_said(item.behind.said, words)
    if said or item.behind.noun in words.alone:  # 81705人|脱贫、60个村出列
        return said
    if item.same_clause(following) and following.listed and not following.before.core:
        return what_is_said(following.behind.said, words)
    people = item.quantity.unit in COUNTED or item.behind.noun in words.village
    receives = people and words.verb.at_start(item.handed)
    return what_is_said(without_links(item.handed, words), words) if receives else ""


def _noun_of_next(item: Item, context: Context) -> str:
    """Return the noun of the next quantity where it follows directly: 6个村|1219户户户通工程."""
    following = context.following
    return following.behind.noun if item.same_clause(following) and not following.listed else ""


def _said_behind(item: Item, context: Context) -> Named | None:
    """组织|10人|参加培训."""
    words = context.words
    before = item.setting.before.strip()
    of_them = words.pattern("some_of_them").match(before)
    alone = not without_leads(before[:-1], words)  # 全年为|526户931人发放低保金
    given = words.pattern("gives_to").match(before[-1:]) and alone and item.quantity.unit in COUNTED
    said = what_is_said(item.behind.said, words)
    if given and not said:  # 为|87户|购买基础母牛174头
        said = without_links(item.handed, words)
    if said and of_them and (of := done_to_last(item, context)):
        return Named(of + said, "said_of_last")  # 17项列入省重点的项目，已有|13项|开工建设
    if words.pattern("lifted_people").search(said):  # 231户862人|建档立卡贫困群众稳定脱贫
        said = words.form("lifted")
    return Named(said, "said_behind", "", said) if said else None


def _region(item: Item, context: Context) -> str:
    """Return the name of the whole place before a numeral (全镇)."""
    bare = context.words.pattern("exists_around").sub("", item.setting.before)
    return context.words.region.at_end(bare)


def _task(item: Item, context: Context) -> Named | None:
    """占年度任务|1.2亿元|的50.8%."""
    return task_of(item, context.subjects, context.words)


RULES = (
    _task,
    of_whole,
    of_project_behind,
    of_sector,
    of_class,
    _of_mainly,
    of_bearer,
    _with_bearer,
    _people,
    _treated,
    _for_them,
    _object,
    _size_of_next,
    _before,
    _counted_noun,
    _said_behind,
)
