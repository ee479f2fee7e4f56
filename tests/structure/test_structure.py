"""The parts, sections and sentences of a report."""

import csv
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib import paths
from lib.cleaning import clean
from lib.cleaning.edits import raw_span
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from tests.growth import grows_with_the_input

BODY = "全镇上下同心同德，真抓实干，各项工作迈上新的台阶，完成投资2亿元，建成道路9公里，发放补贴30万元。"
WILL = "我们将加快项目建设，着力改善民生，努力推动各项事业再上新台阶，确保完成全年任务。"
OPENING = "政府工作报告\n各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议。\n"
CLOSING = "各位代表！前景美好，重任在肩。让我们在县委、县政府的坚强领导下，为建设美好家园而努力奋斗！"
PROBLEMS = (
    "同时，我们也清醒地认识到，发展中还存在不少困难和问题：产业基础薄弱，环境治理有差距，服务水平不高。"
)


def outline(text: str) -> list[tuple[int, str, str]]:
    return [
        (level, heading, role) for _, _, level, heading, role in find_sections(in_force(), text) if level <= 2
    ]


def report(*paragraphs: str) -> str:
    return OPENING + "\n".join(paragraphs) + "\n" + CLOSING


NUMBERED = report(
    "一、2021年工作回顾",
    BODY,
    "（一）产业发展提质增效。" + BODY,
    "（二）民生福祉持续改善。" + BODY,
    PROBLEMS,
    "二、2022年工作安排",
    WILL,
    "（一）抓项目",
    WILL,
    "（二）惠民生",
    WILL,
    "三、加强政府自身建设",
    WILL,
)
NUMBERED_OUTLINE = [
    (1, "", "preamble"),
    (1, "2021年工作回顾", "review"),
    (2, "产业发展提质增效", "review"),
    (2, "民生福祉持续改善", "review"),
    (2, "", "problems"),
    (1, "2022年工作安排", "plan"),
    (2, "抓项目", "plan"),
    (2, "惠民生", "plan"),
    (1, "加强政府自身建设", "government"),
    (1, "", "closing"),
]


def test_numbered_parts():
    assert outline(NUMBERED) == NUMBERED_OUTLINE


def test_unnumbered_parts_above_numbers_that_begin_anew():
    text = report(
        "2021年工作回顾",
        BODY,
        "一、产业",
        BODY,
        "二、民生",
        BODY,
        "2022年工作计划：",
        "一、项目",
        WILL,
        "二、治理",
        WILL,
    )
    assert [row for row in outline(text) if row[0] == 1] == [
        (1, "", "preamble"),
        (1, "2021年工作回顾", "review"),
        (1, "2022年工作计划", "plan"),
        (1, "", "closing"),
    ]
    assert [heading for level, heading, _ in outline(text) if level == 2] == ["产业", "民生", "项目", "治理"]


def test_one_kind_of_number_on_two_levels():
    text = report(
        "一、五年来工作回顾",
        BODY,
        "二、今后五年目标任务",
        WILL,
        "一、做强产业",
        WILL,
        "二、做优环境",
        WILL,
        "三、2022年工作安排",
        WILL,
    )
    levels = {heading: level for level, heading, _ in outline(text) if heading}
    assert levels == {
        "五年来工作回顾": 1,
        "今后五年目标任务": 1,
        "做强产业": 2,
        "做优环境": 2,
        "2022年工作安排": 1,
    }


def test_run_in_headings_and_one_that_lost_its_full_stop():
    text = report(
        "2021年工作回顾",
        "2021年是不平凡的一年，" + BODY,
        "经济发展加速蝶变。" + BODY,
        "民生建设更具质感。" + BODY,
        "社会大局安定有序强化矛盾隐患排查、调处。" + BODY,
        "2022年工作安排",
        WILL,
    )
    assert [heading for level, heading, _ in outline(text) if level == 2] == [
        "经济发展加速蝶变",
        "民生建设更具质感",
        "社会大局安定有序",
    ]


def test_paragraphs_counted_one_to_three_are_sections_only_where_nothing_else_is():
    counted = ["一是经济平稳运行。" + BODY, "二是民生持续改善。" + BODY]
    alone = report("一、2021年工作回顾", *counted, "二、2022年工作安排", WILL)
    below = report(
        "一、2021年工作回顾", "（一）产业", *counted, "（二）民生", BODY, "二、2022年工作安排", WILL
    )
    assert [heading for level, heading, _ in outline(alone) if level == 2] == ["经济平稳运行", "民生持续改善"]
    assert [heading for level, heading, _ in outline(below) if level == 2] == ["产业", "民生"]


def test_counted_problems_are_no_sections():
    text = report(
        "一、2021年工作回顾",
        "（一）产业",
        BODY,
        "（二）民生",
        BODY * 6,
        "我们也清醒地看到，工作中还存在不少问题：",
        "一是产业基础薄弱。" + "规模不大，链条不长，竞争力不强，" * 5,
        "二是民生短板较多。" + "设施不足，服务不优，保障水平不高，" * 5,
        "二、2022年工作安排",
        WILL,
    )
    assert [(heading, role) for level, heading, role in outline(text) if level == 2] == [
        ("产业", "review"),
        ("民生", "review"),
        ("", "problems"),
    ]


