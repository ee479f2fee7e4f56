"""Names an amount that says nothing alone (总投资, 占地, 利润): after the project, firm or works it belongs to."""

import re

from lib.quantities.naming.bearers import bearer_in, bearers_listed, named_bearer, needs_bearer, works_of
from lib.quantities.naming.clauses import without_asides
from lib.quantities.naming.items import Item
from lib.quantities.naming.naming import MONEY, SIZES, Context, Named
from lib.quantities.naming.owners import owner_at, subject_of_clause
from lib.quantities.naming.phrases import trimmed, without_final_verbs, without_leads
from lib.quantities.naming.words import OF, Vocabulary

SHORTEST_OWNER = 4  # characters; 营业 of 营业总收入 owns no 利润 beside it
MOST = 20  # quantities; those farther back do not own an amount
PROJECT_UNITS = frozenset({"个", "家", "项", "户"})  # as the column `unit` has them


def of_project_behind(item: Item, context: Context) -> Named | None:
    """投资1.2亿元|的文创印刷项目, 投资2.8亿元、总长66公里|的供水工程."""
    words, noun = context.words, item.behind.noun
    attribute = words.attribute.at_end(item.before.core)
    listed = None
    if item.quantity.unit in MONEY:
        listed = words.pattern("opens_with_listed_of").match(context.behind(item))
    own = needs_bearer(item.before.core.rpartition("、")[2], words) if listed else ""
    if listed and (told := own or _attribute_listed(item, context)):
        return Named(listed[1] + told, "listed_of", "", listed[1])
    if not attribute:
        return None
    attribute = needs_bearer(item.before.core, words) or attribute
    owned = item.raw_behind[:1] == OF or bool(words.bearer.at_end(noun))
    if noun and item.quantity.unit in SIZES and owned:
        return Named((named_bearer(item.raw_behind.removeprefix(OF), words) or noun) + attribute, "amount_of")
    following = context.following
    if item.same_clause(following) and following.behind.noun and needs_bearer(item.before.core, words):
        shared = item.raw_behind.strip() in ("", "、") and following.raw_behind[:1] == OF
        if words.pattern("built_of").fullmatch(item.raw_behind) or shared:
            return Named(following.behind.noun + attribute, "amount_of")
    return None


def _attribute_listed(item: Item, context: Context) -> str:
    """Return 投资 where the list goes on without saying it again (总投资5亿元的云海水泥、|1.2亿元|的恒达制衣)."""
    last = context.last
    goes_on = last and last.rule == "listed_of" and not item.before.core
    return last.name.removeprefix(last.noun) if goes_on else ""


def of_bearer(item: Item, context: Context) -> Named | None:
    """Name an amount without a bearer of its own by the first that is found around it."""
    words = context.words
    attribute = needs_bearer(item.before.core, words)
    if not attribute:
        return None
    core = words.pattern("gained").sub("", words.pattern("opens_with_in_all").sub("", item.before.core))
    summed_up = words.pattern("summed_up_before_done").search(item.setting.before)
    if summed_up and not words.pattern("opens_with_summed_up").match(core):
        core = words.form("summed_up", amount=core)
    rest = context.behind(item)
    invested = bool(words.pattern("ends_invested").search(attribute))
    if invested and (works := _named_works(rest, context)):
        return Named(works + core, "works_behind")
    if owner := _owner(item, core, invested, context):
        return Named(core, "attracted") if _attracted_in_all(owner, item, core, context) else owner
    if invested and (works := works_of(rest, words)):
        return Named(works + core, "works_behind")
    if item.behind.noun and not invested:
        return Named(core + item.behind.noun, "before")
    return _of_last(item, core, attribute, invested, context) or _of_clauses(
        item, core, attribute, invested, context
    )


def _attracted_in_all(owner: Named, item: Item, core: str, context: Context) -> bool:
    """Say whether money in place is what was attracted in all, not that of the class of projects counted last."""
    words = context.words
    counted = any(past.unit in PROJECT_UNITS for past in context.found[-3:])
    in_place = counted and words.pattern("in_place").fullmatch(core)
    told = in_place and words.pattern("attracted_before").search(context.before(item))
    return bool(told) and not words.pattern("opens_with_attracted").match(owner.name)


def _last_named(core: str, context: Context) -> Named | None:
    """What was named last; to an amount that opens with no verb, the last amount."""
    return context.last if context.words.verb.at_start(core) else context.last_amount


def _of_last(item: Item, core: str, attribute: str, invested: bool, context: Context) -> Named | None:
    """Name an amount after the owner of the one before it."""
    words = context.words
    last = _last_named(core, context)
    here = re.split("[；;]", context.before(item))[-1]
    if not last or not words.pattern("any_number").search(here):  # …520人；鑫源炭业去年上缴税收|236万元
        return None
    if item.listed and last.unit == item.quantity.unit and core == attribute:
        own = words.pattern("opens_with_own_revenue").match(core)
        owner = "" if own else last.name.removesuffix(words.attribute.at_end(last.name))
        if SHORTEST_OWNER <= len(owner) < len(last.name):  # 规模以上工业主营业务收入16.8亿元、利税|1.42亿元
            return Named(owner + core, "listed_with", "", owner)
    if last.rule == "carried" and not last.noun:  # 新增苹果面积…，累计达到…，总产|164万吨
        last = last._replace(noun=last.name)
    shared = last.unit not in MONEY or last.rule == "belongs_to_last"
    apart = last.noun in words.division or words.pattern("distance").search(
        last.noun
    )  # 辖216个村民小组，总面积|128平方公里
    if shared and last.noun and not apart and not invested and len(core) <= 4:  # 产值2593万元，均价|32元
        owner = owner_of(last.noun, words)
        return Named(owner + core, "belongs_to_last", "", owner)
    return None


