"""Exported figures: exact size, embedded fonts, same bytes on a rerun, and a ledger that loses no row."""

import csv
import io
import os
import re
import subprocess
import sys
import warnings
import zlib
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.text import Text
from PIL import Image

from lib import drawing, exports, paths
from lib.drawing import fonts
from lib.rules import dictionaries, divisions, in_force
from lib.rules.labels import label
from tests.charts.looks import lightness

CAPTION = {"zh": "各镇报告的篇幅", "en": "Length of the reports"}


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """An output folder of its own, so that no test touches the shipped figures."""
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "out"))
    (tmp_path / "data").mkdir()
    paths.remember_data(tmp_path / "data")
    return tmp_path / "out"


def chart(town: str = "李台镇", width: str = "elsevier-single"):
    figure = drawing.sheet(width, 40)
    axes = figure.add_subplot()
    axes.barh([town, "Sungang"], [3, 5], hatch="//", color=drawing.ORANGE)
    axes.set_xlabel("数量表述（个） −1")
    figure.data = pd.DataFrame({"town": [town, "Sungang"], "n": [3, 5]})
    return figure


def save(figure, name="01-length", **more):
    return exports.save(figure, name, caption=CAPTION, notebook="01_corpus", cell="length", **more)


def streams(pdf: bytes) -> bytes:
    """The PDF with its compressed parts unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(part) for part in packed if part[:1] == b"x"]
    return b"\n".join([pdf, *unpacked])


def test_every_file_is_written_beside_a_row_of_the_ledger(corpus):
    saved = save(chart())
    names = sorted(file.name for file in (corpus / "figures").iterdir())
    ours = ["01-length.caption.md", "01-length.csv", "01-length.pdf", "01-length.png", "01-length.svg"]
    assert names == [*ours, "figures.csv"]
    assert exports.ledger() == [saved.row]
    assert saved.row["dictionaries"] == dictionaries.fingerprint()


@pytest.mark.parametrize("width", [row["name"] for row in in_force().table("figure_widths")])
def test_width_is_exact_to_a_tenth_of_a_millimetre_in_every_format(corpus, width):
    figure = drawing.sheet(width, 12)
    figure.add_subplot().barh([0], [1])
    figure.data = pd.DataFrame({"n": [1]})
    row = save(figure, formats=tuple(drawing.FORMATS)).row
    wanted = drawing.width_mm(width)
    folder = corpus / "figures"
    wide = {"ledger": float(row["width_mm"])}
    for ending, dpi in (("png", 300), ("600.png", 600), ("tiff", 600)):
        image = Image.open(folder / f"01-length.{ending}")
        assert [round(float(given)) for given in image.info["dpi"]] == [dpi, dpi]
        wide[ending] = image.size[0] / dpi * 25.4
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ", (folder / "01-length.pdf").read_bytes())
    svg = re.search(r'<svg[^>]* width="([\d.]+)pt"', (folder / "01-length.svg").read_text(encoding="utf-8"))
    wide |= {"pdf": float(box[1]) / 72 * 25.4, "svg": float(svg[1]) / 72 * 25.4}
    assert {name: found for name, found in wide.items() if abs(found - wanted) > 0.1} == {}


def test_export_at_another_width_keeps_the_height(corpus):
    row = save(chart(), width="nature-double").row
    assert (row["width_mm"], row["height_mm"]) == ("183.0", "40.0")


def test_pdf_embeds_a_truetype_subset_and_no_date(corpus):
    save(chart())
    content = streams((corpus / "figures/01-length.pdf").read_bytes())
    assert b"CreationDate" not in content
    assert b"/FontFile2" in content and b"/Type3" not in content
    assert re.search(rb"/[A-Z]{6}\+NotoSansSC", content)
    assert len(content) < 1_000_000, "the whole font of 4 MB went in, not a subset"


def test_chinese_in_a_pdf_can_be_selected(corpus):
    """Each character drawn is told in a table from glyphs to Unicode."""
    save(chart("李台镇"))
    content = streams((corpus / "figures/01-length.pdf").read_bytes())
    maps = b"".join(re.findall(rb"beginbf(?:char|range)(.*?)endbf", content, flags=re.DOTALL)).upper()
    for character in "李台镇数量表述个":
        assert character.encode("utf-16-be").hex().upper().encode() in maps, character


def test_png_says_no_version(corpus):
    save(chart())
    assert "Software" not in Image.open(corpus / "figures/01-length.png").info


def test_tiff_is_rgb_with_lzw(corpus):
    save(chart(), formats=("tiff",))
    image = Image.open(corpus / "figures/01-length.tiff")
    assert (image.mode, image.info["compression"]) == ("RGB", "tiff_lzw")


def test_saving_twice_gives_the_same_bytes(corpus):
    def contents():
        return {file.name: file.read_bytes() for file in sorted((corpus / "figures").iterdir())}

    figure = chart()
    save(figure)
    before = contents()
    drawing.screen_png(figure)
    save(figure)  # the very same figure, which has been laid out before
    assert contents() == before
    save(chart())
    assert contents() == before


def test_another_process_with_other_hash_seed_locale_and_time_zone_gives_the_same_bytes(corpus):
    formats = ("pdf", "svg", "png")
    save(chart())
    folder = corpus / "figures"
    before = {kind: (folder / f"01-length.{kind}").read_bytes() for kind in formats}
    script = "from tests.exports.test_figures import chart, save; save(chart())"
    other = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONPATH": "."}
    subprocess.run([sys.executable, "-c", script], cwd=paths.ROOT, env=other, check=True)
    assert {kind: (folder / f"01-length.{kind}").read_bytes() for kind in formats} == before


@pytest.fixture
def told(monkeypatch):
    """Let every character be one that no warning has named yet, and the machine have no fonts but those given."""
    monkeypatch.setattr(fonts, "_told", set())

    def installed(**files):
        monkeypatch.setattr(fonts, "_installed", lambda: {name: Path(file) for name, file in files.items()})
        fonts._others.cache_clear()

    installed()
    return installed


@pytest.mark.parametrize("show", [save, drawing.screen_png], ids=["saved", "shown"])
def test_a_character_of_no_font_is_drawn_as_a_box_and_named_once(corpus, told, show):
    with pytest.warns(UserWarning, match=r"figure .*“\U00025fae” \(U\+25FAE\); ⊠ stands there") as warned:
        show(figure := chart("\U00025fae梨街道"))
    assert len(warned) == 1
    drawn = {text.get_text() for text in figure.findobj(Text)}
    assert "⊠梨街道" in drawn and not any("\U00025fae" in text for text in drawn)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        show(chart("\U00025fae梨街道"))


def test_a_font_of_the_machine_draws_what_the_shipped_one_lacks(corpus, told, tmp_path):
    lacking = "\U00025fae"
    font = TTFont(paths.FONTS / "NotoSansSC-Regular.ttf")
    glyph = font.getBestCmap()[ord("梨")]
    for table in font["cmap"].tables:
        table.cmap = {ord(lacking): glyph} if table.format == 12 else {}
    for name in font["name"].names:
        name.string = "Rare Test Font"
    font.save(tmp_path / "rare.ttf")
    told(**{"Rare Test Font": tmp_path / "rare.ttf"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(chart(lacking + "街道"), formats=("pdf", "svg", "png"))
    assert b"RareTestFont" in (corpus / "figures" / "01-length.pdf").read_bytes().replace(b" ", b"")


def test_one_row_draws_with_a_font_of_ones_own(corpus, told, monkeypatch):
    own = Path(font_manager.findfont("DejaVu Serif"))
    told(**{"DejaVu Serif": own})
    rows = [{"font": "DejaVu Serif", "use": "main"}]
    monkeypatch.setattr(fonts, "in_force", lambda: SimpleNamespace(table=lambda name: rows, data=corpus))
    fonts._found.cache_clear()
    assert fonts.families()[0] == "DejaVu Serif" and drawing.main_file() == own
    save(chart("李台镇"), formats=("pdf",))
    assert b"DejaVuSerif" in (corpus / "figures" / "01-length.pdf").read_bytes()
    rows[0]["font"] = "No Such Font"
    with pytest.warns(UserWarning, match="No Such Font is no font on this machine"):
        assert fonts.families()[0] == "Noto Sans SC"


def test_the_shipped_fonts_have_every_name_of_the_division_of_china():
    for table in (divisions.PLACES, divisions.CHANGES):
        text = table.read_text(encoding="utf-8-sig")
        assert set("".join(text.split())) <= fonts.characters(), table.name
    assert set("㮾梨街道者竜乡㛃䢺") <= fonts.characters()  # of the 8,105 characters in general use
    for file in paths.FONTS.glob("*.ttf"):
        assert file.stat().st_size < 5_000_000
        assert set(TTFont(file).getBestCmap()) == set(map(ord, drawing.characters()))


def test_latin_that_only_the_second_font_has_is_drawn(corpus):
    assert "ǰ" not in drawing.characters()  # else this test shows nothing about the second font
    save(chart("ǰ"))


def test_signs_of_formulas_are_drawn_as_they_stand(corpus):
    save(figure := chart("$甲$镇$x_{1"))
    assert "$甲$镇$x_{1" in {text.get_text() for text in figure.findobj(Text)}


def test_labels_that_leave_no_room_are_an_error(corpus):
    with pytest.raises(ValueError, match="no room"):
        save(chart("很长的镇名" * 20))


def test_words_beyond_the_edge_are_named(corpus):
    figure = chart()
    figure.legend(
        ["a legend far too long for a figure of a single column in any journal whatsoever, and longer"]
    )
    with pytest.warns(UserWarning, match="figure 01-length: cut off at the edge: a legend far too long"):
        save(figure)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(chart())


def test_a_figure_needs_data_caption_and_a_plain_name(corpus):
    figure = chart()
    for name in ("../escape", "a/b", "", "-x", "a b"):
        with pytest.raises(ValueError, match="cannot be called"):
            save(figure, name)
    with pytest.raises(ValueError, match='no "en" text'):
        exports.save(figure, "x", caption={"zh": "图"}, notebook="01", cell="c")
    with pytest.raises(ValueError, match="unknown format jpg"):
        save(figure, formats=("jpg",))
    figure.data = None
    with pytest.raises(ValueError, match="data="):
        save(figure)


def test_caption_holds_both_languages_and_where_the_numbers_are(corpus):
    save(chart())
    text = (corpus / "figures/01-length.caption.md").read_bytes().decode("utf-8")
    assert CAPTION["zh"] in text and CAPTION["en"] in text
    assert text.count("01-length.csv") == 2 and dictionaries.fingerprint()[:12] in text


def test_inputs_fingerprint_follows_the_texts_and_the_overrides(corpus):
    assert exports.inputs_fingerprint() == ""
    paths.tables().mkdir(parents=True)
    seen = set()
    for digest, override in (("aa", ""), ("bb", ""), ("bb", "doc_id,town\n")):
        (paths.tables() / "reports.csv").write_text(f"doc_id,sha256\nx,{digest}\n", encoding="utf-8-sig")
        (paths.data() / "reports.csv").write_text(override, encoding="utf-8")
        seen.add(exports.inputs_fingerprint())
    assert len(seen) == 3


def test_data_opens_in_excel_and_runs_no_formula(corpus):
    figure = chart()
    figure.data = pd.DataFrame(
        {
            "=SUM(A1)": ["=1+1", "@x", "-增长", "+cmd|'/C calc'", "＝1"],
            "n": [-1.5, 2, 3, 4, 5],
            "text": list("-5=,甲"),
        }
    )
    figure.data.loc[0, "text"] = "-5%"
    save(figure)
    content = (corpus / "figures/01-length.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r" not in content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["'=SUM(A1)", "n", "text"]
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'@x", "'-增长", "'+cmd|'/C calc'", "'＝1"]
    assert rows[1][1:] == ["-1.5", "-5%"]  # a printed rate is a number to a spreadsheet, and runs nothing


def test_ledger_is_sorted_unique_and_forgets_figures_whose_files_are_gone(corpus):
    for name in ("b", "a", "c", "a"):
        save(chart(), name, formats=("png", "svg"))
    assert [row["figure"] for row in exports.ledger()] == ["a", "b", "c"]
    (corpus / "figures/a.svg").unlink()  # as in a fresh clone, which holds no SVG
    (corpus / "figures/b.csv").unlink()
    save(chart(), "d", formats=("png",))
    assert [row["figure"] for row in exports.ledger()] == ["a", "c", "d"]


def test_ledger_survives_processes_that_write_at_once(corpus):
    # each looks slowly at the rows it read, so that without the lock it would write over the other's
    script = """