def test_text_without_line_breaks():
    text = (
        "政府工作报告各位代表：现在，我代表镇人民政府向大会报告工作，请予审议。一、2021年工作回顾2021年是不平凡的一年。"
        + BODY * 12
        + "（一）产业发展提质增效。"
        + BODY * 4
        + "（二）民生福祉持续改善。"
        + BODY * 4
        + PROBLEMS
        + "二、2022年工作安排2022年，我们要奋力前行。"
        + WILL * 8
        + CLOSING
    )
    assert outline(text) == [
        (1, "", "preamble"),
        (1, "2021年工作回顾", "review"),
        (2, "产业发展提质增效", "review"),
        (2, "民生福祉持续改善", "review"),
        (2, "", "problems"),
        (1, "2022年工作安排", "plan"),
        (1, "", "closing"),
    ]


def test_parts_without_headings():
    text = "\n".join(
        [
            "工作总结",
            "2019年，我镇在县委、县政府的坚强领导下，" + BODY,
            "一、产业发展",
            BODY,
            "二、社会事业",
            BODY,
            PROBLEMS,
            "2020年，我镇将紧紧围绕高质量发展的总体要求，" + WILL,
            "一、产业发展",
            WILL,
            "二、自身建设",
            WILL,
        ]
    )
    assert outline(text) == [
        (1, "", "review"),
        (2, "产业发展", "review"),
        (2, "社会事业", "review"),
        (2, "", "problems"),
        (1, "", "plan"),
        (2, "产业发展", "plan"),
        (2, "自身建设", "plan"),
    ]
    plan = find_sections(in_force(), text)[4]
    assert text[plan.start :].startswith("2020年，我镇将")


def test_slogans_as_part_headings():
    text = report(
        "迎难而上、富有成效的一年",
        BODY,
        "（一）产业",
        BODY,
        "（二）民生",
        BODY,
        PROBLEMS,
        "提速奋进，实现新跨越",
        WILL,
        "（一）项目",
        WILL,
        "（二）治理",
        WILL,
    )
    assert [row for row in outline(text) if row[0] == 1] == [
        (1, "", "preamble"),
        (1, "迎难而上、富有成效的一年", "review"),
        (1, "提速奋进，实现新跨越", "plan"),
        (1, "", "closing"),
    ]


def test_problems_with_a_heading_of_their_own():
    text = report("一、2021年工作回顾", BODY, "二、存在的主要问题", BODY, "三、2022年工作安排", WILL)
    assert (1, "存在的主要问题", "problems") in outline(text)
    assert sum(role == "problems" for _, _, role in outline(text)) == 1


@pytest.mark.parametrize(
    "solved",
    [
        "我们着力解决群众反映的困难和问题，补齐短板，化解矛盾，缓解压力，整治不足，各项工作有序推进。",
        "针对存在的问题和不足，全面整改，补短板、强弱项、化矛盾，取得明显成效。",
    ],
)
def test_problems_that_were_solved_are_no_passage_of_problems(solved):
    text = report("一、2021年工作回顾", BODY, BODY, solved, "二、2022年工作安排", WILL)
    assert "problems" not in [role for _, _, role in outline(text)]


def test_own_conduct_is_a_part_only_on_its_own():
    below = report(
        "一、2021年工作回顾",
        BODY,
        "二、2022年工作安排",
        WILL,
        "（一）项目",
        WILL,
        "（二）加强政府自身建设",
        WILL,
    )
    assert (2, "加强政府自身建设", "plan") in outline(below)


def test_notes_behind_the_report_are_a_part_of_their_own():
    text = NUMBERED + "\n名词解释：\n1.“四好农村路”：指建好、管好、护好、运营好农村公路。"
    assert outline(text) == [*NUMBERED_OUTLINE, (1, "名词解释", "closing")]


def test_table_of_contents_in_front_is_no_part():
    contents = "一、2021年工作回顾\n二、2022年工作安排\n三、加强政府自身建设\n"
    assert outline(contents + NUMBERED) == NUMBERED_OUTLINE


def test_sections_end_where_the_next_of_their_level_or_above_begins():
    sections = find_sections(in_force(), NUMBERED)
    review = sections[1]
    assert NUMBERED[review.end :].startswith("二、2022年工作安排")
    assert NUMBERED[sections[3].end :].startswith("同时，我们也清醒地认识到")