def _of_clauses(item: Item, core: str, attribute: str, invested: bool, context: Context) -> Named:
    """Name an amount after the subject of the clause before it, or an investment after its field; else by itself."""
    words = context.words
    last = _last_named(core, context)
    earlier = re.split("[；;]", context.before(item))[-1]
    clauses = re.split("[，,：:]", earlier)
    if not last and not invested and len(clauses) > 1 and (subject := subject_of_clause(clauses[-2], words)):
        subject = subject.removesuffix(attribute)
        return Named(subject + core, "subject_before", "", subject)
    spent = trimmed(core, words) if len(core) > 2 else core
    no_field = invested and not words.pattern("project_or_works").search(spent)
    if no_field and (domain := domain_before(earlier, words)):
        summed_up = words.pattern("summed_up_investment").search(item.setting.before)
        return Named(domain + (words.form("summed_up", amount=spent) if summed_up else spent), "domain")
    return Named(spent, "before")


def owner_of(name: str, words: Vocabulary) -> str:
    """Return what a later amount belongs to: a name without its own amount and what was done (酿酒葡萄|收购 -> 酿酒葡萄)."""
    owner = words.pattern("opens_making_yearly").sub("", name)
    owner = owner.removesuffix(words.attribute.at_end(owner)) or owner
    tended = owner.removesuffix(words.tending.at_end(owner))
    owner = tended if len(tended) > 1 else owner  # 特种养殖
    opening = words.sowing.at_start(owner) or words.making.at_start(owner)
    return owner[len(opening) :] if len(owner) - len(opening) > 1 else owner


def domain_before(earlier: str, words: Vocabulary) -> str:
    """Return the field that one of the two clauses before an amount speaks of: 文化设施建设|加快，累计投资…

    earlier: the sentence up to the amount. Empty where neither clause names one.
    """
    for clause in reversed(re.split("[，,。：:]", earlier)[:-1][-2:]):
        clause = without_leads(without_asides(clause, words), words)
        if not clause or words.pattern("opens_saying_what_it_is").match(clause):
            continue
        opening = words.verb.at_start(clause)
        stated = words.pattern("field_fares").match(clause)
        if stated and (not opening or opening in words.nominal):
            return words.pattern("ends_effort").sub("", stated[1])
        if words.built.at_start(clause) and (works := works_of(clause, words)):
            return works
        if re.search("[0-9]", clause):
            return ""
    return ""


def _named_works(rest: str, context: Context) -> str:
    """Return the works right behind an amount (投资78亿元|建设产业园), or behind a comma if they are a project."""
    if context.words.spent_on.at_start(rest):
        return works_of(rest, context.words)
    if rest[:1] in ("，", ",") and context.words.spent_on.at_start(rest, 1):
        works = works_of(rest[1:], context.words)
        return works if context.words.bearer.at_end(works) else ""
    return ""


def _owner(item: Item, core: str, invested: bool, context: Context) -> Named | None:
    """Name an amount by what stands before it: things counted, the topic, or a project or firm named."""
    words, last = context.words, context.last
    earlier = re.split("[；;]", context.before(item))[-1]
    listed = bearers_listed(earlier, words)
    again = last is not None and last.rule == "counted_bearer"
    if item.setting.place and last and last.noun and last.unit not in MONEY and not again and not invested:
        owner = owner_of(last.noun, words)
        return Named(owner + core, "belongs_to_last", "", owner)
    subject, same_clause = owner_at(context.before(item), words)
    if subject and not context.passage.topic and (not item.setting.place or same_clause) and not listed:
        return Named(subject + core, "subject_before", "", subject)
    beside = last and last.clause == item.setting.clause - 1 and item.setting.opener not in ("；", ";")
    if beside and item.quantity.unit in MONEY:
        counted = without_final_verbs(last.name, words)
        opened = counted[len(words.verb.at_start(counted)) :]
        counted = opened if words.thing.at_end(opened[3:]) else counted
        if words.thing.at_end(counted[2:]):
            return Named(counted + core, "counted_bearer", "", counted)
    begins = item.setting.opener in ("；", ";") and not item.setting.place  # 企业216家；|累计税收
    things = "" if begins else _things_counted(context, listed)
    if things and (again or listed or words.pattern("together").search(item.setting.before)):
        return Named(things + core, "counted_bearer")
    bearer = bearer_in(earlier, words)
    if context.passage.topic and not words.pattern("ends_project_or_works").search(bearer):
        return Named(context.passage.topic + core, "topic")
    return Named(bearer + core, "bearer_before") if bearer else None


def _things_counted(context: Context, listed: bool) -> str:
    """Return the projects or firms that the sentence has counted, or the one before if this one lists them by name."""
    earlier = [context.passage.earlier] if listed else []
    for name in [named.name for named in context.found[-MOST:] if named.rule != "amount_of"] + earlier:
        if context.words.thing.at_end(name):
            return name
    return ""