import sys, time
from lib import exports
from lib.exports import ledger_file
from tests.exports.test_figures import CAPTION, chart
looked = ledger_file._complete
ledger_file._complete = lambda folder, row: time.sleep(0.1) or looked(folder, row)
for number in range(2):
    exports.save(chart(), f"{sys.argv[1]}{number}", caption=CAPTION, notebook="n", cell="c", formats=("png",))
"""
    environment = {**os.environ, "PYTHONPATH": "."}
    command = [sys.executable, "-c", script]
    running = [subprocess.Popen([*command, side], cwd=paths.ROOT, env=environment) for side in "xy"]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert [row["figure"] for row in exports.ledger()] == [f"{side}{n}" for side in "xy" for n in range(2)]


def test_lightness_agrees_with_known_values():
    assert lightness("#FFFFFF") == pytest.approx(100, abs=0.01)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.05)


def test_palette_is_told_apart_in_grey():
    for one, other in combinations((*drawing.PALETTE, "#FFFFFF"), 2):
        least = 9 if "#FFFFFF" in (one, other) else 18  # white areas have an edge as well
        assert abs(lightness(one) - lightness(other)) >= least, (one, other)


def test_every_label_has_both_languages_and_glyphs():
    rows = in_force().table("labels")
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert row["zh"] and row["en"], row["key"]
        assert set(row["zh"] + row["en"]) - {"\n"} <= fonts.characters(), row["key"]


def test_unknown_words_widths_and_languages_are_named():
    with pytest.raises(ValueError, match='no row "axis.nothing"'):
        label("axis.nothing", "zh")
    with pytest.raises(ValueError, match='"fr"'):
        label("role.plan", "fr")
    with pytest.raises(ValueError, match="elsevier-single"):
        drawing.width_mm("nowhere")


def test_a_notebook_shows_the_figure_itself(corpus):
    saved = save(chart())
    data, how = saved._repr_mimebundle_()
    image = Image.open(io.BytesIO(data["image/png"]))
    assert image.size[0] / image.size[1] == pytest.approx(90 / 40, rel=0.01)
    assert how["image/png"]["width"] == pytest.approx(90 / 25.4 * 96 * 1.5, abs=1)
    assert data["text/plain"] == "01-length: pdf svg png; 01-length.csv; 90.0 × 40.0 mm"
    assert saved._repr_mimebundle_()[0]["image/png"] == data["image/png"]
