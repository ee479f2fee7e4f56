"""A folder of files becomes reports: every encoding gives the same text, and every bad file its own message."""

import hashlib
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from lib import paths
from lib.corpus import decoding, files, items, loading, packages, readers
from lib.corpus.decoding import decode, detect_encoding
from lib.corpus.files import Report, SetAside, find_files, iterate_corpus, read_corpus
from lib.corpus.in_chinese import in_chinese, spoken_message
from lib.rules import dictionaries, in_force
from tests.corpus.made import zipped

SENTENCES = (
    "各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。",
    "全镇实现财政收入4720万元，超出年初预算74.5%；固定资产投资2.5亿元。",
    "（一）经济发展稳中有进，农民人均可支配收入增长8.6%",
    "　　加强基层组织建设，新改建道路9.7 公里，改厕1200户。",
)
REPORT = "\r\n".join(SENTENCES)
TRADITIONAL = "各位代表：現在，我代表鎮人民政府，向大會報告工作，請予審議，並請列席會議的同志提出意見。" * 3
HAN = st.builds(
    lambda row, cell: bytes([row, cell]).decode("gb2312"), st.integers(0xB0, 0xD6), st.integers(0xA1, 0xFE)
)
LINES = st.lists(
    st.one_of(
        st.sampled_from(SENTENCES), st.text(st.one_of(HAN, st.sampled_from("0123456789abc ，。%（）\t")))
    ),
    min_size=1,
)


def folder_with(tmp_path: Path, files: dict[str, bytes | str]) -> Path:
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def numbered(number: int) -> str:
    return f"{REPORT}\r\n第{number}份报告。"


def word_file(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def the_problem(tmp_path: Path, name: str, content: bytes | str) -> SetAside:
    """Return what is said about one bad file that lies between two good ones, which are both read."""
    files = {"raw/0.txt": numbered(0), f"raw/{name}": content, "raw/坏later.txt": numbered(2)}
    reports, aside = read_corpus(folder_with(tmp_path, files))
    assert [report.doc_id for report in reports] == ["0", "坏later"]
    assert len(aside) == 1
    assert aside[0].file == f"raw/{name}" and not aside[0].kept
    assert name in aside[0].message
    return aside[0]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("gbk", b""),
        ("gb18030", b""),
        ("gb18030", b"\x84\x31\x95\x33"),
    ],
)
@given(lines=LINES, newline=st.sampled_from(["\n", "\r\n", "\r", "\n\r\n", "\u2028"]))
def test_every_encoding_and_newline_gives_the_text_as_it_stands(encoding, mark, lines, newline):
    newline = "\n" if encoding == "gbk" and newline == "\u2028" else newline
    text = newline.join(["政府工作报告", *lines])
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@given(lines=st.lists(st.sampled_from(SENTENCES), min_size=1))
def test_utf16_without_a_mark_is_recognised(encoding, lines):
    text = "\r\n".join(lines)
    assert detect_encoding(text.encode(encoding)) == encoding
    assert decode(text.encode(encoding)) == text


def test_only_one_byte_order_mark_is_taken_off():
    assert decode(b"\xef\xbb\xbf" + ("\ufeff" + REPORT).encode()) == "\ufeff" + REPORT


def test_rare_place_names_survive_gb18030():
    assert decode(("㙍头镇人民政府工作报告" + "𬇕水").encode("gb18030")) == "㙍头镇人民政府工作报告𬇕水"


def test_traditional_characters_are_no_garble():
    assert decode(TRADITIONAL.encode("gb18030")) == TRADITIONAL
    assert decode(TRADITIONAL.encode()) == TRADITIONAL


def test_a_list_of_names_without_a_frequent_character_is_no_garble():
    names = "赵钱孙周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕曾张孔曹严华金魏陶姜"
    assert not set(names) & decoding.FREQUENT
    assert decode(names.encode("gbk")) == names


def test_gbk_characters_that_are_valid_utf8_are_read_as_gbk():
    assert "隆".encode("gbk").decode("utf-8") == "¡"
    assert detect_encoding("隆".encode("gbk")) == "gb18030"


MADE_ELSEWHERE = {
    "pdf": (b"%PDF-1.7\n\x00\xe2", "broken_pdf"),
    "zip": (b"PK\x03\x04\x14\x00", "broken_zip"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "wrong_format"),
    "png": (b"\x89PNG\r\n\x1a\n", "wrong_format"),
    "rar": (b"Rar!\x1a\x07\x01", "wrong_format"),
}


