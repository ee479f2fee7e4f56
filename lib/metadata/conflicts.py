"""Contradictions inside a report and places where it lost characters, as sentences with the span they speak of."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lib.cleaning import CleanText, raw_span
from lib.metadata.dates import DateFound, find_years
from lib.metadata.places import MASK, Place
from lib.rules import Rules, compiled

MOST_QUOTED = 5
CLAUSE_END = "，。；！？,;!?：:\n"
SEVERAL_YEARS = re.compile(r"年来|五年|届|时期|规划|十[二三四五]五|\d年?[-—－~～至到、]")
LATE = 120  # days between delivery and publication from which the difference is worth a remark


class Facts(NamedTuple):
    """What the other fields were read as, for comparison."""

    metadata: dict
    date: DateFound | None
    title_years: list[tuple[str, int]]
    meeting_gap: tuple[int, int] | None
    masked_speaker: tuple[int, int] | None
    front_end: int
    level: str
    places: list[Place]
    in_file: dict[str, str]  # names of the file's path, at levels where the text has others


class Remark(NamedTuple):
    """A sentence about the raw characters [start, end), and the rule that wrote it."""

    sentence: str
    start: int
    end: int
    rule: str


def find_conflicts(rules: Rules, clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """Return the contradictions found by general rules, each saying which reading is right."""
    remarks = _title_against_body(clean_text, facts) + _date_against_body(clean_text, facts)
    remarks += (
        _publication(facts) + _headings(clean_text, sections, facts) + _since(clean_text, sections, facts)
    )
    remarks += _two_towns(clean_text, facts) + _file_name(facts)
    return remarks + _damage(rules, clean_text, "conflicts")


def find_gaps(rules: Rules, clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """Return the passages that visibly lost characters, each quoted."""
    remarks = (
        _lost_date(clean_text, facts) + _lost_meeting(clean_text, facts) + _hidden_names(clean_text, facts)
    )
    return (
        remarks + _damage(rules, clean_text, "gaps") + _no_front(facts) + _no_end(clean_text, sections, facts)
    )


def _remark(clean_text: CleanText, sentence: str, start: int, end: int, rule: str) -> Remark:
    return Remark(sentence, *raw_span(clean_text, start, end), rule)


def _title_against_body(clean_text: CleanText, facts: Facts) -> list[Remark]:
    review, plan, title = (facts.metadata[k] for k in ("review_year", "plan_year", "title"))
    if not review and not plan:
        return []
    wrong = []
    for part, year in facts.title_years:
        allowed = {"review": {review}, "plan": {plan}}.get(part, {review, plan})
        if allowed - {None} and year not in allowed:
            wrong.append(year)
    if not wrong:
        return []
    body = f"回顾的是{review}年" if review else ""
    body += ("，" if body and plan else "") + (f"计划的是{plan}年" if plan else "")
    years = "、".join(f"{year}年" for year in wrong)
    sentence = f"标题“{title}”写{years}，正文{body}：以正文为准，标题年份疑误。"
    at = clean_text.text.find(title)
    return [
        _remark(clean_text, sentence, max(at, 0), max(at, 0) + (len(title) if at >= 0 else 0), "title_year")
    ]


def _date_against_body(clean_text: CleanText, facts: Facts) -> list[Remark]:
    date, (review, plan) = facts.date, (facts.metadata["review_year"], facts.metadata["plan_year"])
    if not date or not date.candidates or not (review or plan):
        return []
    printed = date.iso or date.candidates[0]
    year, month = int(printed[:4]), int(printed[5:7])
    shown = clean_text.text[date.start : date.end]
    settled = facts.metadata["delivered_on"]
    if settled and settled[:4] != printed[:4]:
        sentence = f"报告日期作“{shown}”，而正文回顾{review}年、计划{plan}年：年份应为{settled[:4]}年，报告日期取{settled}。"
    elif year not in (review, plan) or (year == review and plan and month <= 6):
        body = f"正文回顾{review}年" + (f"、计划{plan}年" if plan else "")
        sentence = f"报告日期作“{shown}”，而{body}，年份不合：年度以正文为准，日期照录，疑有一误。"
    else:
        return []
    return [_remark(clean_text, sentence, date.start, date.end, "date_year")]


def _publication(facts: Facts) -> list[Remark]:
    published, delivered = facts.metadata["published_on"], facts.metadata["delivered_on"]
    review, plan = facts.metadata["review_year"], facts.metadata["plan_year"]
    if not published:
        return []
    if delivered:
        days = _days(published) - _days(delivered)
        if -31 * (len(delivered) == 7) <= days <= LATE:
            return []
        when = f"页面日期是{published}，报告日期是{delivered}"
        why = (
            "页面日期是上传日期，报告时间以报告日期为准"
            if days > 0
            else "发布早于报告，两者必有一误，报告时间以报告所记为准"
        )
        return [Remark(f"{when}：{why}。", 0, 0, "published_on")]
    if (plan or review) and int(published[:4]) > (plan or review + 1):
        sentence = f"页面日期是{published}，而正文回顾{review}年" + (f"、计划{plan}年" if plan else "")
        return [Remark(f"{sentence}：页面日期是上传日期，年度以正文为准。", 0, 0, "published_on")]
    return []


def _days(iso: str) -> int:
    year, month, *day = (int(part) for part in iso.split("-"))
    return year * 365 + month * 30 + (day[0] if day else 28)


def _headings(clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """Headings of review and plan that name a year which is neither the one reviewed nor the one planned for."""
    review, plan = facts.metadata["review_year"], facts.metadata["plan_year"]
    remarks: dict[str, Remark] = {}
    for section in sections:
        heading = section.heading
        if not (review and plan) or section.role not in ("review", "plan") or SEVERAL_YEARS.search(heading):
            continue
        years = [year for _, _, year in find_years(heading)]
        if years and not {review, plan} & set(years):
            part, right = ("回顾", review) if section.role == "review" else ("计划", plan)
            sentence = f"标题“{heading}”写{years[0]}年，而全文{part}的是{right}年：以{right}年为准，疑为旧稿遗留或误写。"
            remark = _remark(
                clean_text, sentence, section.start, section.start + len(heading), "heading_year"
            )
            remarks.setdefault(sentence, remark)
    return list(remarks.values())


def _since(clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """2021年以来 opens one section of the review while the others say 2022年以来."""
    text, review = clean_text.text, facts.metadata["review_year"]
    openings = []
    for section in sections:
        if section.role == "review":
            for m in re.finditer(
                r"(?:^|\n|[：:])(?P<phrase>(20\d\d)年以来)",
                text[section.start : min(section.end, section.start + 120)],
            ):
                openings.append((section.start + m.start("phrase"), m["phrase"], int(m[2])))
            if section.heading and (m := re.search(r"(20\d\d)年以来", section.heading)):
                openings.append((section.start, m.group(), int(m[1])))
    counts = Counter(year for _, _, year in set(openings))
    if not review or counts[review] < 2:
        return []
    remarks = []
    for start, phrase, year in sorted(set(openings)):
        if year != review and counts[year] < counts[review]:
            quoted = quote(text, start, start + len(phrase), 12)
            sentence = f"其余各节写“{review}年以来”，这一节却写{quoted}：回顾年度以{review}年为准，“{phrase}”疑为旧稿遗留。"
            remarks.append(_remark(clean_text, sentence, start, start + len(phrase), "since_year"))
    return remarks


def _two_towns(clean_text: CleanText, facts: Facts) -> list[Remark]:
    own = [p for p in facts.places if p.names.get("town") and p.rule in ("congress", "on_behalf", "speaker")]
    names = Counter(p.names["town"] for p in own)
    if len(names) < 2:
        return []
    named = "、".join(f"“{name}”" for name in sorted(names))
    other = next(p for p in own if p.names["town"] != facts.metadata["town"])
    sentence = f"报告自称的乡镇不一：{named}，取“{facts.metadata['town']}”。"
    return [_remark(clean_text, sentence, other.start, other.end, "two_towns")]


def _file_name(facts: Facts) -> list[Remark]:
    return [
        Remark(f"文件名写“{name}”，正文自称“{facts.metadata[level]}”：以正文为准。", 0, 0, "file_name_place")
        for level, name in facts.in_file.items()
    ]


def _lost_date(clean_text: CleanText, facts: Facts) -> list[Remark]:
    date = facts.date
    if not date or not date.damaged:
        return []
    shown = quote(clean_text.text, date.start, date.end, 8)
    if facts.metadata["delivered_on"]:
        read = f"读作{facts.metadata['delivered_on']}"
    elif date.candidates:
        read = "可能是" + "或".join(date.candidates) + "，无从判定"
    else:
        read = "不可恢复"
    return [_remark(clean_text, f"{shown}：日期的字符丢失，{read}。", date.start, date.end, "date_damaged")]


def _lost_meeting(clean_text: CleanText, facts: Facts) -> list[Remark]:
    if not facts.meeting_gap:
        return []
    start, end = facts.meeting_gap
    lost = "届数" if "届" in clean_text.text[start:end] else "会议次数"
    sentence = f"{quote(clean_text.text, start, end, 16)}：{lost}丢失。"
    return [_remark(clean_text, sentence, start, end, "meeting_number")]


def _hidden_names(clean_text: CleanText, facts: Facts) -> list[Remark]:
    text, remarks = clean_text.text, []
    if facts.masked_speaker:
        start, end = facts.masked_speaker
        sentence = f"{quote(text, start, end, 12)}：报告人姓名被隐去。"
        remarks.append(_remark(clean_text, sentence, start, end, "speaker_hidden"))
    if facts.level == "town" and not facts.metadata["town"]:
        hidden = re.search(rf"{MASK}(?:镇|乡|街道)", text)
        start, end = hidden.span() if hidden else (0, 0)
        quoted = quote(text, start, end, 8) if hidden else ""
        sentence = f"{quoted}：乡镇名称被隐去。" if hidden else "全文没有写出乡镇名称。"
        remarks.append(_remark(clean_text, sentence, start, end, "town_hidden"))
    return remarks


@compiled
def _damage_rules(rules: Rules, listed: str) -> list[tuple[str, str, re.Pattern, str]]:
    rows = [row for row in rules.table("text_damage") if row["list"] == listed]
    return [(row["rule"], row["where"], re.compile(row["pattern"]), row["sentence_zh"]) for row in rows]


def _damage(rules: Rules, clean_text: CleanText, listed: str) -> list[Remark]:
    """Remarks by the rules of text_damage.csv; a passage is spoken of once, by the first rule that finds it."""
    remarks, taken = [], []
    for rule, where, pattern, sentence in _damage_rules(rules, listed):
        source = clean_text.text if where == "clean" else clean_text.raw
        found = []
        for m in pattern.finditer(source):
            start, end = raw_span(clean_text, *m.span()) if where == "clean" else m.span()
            if where != "clean" and _on_page(clean_text, (start, end)) != (where == "page"):
                continue
            if not any(a <= end and start <= b for a, b in taken):
                found.append((m.span(), start, end))
        if not found:
            continue
        taken += [(start, end) for _, start, end in found]
        around = 0 if where == "page" else 14
        quotes = list(dict.fromkeys(quote(source, *span, around) for span, _, _ in found))
        shown = "".join(quotes[:MOST_QUOTED]) + ("等" if len(quotes) > MOST_QUOTED else "")
        filled = sentence.replace("{passages}", shown).replace("{n}", str(len(found)))
        filled = filled.replace("（共1处）", "")
        remarks.append(Remark(filled, found[0][1], found[0][2], rule))
    return remarks


def _on_page(clean_text: CleanText, span: tuple[int, int]) -> bool:
    """Whether a raw span lies in what cleaning set aside as the page's own."""
    noise = ("page_metadata", "page_chrome", "site_notice")
    return any(e.rule in noise and e.start <= span[0] and span[1] <= e.end for e in clean_text.edits)


