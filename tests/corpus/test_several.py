"""A file with several reports is divided where it is sure where each begins; its parts keep offsets, pages and losses."""

import pytest

from lib import paths
from lib.corpus import loading
from lib.corpus.extracted import Extracted, Loss
from lib.corpus.items import Loaded
from lib.corpus.several import divided
from lib.rules import Rules

RULES = Rules(paths.SHIPPED_DATA)
OPENING = "各位代表：\n现在，我代表{0}人民政府，向大会报告工作，请予审议，并请各位列席人员提出意见。\n"
BODY = (
    "{0}一、过去一年的工作\n过去一年，全镇上下团结奋斗，修建道路{1}公里，完成投资{1}亿元，惠及群众{1}万人。\n"
)


def report(town: str, year: int, kilometres: int, title: str = "{0}{1}年政府工作报告\n") -> str:
    body = "".join(BODY.format(town, kilometres + number) for number in range(30))
    return title.format(town, year) + OPENING.format(town) + body


def summary(town: str, year: int, kilometres: int) -> str:
    return f"{town}{year}年工作总结\n" + "".join(BODY.format(town, kilometres + at) for at in range(30))


def load(text: str, name: str = "合集.txt") -> list:
    return list(loading.load_content(RULES, text.encode(), name))


@pytest.mark.parametrize("make", [report, summary])
def test_reports_one_behind_the_other_are_divided(make):
    parts = [make("甲镇", 2019, 10), make("乙镇", 2019, 60), make("甲镇", 2020, 110)]
    *reports, note = load("".join(parts))
    assert [item.raw for item in reports] == parts
    kind = "政府工作报告" if make is report else "工作总结"
    assert [item.file for item in reports] == [
        f"合集.txt/1 甲镇2019年{kind}",
        f"合集.txt/2 乙镇2019年{kind}",
        f"合集.txt/3 甲镇2020年{kind}",
    ]
    assert note.kept and "it holds 3 reports" in note.message


@pytest.mark.parametrize(
    "text",
    [
        report("甲镇", 2020, 1),
        report("甲镇", 2020, 1) + report("甲镇", 2020, 1),  # a text that its crawler kept twice
        report("甲镇", 2020, 1) + "相关报告\n乙镇2020年政府工作报告\n丙镇2020年政府工作报告\n",
        report("甲镇", 2020, 1) + "《政府工作报告》名词解释\n" + BODY.format("甲镇", 2) * 30,
        summary("甲镇", 2020, 1) + "甲镇2021年工作计划\n" + BODY.format("甲镇", 2) * 30,
        OPENING.format("甲镇") + report("甲镇", 2020, 1),  # a summary above the page's text
    ],
)
def test_one_report_stays_one(text):
    (item,) = load(text)
    assert isinstance(item, Loaded) and item.raw == text and item.file == "合集.txt"


def test_where_it_is_not_sure_the_file_is_set_aside_with_the_words_of_the_place():
    (told,) = load(report("甲镇", 2020, 1) + report("乙镇", 2020, 50, title=""))
    assert told.problem == "several_reports" and "2 reports" in told.message
    assert "现在，我代表乙镇" in "".join(told.message.split())


def test_pages_and_losses_follow_their_part():
    first, second = report("甲镇", 2019, 10), report("乙镇", 2019, 60)
    at = len(first)
    losses = (Loss(0, 0, "tables", (("count", 2),)), Loss(5, 7, "raised"), Loss(at + 9, at + 12, "raised"))
    found = Extracted(first + second, "pdf", (0, 50, at - 20, at + 90), losses)
    (_, one), (_, two) = divided(RULES, found)
    assert (one.pages, two.pages) == ((0, 50, at - 20), (0, 0, 0, 90))
    assert one.losses == losses[:2] and two.losses == (Loss(9, 12, "raised"),)