def test_shipped_reports_agree_with_the_annotations():
    for folder in sorted(path for path in paths.GOLD.iterdir() if path.is_dir()):
        raw = (paths.texts() / f"{folder.name}.txt").read_bytes().decode("utf-8")
        cleaned = clean(in_force(), raw)
        with (folder / "sections.csv").open(encoding="utf-8", newline="") as file:
            gold = [
                (int(row["start"]), int(row["level"]), row["heading"], row["role"])
                for row in csv.DictReader(file)
            ]
        found = [
            (raw_span(cleaned, section.start, section.end)[0], section.level, section.heading, section.role)
            for section in find_sections(in_force(), cleaned.text)
            if section.level <= 2
        ]
        assert found == gold, folder.name


def test_sentences_keep_quotes_together_and_know_their_role():
    text = (
        "政府工作报告\n"
        + "各位代表：\n现在，我代表镇政府报告工作。\n一、2021年工作回顾\n坚持“实事做实！好事办好。”的要求。增长4.5%！好吗？好。"
    )
    sections = find_sections(in_force(), text)
    sentences = [(text[one.start : one.end], one.role) for one in split_sentences(text, sections)]
    assert sentences == [
        ("政府工作报告", "front"),
        ("各位代表：", "preamble"),
        ("现在，我代表镇政府报告工作。", "preamble"),
        ("一、2021年工作回顾", "review"),
        ("坚持“实事做实！好事办好。”的要求。", "review"),
        ("增长4.5%！", "review"),
        ("好吗？", "review"),
        ("好。", "review"),
    ]


PIECES = [
    "各位代表：", "一、", "二、", "（一）", "（二）", "1.", "一是", "第一部分", "2021年工作回顾", "2022年工作安排", "加强政府自身建设",
    "存在的问题", "我们也清醒地看到", "不足", "努力奋斗！", "名词解释", "\n", "\n", "。", "：", "“", "”", " ", "（", BODY, WILL, "明年", "2022年，",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("")
@example("\n")
@example("二、2022年工作安排一、2021年工作回顾")
def test_laws_of_sections_and_sentences(text):
    sections = find_sections(in_force(), text)
    assert all(a.start < b.start for a, b in pairwise(sections))
    for section in sections:
        assert 0 <= section.start < section.end <= len(text)
        assert section.level in (1, 2, 3)
        assert section.role in ("preamble", "review", "problems", "plan", "government", "closing")
        following = [
            later for later in sections if later.start > section.start and later.level <= section.level
        ]
        assert section.end == (following[0].start if following else len(text))
    sentences = split_sentences(text, sections)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    covered = {at for sentence in sentences for at in range(sentence.start, sentence.end)}
    assert all(at in covered for at, letter in enumerate(text) if not letter.isspace())
    for sentence in sentences:
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
        before = [index for index, section in enumerate(sections) if section.start <= sentence.start]
        assert sentence.section == (before[-1] if before else -1)
        assert not any(sentence.start < section.start < sentence.end for section in sections)
        assert sentence.role == (sections[sentence.section].role if before else "front")


@pytest.mark.parametrize(
    "unit",
    [
        "字", "（", "“", "一、", "一、工作回顾\n", "二、2022年工作安排\n", "2022年工作回顾\n", "（一）在发展上取得新突破。加快",
        "我们也清醒地看到还存在困难和问题不足", "一是抓发展。", "各位代表！", "。", "短短一行标题\n", "经济发展加速蝶变。" + BODY + "\n", "2022年",
    ],
)  # fmt: skip
def test_time_grows_in_step_with_length(unit):
    def work(length: int):
        text = OPENING + unit * (length // len(unit))
        return lambda: split_sentences(text, find_sections(in_force(), text))

    assert grows_with_the_input(work, 5_000, 40_000)


def test_a_text_without_full_stops_gives_sentences_of_bounded_length():
    text = "各位代表：\n一、2020年工作回顾\n" + "全镇完成财政收入12万元，新修公路3公里" * 600
    spans = split_sentences(text, find_sections(in_force(), text))
    assert max(sentence.end - sentence.start for sentence in spans) <= 2000
    assert all(text[sentence.end - 1] in "，；、：" for sentence in spans[-6:-1])  # cut at clauses


def test_the_list_of_terms_behind_a_report_is_an_appendix_and_the_closing_is_none():
    text = (
        report("一、2021年工作回顾", BODY * 3, "二、2022年工作安排", WILL * 3)
        + "\n名词解释\n1.河长制：由各级党政负责人担任河长。"
    )
    last = [s for s in find_sections(in_force(), text) if s.level == 1][-1]
    assert (last.role, last.heading, last.end) == ("closing", "名词解释", len(text))


@pytest.mark.parametrize(
    ("title", "role"),
    [("柳沟镇概况", "review"), ("柳沟镇2022年工作要点", "plan"), ("柳沟镇2021年上半年工作总结", "review")],
)
def test_a_text_without_headings_does_what_its_title_says(title, role):
    text = (
        f"{title}\n"
        + "全镇有耕地3万亩，粮食总产1.2万吨，辖14个行政村，总人口2.6万人，村村通水泥路，自来水普及率达到九成。"
        * 4
    )
    assert [(s.level, s.role) for s in find_sections(in_force(), text) if s.level == 1] == [(1, role)]