def quote(text: str, start: int, end: int, around: int) -> str:
    """Return the passage in quotation marks with up to `around` characters on either side, within its clause."""
    left, right = start, end
    while left > 0 and start - left < around and text[left - 1] not in CLAUSE_END:
        left -= 1
    while right < len(text) and right - end < around and text[right] not in CLAUSE_END:
        right += 1
    passage = re.sub(r"\s*\n\s*", "", text[left:right]).strip().strip("、")
    return f"“{passage}”"


def _no_front(facts: Facts) -> list[Remark]:
    if facts.metadata["document_type"] != "government_work_report":
        return []
    names = {"speaker": "报告人姓名", "congress": "会议届次", "delivered_on": "报告日期"}
    missing = [name for field, name in names.items() if not facts.metadata[field]]
    if facts.masked_speaker and "报告人姓名" in missing:
        missing.remove("报告人姓名")
    if not missing:
        return []
    return [Remark(f"标题下没有写明{'、'.join(missing)}。", 0, 0, "front_matter_missing")]


def _no_end(clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    text = re.sub(r"(?<=[。！？!?])[\s\d—-]+$", "", clean_text.text.rstrip())  # a page number may stand below
    last = text.rsplit("\n", 1)[-1]
    if len(last) > 40 and not re.search(r"[。！？!?”’）)…」》.；;\]A-Za-z\d]$", last):
        sentence = f"全文在“…{last[-16:]}”处中断，结尾缺失。"
        return [_remark(clean_text, sentence, len(text) - 16, len(text), "text_breaks_off")]
    if facts.metadata["document_type"] != "government_work_report" or any(
        s.role == "closing" for s in sections
    ):
        return []
    cut = next(
        (
            e
            for e in clean_text.edits
            if re.search(r"阅读全文|登[录陆]|下载全文|付费|开通会员", clean_text.raw[e.start : e.end])
        ),
        None,
    )
    if not cut:
        return []
    words = (
        re.search(
            r"[^\n]*(?:阅读全文|登[录陆]|下载全文|付费|开通会员)[^\n]*", clean_text.raw[cut.start : cut.end]
        )
        .group()
        .strip()
    )
    return [
        Remark(
            f"报告没有结束语，其后紧接“{words[:30]}”：结尾可能被网站截去。", cut.start, cut.end, "ending_cut"
        )
    ]
