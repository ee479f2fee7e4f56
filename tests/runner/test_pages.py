"""Offline pages: every quantity is marked where it stands, texts stay text, links lead somewhere, nothing needs a network."""

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

import pandas as pd
import pytest

from lib import exports, paths, tables
from lib.exports import evidence
from lib.rules import in_force
from lib.runner import pages
from lib.runner.pages import frame, listing, reading, writing

VOID = {"meta", "input", "img", "br", "hr", "link"}
HOSTILE = "</span></a><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"


class Page(HTMLParser):
    """What a browser would make of a page: ids, links, scripts, the text of each marked quantity, and what was left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids, self.links, self.tags, self.attributes = [], [], Counter(), []
        self.opened, self.marks, self.raw, self.clean = [], {}, "", ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags[tag] += 1
        self.attributes += [(tag, name) for name in told]
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told[name] for name in ("href", "src") if name in told]
        if tag not in VOID:
            self.opened.append((tag, told))

    def handle_endtag(self, tag):
        assert self.opened and self.opened[-1][0] == tag, f"</{tag}> closes {self.opened[-1:]}"
        self.opened.pop()

    def handle_data(self, text):
        if not any(told.get("class") == "text" for _, told in self.opened):
            return
        inside = {tag for tag, _ in self.opened}
        self.raw += "" if "ins" in inside else text
        self.clean += "" if "del" in inside else text
        for _, told in self.opened:
            if "data-q" in told and "ins" not in inside:
                start = int(told["data-q"])
                self.marks[start] = self.marks.get(start, "") + text


def own_rows(found, doc_id):
    return {name: found[name][found[name]["doc_id"] == doc_id] for name in writing.OF_REPORT}


@pytest.fixture(scope="module")
def shown(shipped):
    """Each shipped report with its raw text and the page made of it."""
    wanted = writing._evidence({row["figure"]: (row, writing._data(row)) for row in exports.ledger()})
    found = {}
    for _, report in shipped["reports"].iterrows():
        doc_id = report["doc_id"]
        raw = tables.raw_text(doc_id)
        rows = own_rows(shipped, doc_id)
        text = reading.reading_page(report, raw, rows, wanted.get(doc_id, set()), [], "zh")
        found[doc_id] = (raw, text, Page(text))
    return found


def test_every_quantity_is_marked_at_its_place_with_its_own_words(shown, shipped):
    for doc_id, (raw, _, page) in shown.items():
        rows = shipped["quantities"][shipped["quantities"]["doc_id"] == doc_id]
        assert len(rows) and page.marks == dict(zip(rows["start"], rows["surface"]))
        assert all(raw[start:].startswith(surface) for start, surface in page.marks.items())


def test_a_page_holds_the_whole_raw_text_and_the_clean_one(shown):
    clean = tables.clean_texts()
    for doc_id, (raw, _, page) in shown.items():
        assert page.raw == raw
        assert page.clean == clean[doc_id].text


def test_every_mark_leads_to_its_entry_in_the_list_and_back(shown):
    for _, _, page in shown.values():
        assert page.marks and len(page.ids) == len(set(page.ids))
        assert {f"l-{start}" for start in page.marks} <= set(page.ids)
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_every_place_a_figure_comes_from_has_an_anchor(shown):
    spans = [
        span for row in exports.ledger() for cells in writing._data(row) for span in evidence.of_row(cells)
    ]
    spans = [span for span in spans if span.doc_id in shown]  # the made-up county's have no page here
    assert len(spans) > 1000
    assert not [span for span in spans if str(span.start) not in shown[span.doc_id][2].ids]


def test_a_page_needs_no_network_and_runs_no_script_but_its_own(shown):
    for _, text, page in shown.values():
        assert page.tags["script"] == 1 and not page.opened
        assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", text)
        assert "default-src 'none'" in text and not [
            name for _, name in page.attributes if name.startswith("on")
        ]


# --- a folder of pages ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of two reports with names and texts that would break a careless page, and of one notebook."""
    top = tmp_path_factory.mktemp("pages")
    data, out = top / "语料 50%", top / "out"
    (out / "notebooks").mkdir(parents=True)
    data.mkdir()
    text = (
        f"各位代表：\r\n一、2020年工作回顾\r\n全年{HOSTILE}完成财政收入1000\r\n万元，增长5%。建设道路5公里。"
    )
    (data / "甲 #1&b.txt").write_bytes(text.encode())
    (data / "乙.txt").write_text("各位代表：\n我们努力工作。", encoding="utf-8")
    (data / "丙.txt").write_bytes(b"")
    (data / "reports.csv").write_text(
        'doc_id,label_zh,label_en,source_url\n乙,"<b onclick=""x"">乙</b>",Yi,javascript:alert(3)\n',
        encoding="utf-8",
    )
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# 题\n<script>alert(4)</script>"}
    note = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (out / "notebooks" / "my own.ipynb").write_text(json.dumps(note), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.OUT_VARIABLE, str(out))
        paths.remember_data(data)
        tables.build(say=lambda line: None)
        stale = pages.folder() / "reports" / "gone.html"
        stale.parent.mkdir(parents=True)
        stale.write_text("x", encoding="utf-8")
        pages.write_pages("en", say=lambda line: None)
        yield pages.folder()


