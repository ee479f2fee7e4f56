"""A Word file gives what a reader of the accepted document sees; what was left out or written out is named."""

import io
import zipfile

import pytest

from lib import paths, tables
from lib.corpus import Report, packages
from lib.corpus.extracted import NotReadable, described
from lib.corpus.readers import numbering as numbers
from lib.corpus.readers import word
from lib.rules import Rules
from tests.corpus.made import numbered, numbering, paragraph, part, run, table, word_file, zipped

RULES = Rules(paths.SHIPPED_DATA)
SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
MARKED = [  # what stands in the file, what a reader sees, and the rules of what was changed
    ([run("完成产值"), "<w:del><w:r><w:delText>8.5</w:delText></w:r></w:del>", f"<w:ins>{run('9.2')}</w:ins>", "亿元"],
     "完成产值9.2亿元", ["deleted", "inserted"]),
    (["甲", f"<w:moveFrom>{run('移走')}</w:moveFrom>", f"<w:moveTo>{run('移来')}</w:moveTo>"], "甲移来", ["deleted", "inserted"]),
    (["财政收入", run("1", SUPERSCRIPT), "41.3亿元"], "财政收入¹41.3亿元", ["raised"]),
    (["面积20km", run("2", SUPERSCRIPT)], "面积20km²", ["raised"]),
    (["下发", run("第三", SUPERSCRIPT), "批"], "下发第三批", []),
    (["资金", run("（内部）", "<w:vanish/>"), "3万元"], "资金3万元", ["hidden"]),
    (["资金", run("5", '<w:vanish w:val="0"/>'), "万元"], "资金5万元", []),
    (['<w:r><w:t>合格率</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r>'], "合格率≥90%", []),
    (['<w:r><w:t>500</w:t><w:sym w:font="宋体" w:char="33A1"/></w:r>'], "500㎡", []),
    ([run("不低于"), run("\uf0b3", '<w:rFonts w:ascii="Symbol"/>'), "8%"], "不低于≥8%", []),
    (["投资3", "<w:r><w:noBreakHyphen/></w:r>", "5亿元"], "投资3-5亿元", []),
    (["<w:r><w:ruby><w:rt><w:r><w:t>zhuō</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>涿</w:t></w:r></w:rubyBase></w:ruby></w:r>", "州"],
     "涿州", []),
    ([f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt><w:smartTag>{run('标签')}</w:smartTag>",
      f"<w:hyperlink>{run('链接')}</w:hyperlink>"], "控件标签链接", []),
    (["新修道路", f'<w:smartTag w:element="chmetcnv">{run("12公里")}</w:smartTag>', "。"], "新修道路12公里。", []),  # python-docx 1.2.0 drops it
    (["合计", f'<w:fldSimple w:instr="=SUM(ABOVE)">{run("200")}</w:fldSimple>', "户"], "合计200户", []),  # mammoth 1.13.0 drops it too
    ([f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>", "甲"], "甲", []),
    (['<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>', "2021年"], "2021年", []),
    (["<w:r><w:t>前<!-- 注 -->后</w:t></w:r>"], "前后", []),
    (["<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"], "3/4", []),
]  # fmt: skip


def read(body: str, **parts: str):
    """Return what the reader makes of a file with this body below a title."""
    return word.read(RULES, word_file(paragraph("政府工作报告") + body, **parts))


@pytest.mark.parametrize(("inside", "seen", "rules"), MARKED)
def test_a_paragraph_reads_as_its_reader_sees_it(inside, seen, rules):
    found = read(paragraph(*inside))
    assert found.text == f"政府工作报告\n{seen}"
    assert [loss.rule for loss in found.losses] == rules


def test_what_was_taken_out_is_kept_with_its_place():
    found = read(paragraph("产值", "<w:del><w:r><w:delText>8.5</w:delText></w:r></w:del>", "亿元"))
    (loss,) = found.losses
    assert dict(loss.values) == {"removed": "8.5"} and loss.start == loss.end == found.text.index("亿元")


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    gone = "<w:rPr><w:del/></w:rPr>"
    found = read(paragraph("完成投资", properties=gone) + paragraph("3亿元。") + paragraph("下一段"))
    assert found.text.splitlines()[1:] == ["完成投资3亿元。", "下一段"]


def test_numbers_that_word_makes_are_written_out():
    levels = ("chineseCountingThousand", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3.")
    steps = [
        (0, "回顾"),
        (1, "经济"),
        (2, "5亿元投资"),
        (2, "工业"),
        (1, "民生"),
        (2, "教育"),
        (0, "打算"),
        (1, "目标"),
    ]
    body = "".join(paragraph(text, properties=numbered(level)) for level, text in steps)
    found = read(body, numbering=numbering(*levels))
    assert found.text.splitlines()[1:] == [
        "一、回顾",
        "（一）经济",
        "1.\t5亿元投资",
        "2.工业",
        "（二）民生",
        "1.教育",
        "二、打算",
        "（一）目标",
    ]
    assert described(found) == "docx; number_restored=8"


def test_a_list_of_its_own_starts_anew_and_one_without_goes_on():
    anew = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    on = '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(paragraph("甲", properties=numbered(0, num)) for num in (1, 1, 2, 2, 3, 0))
    found = read(body, numbering=numbering(("decimal", "%1."), num=anew + on))
    assert found.text.splitlines()[1:] == ["1.甲", "2.甲", "1.甲", "2.甲", "3.甲", "甲"]


def test_a_style_numbers_its_paragraphs():
    style = f'<w:style w:type="paragraph" w:styleId="h"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:pPr>{numbered()}</w:pPr></w:style>'
    found = read(
        paragraph("总则", properties='<w:pStyle w:val="h"/>'),
        numbering=numbering(("ideographTraditional", "%1、")),
        styles=part("styles", style),
    )
    assert found.text.endswith("甲、总则")


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("taiwaneseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 110, "一百一十"),
        ("chineseCountingThousand", 105, "一百〇五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 12, "一二"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 9, "IX"),
        ("lowerLetter", 28, "bb"),
        ("someFormOfTomorrow", 7, "7"),
    ],
)
def test_each_format_of_numbers(form, number, written):
    assert numbers.in_form(number, form) == written


@pytest.mark.parametrize(
    ("above", "rows", "lines"),
    [
        ("表1", [["指标", "2020年"], ["财政收入（万元）", "4720"]], ["财政收入（万元）\t2020年4720万元。"]),
        (
            "单位：万元",
            [["指标", "2020", "增长"], ["财政收入", "4,720", "8.5"]],
            ["财政收入\t2020年4,720万元\t8.5。"],
        ),
        ("表1（单位：亿元）", [["指标", "增长（%）"], ["产值", "8.5"]], ["产值\t增长8.5%。"]),
        ("表1", [["指标", "单位", "2020年"], ["人均收入", "元", "15600"]], ["人均收入\t元\t2020年15600元。"]),
        ("表1", [["指标", "2*投资（亿元）"], ["工业", "2.5", "3"]], ["工业\t2.5亿元\t3亿元"]),
        ("表1", [["单位：个"], ["村", "全镇"], ["数目", "38"]], ["数目\t38个"]),
        ("表1", [["项目", "（含税）"], ["工业", "25"]], ["工业\t25"]),
        (
            "表1",
            [["指标（单位：万元）", "2019年", "2020年", "增长%"], ["财政收入", "12176", "12700", "4.3"]],
            ["财政收入\t2019年12176万元，\t2020年12700万元，\t增长4.3%。"],
        ),
        (
            "单位：万元",
            [
                ["指标", "2020年度完成数", "2021年计划", "比上年增长（%）"],
                ["财政收入", "12700", "13,500", "-6.3"],
            ],
            ["财政收入\t2020年完成12700万元，\t2021年计划达到13,500万元，\t比上年增长-6.3%。"],
        ),
        (
            "表1",
            [["指标", "2019年", "2020年"], ["城镇化率", "45.1%", "47%"]],
            ["城镇化率\t2019年45.1%，\t2020年47%。"],
        ),
        ("表1", [["指标", "2019年", "备注"], ["财政收入", "", "12"]], ["财政收入\t\t12"]),
        ("单位：万元", [["序号", "企业", "金额"], ["1", "甲厂", "20"]], ["1\t甲厂\t20万元"]),
    ],
)
def test_the_unit_of_a_tables_head_stands_behind_its_numbers(above, rows, lines):
    found = read(paragraph(above) + table(*rows))
    assert found.text.splitlines()[-len(lines) :] == lines
    for loss in found.losses[1:]:
        assert loss.rule in ("table_unit", "table_head")


def test_numbers_of_a_table_have_the_year_of_their_column_and_growth_is_growth():
    rows = [["指标（单位：万元）", "2019年", "2020年", "增长%"]]
    rows += [["一般公共预算收入", "12176", "12700", "4.3"], ["固定资产投资", "3000", "3600", "20.0"]]
    found = read(paragraph("青石镇2020年政府工作报告") + paragraph("一、2020年工作回顾") + table(*rows))
    made = tables.corpus_tables([Report("a", "a.docx", "0", found.text)])["quantities"]
    told = made[made["canonical"] != ""][["canonical", "surface", "kind", "period"]]
    assert [tuple(row) for row in told.itertuples(index=False)] == [
        ("fiscal_revenue", "12176万元", "level", "2019"),
        ("fiscal_revenue", "12700万元", "level", "2020"),
        ("fiscal_revenue", "4.3%", "growth", "2020"),
        ("fixed_asset_investment", "3000万元", "level", "2019"),
        ("fixed_asset_investment", "3600万元", "level", "2020"),
        ("fixed_asset_investment", "20.0%", "growth", "2020"),
    ]


def test_text_boxes_notes_headers_and_comments_are_apart_and_said():
    box = f"<w:txbxContent>{paragraph('框中文字')}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = read(
        paragraph("收入", note, "3亿元", f"<w:r>{twice}</w:r>") + paragraph("完"),
        footnotes=part(
            "footnotes",
            f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", "含上级补助")}</w:footnote>',
        ),
        header1=part("hdr", paragraph("内部资料")),
        comments=part("comments", f"<w:comment>{paragraph('请核对')}</w:comment>"),
    )
    assert found.text.splitlines() == [
        "政府工作报告",
        "收入¹3亿元",
        "框中文字",
        "完",
        "",
        "注释",
        "¹含上级补助",
    ]
    assert described(found) == "docx; headers=1; comments=1; text_box=1; notes_apart=1"
    assert {dict(loss.values).get("removed") for loss in found.losses} >= {"内部资料", "请核对"}


ENTITY = '<!DOCTYPE x [<!ENTITY a "政府"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (word_file(paragraph(" ")), "empty"),
        (word_file("<w:p>"), "broken_docx"),
        (word_file("").replace(b"word/document.xml", b"word/documents.xm"), "broken_docx"),
        (word_file(paragraph("政"), styles=ENTITY + part("styles", "&b;")), "broken_docx"),
        (word_file("<w:p/>" * 60)[:400], "broken_docx"),
    ],
)
def test_broken_and_hostile_files_have_a_reason(content, problem):
    with pytest.raises(NotReadable) as told:
        word.read(RULES, content)
    assert told.value.problem == problem


def test_millions_of_empty_paragraphs_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(packages, "MOST_ELEMENTS", 100)
    with pytest.raises(NotReadable, match="far larger"):
        word.read(RULES, word_file("<w:p/>" * 200))


def test_strict_open_xml_reads_the_same():
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("政府工作报告")))) as archive:
        files = {
            name: archive.read(name).replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            for name in archive.namelist()
        }
    assert word.read(RULES, zipped(files)).text == "政府工作报告"
