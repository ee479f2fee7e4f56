"""Names of places and firms: found by their endings, kept whole, never at the cost of a term of the dictionary."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.rules import in_force
from lib.words import segmentation
from lib.words.segmentation import names_in, tokens, words

PIECES = ["在", "高峰", "村", "、", "李灵村", "建设", "宏利", "现代农业", "产业园", "东华", "科技", "有限", "公司", "和", "庄村", "，", "到", "位资金", "12", "\n"]  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.kind) for name in names_in(in_force(), text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("在高峰村流转土地1000亩", [("高峰村", "village")]),
        ("干部到高峰村走访", [("高峰村", "village")]),
        ("以和庄村、台头村为试点", [("和庄村", "village"), ("台头村", "village")]),
        ("昭庆村、黄小店村被评为卫生村", [("昭庆村", "village"), ("黄小店村", "village")]),
        ("努力把高杭村建设成为人居示范点", [("高杭村", "village")]),
        ("启动孙岗中心卫生院医技楼建设", [("孙岗中心卫生院", "site")]),
        ("建设宏利现代农业产业园", [("宏利现代农业产业园", "site")]),
        (
            "考察接待了立丰家庭用品有限公司、庄爵服饰等多家企业",
            [("立丰家庭用品有限公司", "firm")],
        ),
        ("投资5000万元的阳谷全州电缆材料有限公司项目", [("阳谷全州电缆材料有限公司", "firm")]),
        ("沿苏泉路、刘禹路建设", [("苏泉路", "road"), ("刘禹路", "road")]),
        ("完成灵沙社区扩规规划编制", [("灵沙社区", "village")]),
        ("全力支持吉林油田公司增效", [("吉林油田公司", "firm")]),
        ("规划整治江北公园", [("江北公园", "site")]),
    ],
)
def test_names_are_found_without_the_words_before_them(sentence, expected):
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "全村、各村和每个村都要建设村级活动场所",
        "建成示范村3个、贫困村全部出列",
        "打造美丽乡村，建设小康村、卫生村",
        "全镇上下一心，我镇集镇面貌改善",
        "新增上市公司2家，培育规模企业和龙头公司",
        "建设现代农业产业园和高标准产业园区",
        "建设四好农村路，硬化道路和生产路5公里",
        "支部领办合作社12个，股份经济合作社22个",
        "深化撤乡设镇、强镇带村改革，治沟治河",
        "二十国集团领导人峰会",
        "消费市场持续回暖",
        "新增通油路村300个，通硬化路",
        "提高公益普惠幼儿园的比例，建成小微公园10个",
        "建成都市现代农业示范园，组建售电公司",
        "建立健全开发区工作机制，支持各县市开发区",
        "投资集团公司和水务有限责任公司",
    ],
)
def test_classes_are_no_names(sentence):
    assert found(sentence) == []


def test_a_name_is_one_word_and_takes_the_words_inside_it():
    cut = words(in_force(), "建设宏利现代农业产业园，发展现代农业")
    assert cut.count("宏利现代农业产业园") == 1
    assert cut.count("现代农业") == 1
    assert words(in_force(), "建设宏利现代农业产业园，发展现代农业", names=False).count("现代农业") == 2


def test_a_token_that_a_name_cuts_leaves_its_rest():
    text = "桃园村家诚养鸡"
    without, cut = tokens(in_force(), text, names=False), tokens(in_force(), text)
    assert "".join(cut) == "".join(without) == text
    assert "桃园村" in cut


def test_a_name_found_once_is_found_again_where_it_is_cut_otherwise():
    text = "流转土地的有高峰村。高峰村家诚肉鸡养殖场、高峰村宏利肉鸡养殖场。"
    assert [name for name, _ in found(text)].count("高峰村") == 3


def test_the_default_dictionary_keeps_no_names():
    assert "宏利现代农业产业园" not in words(in_force(), "建设宏利现代农业产业园", "default")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_names_lie_apart_and_every_name_is_a_token(text):
    names = names_in(in_force(), text)
    assert all(one.end <= other.start for one, other in pairwise(names))
    assert "".join(tokens(in_force(), text)) == text
    starts, offset = {}, 0
    for token in tokens(in_force(), text):
        starts[offset] = token
        offset += len(token)
    assert all(starts[name.start] == text[name.start : name.end] for name in names)


def test_a_term_is_never_cut_by_a_name():
    terms = set(segmentation.user_words(in_force()))
    text = "在产业园区、工业园区和支部领办合作社，全镇农村公路、乡镇敬老院"
    kept = [token for token in tokens(in_force(), text, names=False) if token in terms]
    assert kept and all(term in tokens(in_force(), text) for term in kept)