@pytest.mark.parametrize("kind", MADE_ELSEWHERE)
def test_a_file_is_what_its_content_says_whatever_its_ending(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(readers.office, "program", lambda: None)
    content, problem = MADE_ELSEWHERE[kind]
    assert the_problem(tmp_path, "报告.txt", content).problem == problem


@pytest.mark.parametrize(
    ("problem", "content"),
    [
        ("empty", b""),
        ("empty", " \r\n\u3000\t\n"),
        ("empty", b"\xff\xfe"),
        ("binary", b"\x00\x01\x02" * 50),
        ("binary", "\x01政\x02\x03府"),
        ("undecodable", REPORT.encode().replace(b"\x94", b"\xff")),
        ("garbled", TRADITIONAL.encode("big5")),
        ("garbled", REPORT.encode().decode("gb18030", "ignore")),
        ("undecodable", REPORT.replace("政", "\ufffd") + "\ufffd" * 20),
        ("no_chinese", "The report of the township government, 2020."),
        ("no_chinese", "Rapport du comité, année 2020 : réalisé à 100 %."),
        ("garbled", REPORT.encode().decode("latin-1")),
    ],
)
def test_each_unreadable_text_is_set_aside_with_its_reason(tmp_path, problem, content):
    assert the_problem(tmp_path, "坏.txt", content).problem == problem


@pytest.mark.parametrize(
    ("encoding", "bad", "shown"),
    [("utf-8", b"\xff", "\ufffd"), ("gbk", b"\xff", "\ufffd"), ("gbk", b"\x80", "€"), ("utf-8", b"\0", "\0")],
)
def test_one_bad_byte_costs_one_character_and_is_named(tmp_path, encoding, bad, shown):
    folder_with(tmp_path, {"a.txt": REPORT.encode(encoding) + bad + REPORT.encode(encoding)})
    (report,), aside = read_corpus(tmp_path)
    assert report.raw == REPORT + shown + REPORT and aside == []
    assert [(loss.start, loss.end, loss.rule) for loss in report.losses] == (
        [] if shown == "€" else [(len(REPORT), len(REPORT) + 1, "damaged_bytes")]
    )
    assert report.reading == ("txt" if shown == "€" else "txt; damaged_bytes=1")


def test_half_a_character_at_the_end_of_utf16_is_one_damaged_byte(tmp_path):
    folder_with(tmp_path, {"a.txt": b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1]})
    (report,), _ = read_corpus(tmp_path)
    assert report.raw == REPORT[:-1] + "\ufffd"


