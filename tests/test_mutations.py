"""A small run of benchmarks/mutations.py: texts damaged at random break no law of reading; the long run is by hand."""

from benchmarks import mutations
from lib import paths
from lib.rules import Rules

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))]


def test_damaged_texts_break_no_law_and_take_no_more_time():
    broken, slow = mutations.tried(Rules(paths.SHIPPED_DATA), TEXTS, 100)
    assert broken == []
    assert slow == []


def test_the_laws_can_be_broken(monkeypatch):
    rules = Rules(paths.SHIPPED_DATA)
    assert mutations.broken_laws(rules, TEXTS[0][:900]) == []
    monkeypatch.setattr(mutations, "clean", lambda rules, text: mutations.CleanText(text, text + "x", (), ()))
    assert "cleaning is not idempotent" in mutations.broken_laws(rules, TEXTS[0][:900])
    halves = mutations.CleanText("政府工作", "政工作", (), ())
    assert not mutations._whole(halves)