def every_page(folder):
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def test_links_between_pages_lead_to_pages_and_places_that_are_there(folder):
    found = every_page(folder)
    assert {path.name for path in found} >= {"index.html", "甲 #1&b.html", "乙.html", "my own.html"}
    assert not (folder / "reports" / "gone.html").exists()
    for path, page in found.items():
        for link in page.links:
            address, _, place = link.partition("#")
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target in found, f"{path.name}: {link}"
            assert not place or unquote(place) in found[target].ids or path.parent.name == "notebooks"


def test_texts_and_names_of_reports_are_shown_as_text(folder):
    for path, page in every_page(folder).items():
        if path.parent.name != "notebooks":
            assert page.tags["script"] == 1 and not page.tags["b"] and not page.tags["img"]
        assert "script-src 'sha256-" in path.read_text(encoding="utf-8")
    page = Page((folder / "reports" / "甲 #1&b.html").read_text(encoding="utf-8"))
    assert HOSTILE in page.raw and "1000\r\n万元" in page.marks.values()
    assert frame.escaped("a\x00\ud800\r") == "a\ufffd\ufffd&#13;"


def test_the_corpus_page_says_what_was_set_aside_and_why(folder):
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert "2 reports read, files set aside: 1" in text
    assert "丙.txt: it is empty" in text


def test_a_place_in_a_report_without_a_page_is_no_link(tmp_path):
    entry = {"figure": "a", "data": "a.csv", "caption_en": "A"}
    rows = [{"value": "1", "evidence": "here:5-9 elsewhere:7-8 +3"}]
    image = tmp_path / "a.png"
    image.write_bytes(b"png")
    page = Page(listing.figure_page(entry, image, rows, {"here"}, [], "en"))
    assert page.links == ["#text", "data:image/png;base64,cG5n", "../reports/here.html#5"]


def test_the_script_of_a_page_is_the_one_its_policy_allows():
    text = frame.page("t", "zh", [], [])
    script = re.search(r"<script>(.*)</script>", text, re.DOTALL)[1]
    allowed = re.search(r"script-src 'sha256-([^']+)'", text)[1]
    digest = hashlib.sha256(script.encode()).digest()
    assert base64.b64encode(digest).decode() == allowed


def test_quantities_that_overlap_or_cross_a_sentence_still_show_the_text_once():
    sentences = pd.DataFrame({"start": [0, 4], "end": [4, 8]})
    columns = {"status": "actual", "scope": "town", "canonical": ""}
    quantities = pd.DataFrame({"start": [2, 3], "end": [6, 7]}).assign(**columns)
    edits = pd.DataFrame({"start": [5], "end": [6], "rule": ["hard_wrap"], "replacement": ["x"]})
    made = reading.marked_text("01234567", sentences, quantities, edits, set(), [1, 8])
    page = Page(f'<div class="text">{made}</div>')
    assert (page.raw, page.clean) == ("01234567", "01234x67")
    assert page.marks == {2: "2345", 3: "6"} and {"1", "8"} <= set(page.ids)


def test_every_word_of_the_pages_has_both_languages():
    rows = in_force().table("interface")
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert re.search("[\u4e00-\u9fff：]", row["zh"]) and not re.search("[\u4e00-\u9fff]", row["en"]), row
        assert sorted(re.findall(r"{(\w+)", row["zh"])) == sorted(re.findall(r"{(\w+)", row["en"])), row