def test_big5_is_called_big5(tmp_path):
    assert "Big5" in the_problem(tmp_path, "坏.txt", TRADITIONAL.encode("big5")).message


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("报告.doc", ".docx"),
        ("报告.wps", ".docx"),
        ("报告.PDF", "damaged"),
        ("报告.xlsx", "damaged"),
        ("报告.zip", "damaged"),
        ("报告.rar", "unpack"),
        ("报告.ofd", "PDF"),
        ("报告.pptx", "slides"),
        ("报告.jpg", "recognise"),
        ("报告.csv", "正文"),
        ("报告", "without ending"),
    ],
)
def test_other_formats_are_set_aside_with_the_way_out(tmp_path, name, advice, monkeypatch):
    monkeypatch.setattr(readers.office, "program", lambda: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    told = the_problem(tmp_path, name, old if name.endswith((".doc", ".wps")) else REPORT)
    assert (
        told.problem in ("wrong_format", f"broken_{name[3:].lower()}", "no_text_column")
        and advice in told.message
    )


def test_an_ofd_is_told_apart_from_a_broken_one_and_known_by_its_content(tmp_path):
    made = zipped({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"})
    for name in ("报告.ofd", "报告.pdf"):
        assert "not read; open it in an OFD reader" in the_problem(tmp_path / name, name, made).message
    assert the_problem(tmp_path / "坏", "报告.ofd", made[:-30]).problem == "broken_ofd"


@pytest.mark.parametrize(
    "content", [b"no Word file", word_file("政府工作报告")[:900], b"PK\x03\x04" + b"\0" * 80]
)
def test_a_damaged_word_file_is_set_aside(tmp_path, content):
    assert the_problem(tmp_path, "报告.docx", content).problem == "broken_docx"


def test_word_files_without_text_are_empty(tmp_path):
    assert the_problem(tmp_path, "扫描.docx", word_file("", " ")).problem == "empty"
    assert the_problem(tmp_path, "扫描.docx", b"").problem == "empty"


def test_a_word_file_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES_OF_A_PART", 1000)
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w>" + "政" * 1000)
    assert len(stored.getvalue()) < 1000
    assert the_problem(tmp_path, "大.docx", stored.getvalue()).problem == "too_large"


def test_a_file_too_large_for_a_report_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "MOST_BYTES_TEXT", len(numbered(0).encode()))
    assert the_problem(tmp_path, "年鉴.txt", numbered(0) + "长").problem == "too_large"


def test_a_file_that_may_not_be_opened_is_set_aside(tmp_path, monkeypatch):
    opened = Path.open

    def refuse(path, mode="r", *how, **more):
        if path.name == "锁.txt" and mode == "rb":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    told = the_problem(tmp_path, "锁.txt", REPORT)
    assert told.problem == "unreadable" and "Permission denied" in told.message


def test_an_error_nobody_foresaw_stops_one_file_only(tmp_path, monkeypatch):
    check_well = items.checked

    def fail(text):
        if "怪" in text:
            raise RuntimeError("too deep")
        return check_well(text)

    monkeypatch.setattr(items, "checked", fail)
    told = the_problem(tmp_path, "x.txt", REPORT + "怪")
    assert told.problem == "unreadable" and "too deep" in told.message


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights that Windows users lack")
def test_a_link_to_nowhere_is_set_aside(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    reports, aside = read_corpus(folder_with(tmp_path, {"a.txt": REPORT}))
    assert [report.doc_id for report in reports] == ["a"]
    assert [(told.file, told.problem) for told in aside] == [("link.txt", "unreadable")]


def test_a_report_carries_its_file_its_hash_and_its_text(tmp_path):
    content = REPORT.encode("gbk")
    reports, aside = read_corpus(folder_with(tmp_path, {"raw/县/孙岗镇 2020.txt": content}))
    assert aside == []
    assert reports == [
        Report("孙岗镇 2020", "raw/县/孙岗镇 2020.txt", hashlib.sha256(content).hexdigest(), REPORT)
    ]


@pytest.mark.parametrize(
    "second",
    [REPORT.encode(), REPORT.encode("gb18030"), REPORT.replace("\r\n", "\n").encode(), word_file(*SENTENCES)],
)
def test_the_same_text_is_read_once_and_both_files_are_named(tmp_path, second):
    name = "b.docx" if second.startswith(b"PK") else "b.txt"
    reports, aside = read_corpus(folder_with(tmp_path, {"a.txt": REPORT, f"raw/{name}": second}))
    assert [report.file for report in reports] == ["a.txt"]
    assert [(told.problem, told.kept) for told in aside] == [("duplicate_content", False)]
    assert "a.txt" in aside[0].message and name in aside[0].message


def test_reports_of_one_name_get_ids_of_their_own(tmp_path):
    names = ["raw/一/报告.txt", "raw/三/报告.txt", "raw/二/报告.docx", "raw/报告-2.txt", "raw/二/别的.txt"]
    files = {name: numbered(i) for i, name in enumerate(names) if name.endswith(".txt")}
    files["raw/二/报告.docx"] = word_file(REPORT, "另一份。")
    reports, aside = read_corpus(folder_with(tmp_path, files))
    assert {report.file: report.doc_id for report in reports} == {
        "raw/一/报告.txt": "报告",
        "raw/三/报告.txt": "报告-3",
        "raw/二/报告.docx": "报告-4",
        "raw/二/别的.txt": "别的",
        "raw/报告-2.txt": "报告-2",
    }
    assert [(told.problem, told.kept, told.file) for told in aside] == [
        ("duplicate_name", True, "raw/三/报告.txt"),
        ("duplicate_name", True, "raw/二/报告.docx"),
    ]
    assert "报告-3" in aside[0].message and "raw/一/报告.txt" in aside[0].message


def test_ids_differ_where_letters_differ_in_case_only(tmp_path):
    reports, _ = read_corpus(folder_with(tmp_path, {"raw/1/A.txt": numbered(1), "raw/2/a.txt": numbered(2)}))
    assert [report.doc_id for report in reports] == ["A", "a-2"]


def test_an_id_can_name_a_file_on_every_system(tmp_path):
    if os.name == "nt":
        pytest.skip("Windows has no such file names to begin with")
    names = ['济阳:"2022"?.txt', " 报告 .txt", "cafe\u0301.txt"]
    reports, _ = read_corpus(folder_with(tmp_path, {name: numbered(i) for i, name in enumerate(names)}))
    assert sorted(report.doc_id for report in reports) == ["caf\u00e9", "报告", "济阳__2022__"]


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on Unix only")
def test_file_names_left_in_gbk_by_a_zip_are_shown_in_chinese(tmp_path):
    try:
        with open(os.path.join(os.fsencode(tmp_path), "孙岗镇.txt".encode("gbk")), "wb") as file:
            file.write(REPORT.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    reports, _ = read_corpus(tmp_path)
    assert [(report.doc_id, report.file) for report in reports] == [("孙岗镇", "孙岗镇.txt")]


def test_what_is_no_report_is_passed_over_in_silence(tmp_path):
    others = [
        "README.md",
        "LICENSE",
        ".hidden.txt",
        "~$报告.docx",
        "reports.csv",
        "corrections.csv",
        "Thumbs.db",
    ]
    others += [
        "dictionaries/units.csv",
        "tables/old.txt",
        "raw/.git/x.txt",
        "raw/README.txt",
        "raw/__MACOSX/._a.txt",
    ]
    reports, aside = read_corpus(
        folder_with(tmp_path, {"raw/a.txt": REPORT} | dict.fromkeys(others, numbered(7)))
    )
    assert ([report.doc_id for report in reports], aside) == (["a"], [])


@given(order=st.permutations(["b.txt", "a.txt", "raw/中.txt", "raw/x/a.txt", "raw/B.txt", "raw/x/坏.txt"]))
def test_the_order_in_which_files_were_made_changes_nothing(tmp_path_factory, order):
    contents = {name: numbered(i) for i, name in enumerate(sorted(order))} | {"raw/x/坏.txt": ""}
    folder = folder_with(tmp_path_factory.mktemp("corpus"), {name: contents[name] for name in order})
    reports, aside = read_corpus(folder)
    assert [(report.file, report.doc_id) for report in reports] == [
        ("a.txt", "a"),
        ("b.txt", "b"),
        ("raw/B.txt", "B-2"),
        ("raw/x/a.txt", "a-2"),
        ("raw/中.txt", "中"),
    ]
    assert [told.file for told in aside] == ["raw/B.txt", "raw/x/a.txt", "raw/x/坏.txt"]


def test_no_folder_is_an_error_in_words_and_an_empty_one_is_none(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such folder"):
        read_corpus(tmp_path / "报告")
    assert read_corpus(tmp_path) == ([], [])


def test_reports_come_one_at_a_time(tmp_path, monkeypatch):
    opened = []
    load = files.load
    monkeypatch.setattr(
        files, "load", lambda rules, path, name: opened.append(name) or load(rules, path, name)
    )
    items = iterate_corpus(folder_with(tmp_path, {"a.txt": numbered(1), "b.txt": numbered(2)}))
    assert next(items).file == "a.txt" and opened == ["a.txt"]


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    folder_with(tmp_path, {"raw/a.txt": REPORT, "raw/x/b.txt": REPORT})
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("x"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, aside = find_files(tmp_path)
    assert [name for name, _ in files] == ["raw/a.txt"]
    assert [(told.file, told.problem) for told in aside] == [("raw/x", "unreadable")]


def test_every_problem_of_a_file_is_told_in_chinese():
    rules = in_force()
    rows = dictionaries.read_table(paths.DICTIONARIES / "columns.csv")
    told = next(row["values"] for row in rows if (row["table"], row["column"]) == ("set_aside", "problem"))
    for problem in told.removeprefix("one of: ").split(", "):
        note = SetAside("某镇.txt", problem, "某镇.txt: what is wrong; what to do")
        assert re.match("某镇.txt：.*[\u4e00-\u9fff]{4}", in_chinese(rules, note)), problem
        assert "；" in in_chinese(rules, note) or "，" in in_chinese(rules, note)


def test_messages_of_a_run_are_chinese_where_the_commands_speak_it(tmp_path, monkeypatch):
    (tmp_path / "空.txt").write_bytes(b"")
    (note,) = read_corpus(tmp_path)[1]
    monkeypatch.setenv("WORKBOOK_SPEAKS", "zh")
    assert spoken_message(in_force(), note).startswith("空.txt：文件为空")
    monkeypatch.setenv("WORKBOOK_SPEAKS", "en")
    assert spoken_message(in_force(), note) == note.message
