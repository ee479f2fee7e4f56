"""Names an amount that says nothing alone (总投资, 占地, 利润): after the project, firm or works it belongs to."""

import re

from lib.quantities.naming.bearers import bearer_in, bearers_listed, named_bearer, needs_bearer, works_of
from lib.quantities.naming.clauses import without_asides
from lib.quantities.naming.items import Item
from lib.quantities.naming.naming import MONEY, SIZES, Context, Named
from lib.quantities.naming.owners import owner_at, subject_of_clause
from lib.quantities.naming.phrases import trimmed, without_final_verbs, without_leads
from lib.quantities.naming.words import Vocabulary

SHORTEST_OWNER = 4  # characters; 营业 of 营业总收入 owns no 利润 beside it
MOST = 20  # quantities; those farther back do not own an amount
# 投资4.1亿元|的赛达铝业、投资2.6亿元的泰康食品等项目
_LISTED_OF = re.compile(
    "的([^，,。；;、：:0-9]{2,16}?)(?=等(?:[0-9]|[\u4e00-\u9fff]{0,4}项目)|、(?:计划|总)*(?:投资)?[0-9])"
)
_BUILT = re.compile("(?:新建|修建|建设|兴建|打造|建成)?的")
_OWN_REVENUE = re.compile("税收")  # 一般公共预算收入1.13亿元、|税收|9640万元
_INVESTED = re.compile("(?:投资|投入|资金)$")
_GAINED = re.compile("(?:可)?(?:实现|达到|新增(?=产值|税收|利税))|^完成(?!投资)")
_TOGETHER = re.compile("累计|合计|总计|共")
_ADDED_UP = re.compile("累计(?:完成|实现|总)?(?:投资|投入)?[^，,]{0,2}$")
_SUMMED = re.compile("累计(?:已|共)?(?:完成投资|投入资金|完成总投资)$")
# 引进项目21个，协议引资2.3亿元，|实际到位资金: what is attracted in all, unless one project is named
_IN_PLACE = re.compile("(?:实际|已|累计|共)*到位(?:资金|内资|外资|引资)")
_OF_ATTRACTED = re.compile("(?:引进|招商|招引|签约|新引进)[\u4e00-\u9fff]{0,6}项目")
_PROJECTS = frozenset({"个", "家", "项", "户"})
_ATTRACTED = re.compile("(?:招商|引进|引资|招引)[^；;。]{0,40}$")
# A clause that says how a field fares: 文化设施建设|进一步加快.
_STATED = re.compile(
    "([\u4e00-\u9fff]{2,10}?(?:建设|事业|设施|工作|产业|水平|环境|治理|改造|保障|体系)?)"
    "(?:进一步|不断|持续|明显|全面|显著|稳步|扎实|有序|深入|快速|日益|逐步|更加|加快|大力|步伐|力度|取得|得到|实现|有|新|大|切实|全力|成效|条件|水平)*"
    "(?:加快|加强|提速|推进|改善|提升|提高|完善|发展|加大|成效|进展|增强|夯实|改观|见效|突破|加力|显著|明显)$"
)


def of_project_behind(item: Item, context: Context) -> Named | None:
    """投资1.2亿元|的文创印刷项目, 投资2.8亿元、总长66公里|的供水工程."""
    words, noun = context.words, item.behind.noun
    attribute = words.attribute.at_end(item.before.core)
    listed = _LISTED_OF.match(context.behind(item)) if item.quantity.unit in MONEY else None
    own = needs_bearer(item.before.core.rpartition("、")[2], words) if listed else ""
    if listed and (told := own or _attribute_listed(item, context)):
        return Named(listed[1] + told, "listed_of", "", listed[1])
    if not attribute:
        return None
    attribute = needs_bearer(item.before.core, words) or attribute
    owned = item.raw_behind[:1] == "的" or bool(words.bearer.at_end(noun))
    if noun and item.quantity.unit in SIZES and owned:
        return Named(
            (named_bearer(item.raw_behind.removeprefix("的"), words) or noun) + attribute, "amount_of"
        )
    following = context.following
    if item.same_clause(following) and following.behind.noun and needs_bearer(item.before.core, words):
        shared = item.raw_behind.strip() in ("", "、") and following.raw_behind[:1] == "的"
        if _BUILT.fullmatch(item.raw_behind) or shared:
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
    core = _GAINED.sub("", item.before.core.removeprefix("共"))
    if _SUMMED.search(item.setting.before) and not core.startswith("累计"):
        core = "累计" + core
    rest = context.behind(item)
    invested = bool(_INVESTED.search(attribute))
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
    counted = any(past.unit in _PROJECTS for past in context.found[-3:])
    told = counted and _IN_PLACE.fullmatch(core) and _ATTRACTED.search(context.before(item))
    return bool(told) and not _OF_ATTRACTED.match(owner.name)


def _last_named(core: str, context: Context) -> Named | None:
    """What was named last; to an amount that opens with no verb, the last amount."""
    return context.last if context.words.verb.at_start(core) else context.last_amount


def _of_last(item: Item, core: str, attribute: str, invested: bool, context: Context) -> Named | None:
    """Name an amount after the owner of the one before it."""
    words = context.words
    last = _last_named(core, context)
    here = re.split("[；;]", context.before(item))[-1]
    if not last or not re.search("[0-9一二两三四五六七八九十]", here):  # …520人；鑫源炭业去年上缴税收|236万元
        return None
    if item.listed and last.unit == item.quantity.unit and core == attribute:
        owner = "" if _OWN_REVENUE.match(core) else last.name.removesuffix(words.attribute.at_end(last.name))
        if SHORTEST_OWNER <= len(owner) < len(last.name):  # 规模以上工业主营业务收入16.8亿元、利税|1.42亿元
            return Named(owner + core, "listed_with", "", owner)
    if last.rule == "carried" and not last.noun:  # 新增苹果面积…，累计达到…，总产|164万吨
        last = last._replace(noun=last.name)
    shared = last.unit not in MONEY or last.rule == "belongs_to_last"
    apart = "距" in last.noun or last.noun in words.division  # 辖216个村民小组，总面积|128平方公里
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
    if invested and not re.search("(?:项目|工程)", spent) and (domain := domain_before(earlier, words)):
        return Named(domain + ("累计" if _ADDED_UP.search(item.setting.before) else "") + spent, "domain")
    return Named(spent, "before")


def owner_of(name: str, words: Vocabulary) -> str:
    """Return what a later amount belongs to: a name without its own amount and what was done (酿酒葡萄|收购 -> 酿酒葡萄)."""
    owner = name.removeprefix("年产")
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
        if clause[:1] in "是为属系地":  # 是一个以牧业为主的镇，总面积|2.31万平方公里 tells where it is
            continue
        opening = words.verb.at_start(clause)
        if (stated := _STATED.match(clause)) and (not opening or opening in words.nominal):
            return re.sub("(?:投入|支出|力度)$", "", stated[1])
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
    if things and (again or listed or _TOGETHER.search(item.setting.before)):
        return Named(things + core, "counted_bearer")
    bearer = bearer_in(earlier, words)
    if context.passage.topic and not bearer.endswith(("项目", "工程")):
        return Named(context.passage.topic + core, "topic")
    return Named(bearer + core, "bearer_before") if bearer else None


def _things_counted(context: Context, listed: bool) -> str:
    """Return the projects or firms that the sentence has counted, or the one before if this one lists them by name."""
    earlier = [context.passage.earlier] if listed else []
    for name in [named.name for named in context.found[-MOST:] if named.rule != "amount_of"] + earlier:
        if context.words.thing.at_end(name):
            return name
    return ""
