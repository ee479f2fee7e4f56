"""GBK texts in which a byte was lost: what follows it is read again, and what is rare but right stays."""

import pytest

from lib import paths
from lib.corpus import decoding
from lib.corpus.byte_slips import realigned

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))]
SENTENCE = (
    "全镇完成财政收入4720万元，新建乡村道路通车里程不断增加，农业生产条件明显改善，群众生活水平不断提高。\n"
)


@pytest.mark.parametrize("half", [0, 1])
def test_a_lost_byte_costs_one_character(half):
    content = (SENTENCE * 3).encode("gbk")
    at = len("全镇完成财政收入4720万元，新建".encode("gbk")) + half
    text = decoding.decoded(content[:at] + content[at + 1 :], "gbk")
    assert "村道路通车里程不断增加，农业生产条件明显改善，群众生活水平不断" in text
    assert text.count(SENTENCE) == 2 and 1 <= text.count("\ufffd") <= 3
    assert sum(count for loss in decoding.damage(text) for _, count in loss.values) == text.count("\ufffd")


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "者竜乡、㮾梨街道、勐伴镇、旖旎佝偻龃龉魑魅魍魉耄耋饕餮的葳蕤氤氲",
        "發展經濟開發區領導幹部務農為國" * 9,
    ],
)
def test_a_text_that_is_right_stays(text):
    text = text.encode("gb18030").decode("gb18030")
    assert realigned(text) == text
