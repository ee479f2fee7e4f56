"""Archives and folders: every report inside them is found, with names in GBK, and nothing leads out of them."""

import hashlib
import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from lib import paths
from lib.corpus import archives, loading, read_corpus
from lib.corpus.items import Loaded
from lib.rules import Rules
from tests.corpus.made import paragraph, word_file, zipped

RULES = Rules(paths.SHIPPED_DATA)
REPORT = "各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。第{}份。".format


def load(content: bytes, name: str = "a.zip") -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts by file and the problems by file."""
    items = list(loading.load_content(RULES, content, name))
    texts = {item.file: item.raw for item in items if isinstance(item, Loaded)}
    return texts, {item.file: item.problem for item in items if not isinstance(item, Loaded)}


def test_members_are_the_files_of_a_folder_called_like_the_archive():
    files = {"阳谷县/2020/李台镇.txt": REPORT(1), "阳谷县/2021/李台镇.docx": word_file(paragraph(REPORT(2)))}
    others = {"__MACOSX/._a.txt": "x", "README.txt": "x", ".b.txt": "x", "阳谷县/": ""}
    texts, problems = load(zipped(files | others))
    assert texts == {"a.zip/阳谷县/2020/李台镇.txt": REPORT(1), "a.zip/阳谷县/2021/李台镇.docx": REPORT(2)}
    assert problems == {}


def test_names_in_gbk_are_shown_in_chinese():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = info.orig_filename = "孙岗镇.txt".encode("gbk").decode("cp437")
        archive.writestr(info, REPORT(1))
    content = stored.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (info,) = archive.infolist()
        info.flag_bits &= ~archives.IN_UTF8
        info.orig_filename = "孙岗镇.txt".encode("gbk").decode("cp437")
        assert archives.stored_name(info) == "孙岗镇.txt"
        info.extra = (
            b"up" + (5 + len("龙泉镇.txt".encode())).to_bytes(2, "little") + b"\1abcd" + "龙泉镇.txt".encode()
        )
        assert archives.stored_name(info) == "龙泉镇.txt"


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not():
    inner = zipped({"甲.txt": REPORT(1)})
    texts, problems = load(zipped({"内.zip": inner}))
    assert texts == {"a.zip/内.zip/甲.txt": REPORT(1)} and problems == {}
    texts, problems = load(zipped({"中.zip": zipped({"内.zip": inner})}))
    assert texts == {} and problems == {"a.zip/中.zip/内.zip": "wrong_format"}


@pytest.mark.parametrize("name", ["../甲.txt", "/甲.txt", "C:/甲.txt", "..\\甲.txt", "乙/../../甲.txt"])
def test_names_that_lead_out_are_set_aside_and_nothing_is_written(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({name: REPORT(1), "好.txt": REPORT(2)}))
    reports, aside = read_corpus(tmp_path / "in")
    assert [report.doc_id for report in reports] == ["好"]
    assert [told.problem for told in aside] == ["wrong_format"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES_OF_A_MEMBER", 10_000)
    bomb = zipped({"大.txt": "政" * 1_000_000, "好.txt": REPORT(1)})
    assert len(bomb) < 10_000
    texts, problems = load(bomb)
    assert list(texts) == ["a.zip/好.txt"] and problems == {"a.zip/大.txt": "too_large"}


def test_many_members_of_allowed_size_are_too_much_together(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 1000)
    texts, problems = load(zipped({f"{at:02}.txt": REPORT(at) for at in range(60)}))
    assert 0 < len(texts) < 20 and problems == {"a.zip": "too_large"}


def test_sizes_that_lie_are_found_out():
    content = zipped({"甲.txt": REPORT(1) * 99})
    size = len(REPORT(1).encode()) * 99
    texts, problems = load(content.replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little")))
    assert texts == {} and problems == {"a.zip/甲.txt": "broken_zip"}


def test_a_member_with_a_password_and_one_of_an_unknown_kind_have_their_reasons():
    content = bytearray(zipped({"甲.txt": REPORT(1), "乙.exe": "x"}))
    at = content.rindex(b"PK\1\2", 0, content.rindex(b"PK\1\2"))
    content[at + 8] |= 1
    content[content.index(b"PK\3\4") + 6] |= 1
    assert set(load(bytes(content))[1].values()) == {"encrypted", "wrong_format"}


def test_sub_folders_are_searched_where_there_is_no_folder_raw(tmp_path):
    names = [
        "山东省/阳谷县/2020/李台镇.txt",
        "b.html",
        "b_files/广告.html",
        "dictionaries/units.txt",
        "texts/旧.txt",
        "tables/x/y.txt",
    ]
    for at, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(REPORT(at), encoding="utf-8")
    assert [report.file for report in read_corpus(tmp_path)[0]] == ["b.html", "山东省/阳谷县/2020/李台镇.txt"]
    (tmp_path / "raw").mkdir()
    assert [report.file for report in read_corpus(tmp_path)[0]] == ["b.html"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.parametrize("name", ["管.txt", "管.docx", "管.zip"])
def test_a_pipe_is_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    (tmp_path / "a.txt").write_text(REPORT(1), encoding="utf-8")
    started = time.monotonic()
    reports, aside = read_corpus(tmp_path)
    assert time.monotonic() - started < 5
    assert [report.doc_id for report in reports] == ["a"] and [told.problem for told in aside] == [
        "unreadable"
    ]


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights that Windows users lack")
def test_links_that_go_in_circles_end(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "again").symlink_to(tmp_path / "raw")
    (tmp_path / "raw" / "x.txt").symlink_to(tmp_path / "raw" / "x.txt")
    (tmp_path / "raw" / "a.txt").write_text(REPORT(1), encoding="utf-8")
    reports, aside = read_corpus(tmp_path)
    assert [report.doc_id for report in reports] == ["a"] and [told.problem for told in aside] == [
        "unreadable"
    ]


def test_a_file_that_grows_while_it_is_read_is_set_aside(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(REPORT(1), encoding="utf-8")
    monkeypatch.setattr(loading, "_ordinary_size", lambda path, most: 5)
    _, (told,) = read_corpus(tmp_path)
    assert told.problem == "unreadable" and "changed" in told.message


def test_a_content_hash_needs_no_memory_no_permission_and_no_patience(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text(REPORT(1), encoding="utf-8")
    assert loading.content_hash(file) == hashlib.sha256(file.read_bytes()).hexdigest()
    assert loading.content_hash(tmp_path / "gone.txt") == "-"
    assert loading.content_hash(tmp_path) == "not an ordinary file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管.txt")
        assert loading.content_hash(tmp_path / "管.txt") == "not an ordinary file"

    def refuse(path, *how):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert loading.content_hash(file) == "unreadable 13"
