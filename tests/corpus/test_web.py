"""A saved web page gives its report, all of it, and none of its menus."""

import quopri

import pytest

from lib import paths
from lib.corpus.extracted import NotReadable, described
from lib.corpus.readers import web
from lib.rules import Rules

RULES = Rules(paths.SHIPPED_DATA)
REPORTS = {
    path.stem: path.read_text(encoding="utf-8-sig")
    for path in sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))
}
PROSE = "全镇上下团结一心，各项事业健康发展，人民生活水平不断提高。"
MENU = '<ul><li><a href="/">首页栏目</a></li><li><a href="/zw">政务公开</a></li></ul>'
FOOT = "<p>版权所有：某县人民政府</p><p>地址：某路1号　电话：0000-1234567</p>"
NEWS = '<h3>相关新闻</h3><ul><li><a href="1.html">某县召开会议，部署工作。</a></li></ul>'


def lines(text: str) -> list[str]:
    """Return the lines of a text that hold something, without white space."""
    return [line for line in ("".join(line.split()) for line in text.splitlines()) if line]


def site(paragraphs: list[str]) -> str:
    """A page of a content system: heading, date and text in elements of their own, a list of news below."""
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    head = f'<div id="top">{MENU}</div><h1>工作报告（全文）</h1><div>发布时间：2021-03-01 <a href="#">打印</a></div>'
    return f"<body>{head}<div id='content'>{body}</div><div>{NEWS}</div><div>{FOOT}</div></body>"


def tables_for_layout(paragraphs: list[str]) -> str:
    """A page of 2005: set out by nested tables, paragraphs parted by <br> and indented by blanks."""
    body = "<br>\n".join("&nbsp;&nbsp;" + line for line in paragraphs)
    inner = f"<table><tr><td><font size=2>{body}</font></td></tr></table>"
    return f"<body><table><tr><td>{MENU}</td><td>{inner}</td></tr><tr><td colspan=2>{FOOT}</td></tr></table></body>"


def article(paragraphs: list[str]) -> str:
    """A page of today: nav, article with a section for each few paragraphs, aside, footer."""
    parts = "".join(
        f"<section>{''.join(f'<p><span>{line}</span></p>' for line in paragraphs[at : at + 9])}</section>"
        for at in range(0, len(paragraphs), 9)
    )
    return f"<body><nav>{MENU}</nav><main><article>{parts}</article><aside>{NEWS}</aside></main><footer>{FOOT}</footer></body>"


def saved_by_word(paragraphs: list[str]) -> str:
    """A page that Word made: one section, empty paragraphs, spans inside words, unclosed tags."""
    body = "<p class=MsoNormal>&nbsp;<o:p></o:p>".join(
        f"<p class=MsoNormal><span lang=EN-US>{line[:5]}</span><b>{line[5:9]}</b>{line[9:]}<o:p></o:p>"
        for line in paragraphs
    )
    return f"<body><div class=Section1>{body}</div></body>"


@pytest.mark.parametrize("page", [site, tables_for_layout, article, saved_by_word])
@pytest.mark.parametrize("report", REPORTS)
def test_nothing_of_a_report_goes_and_no_menu_comes(report, page):
    wanted = lines(REPORTS[report])
    found = web.read(RULES, page(wanted).encode("gb18030"))
    got = lines(found.text)
    first = got.index(wanted[0])
    assert got[first : first + len(wanted)] == wanted
    assert not {"首页栏目", "政务公开", "相关新闻"} & set(got)


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_bytes_tell_the_encoding_whatever_is_declared(declared, encoding):
    text = "二〇二〇年新建厂房3000㎡，朱镕基题字，\ue0102㮾梨街道道路建成通车—·"
    page = f'<html><head><meta charset="{declared}"></head><body><p>{PROSE}</p><p>{text}</p></body></html>'
    assert web.read(RULES, page.encode(encoding)).text == f"{PROSE}\n{text}"


def test_a_damaged_byte_is_counted_in_its_place_and_costs_no_more():
    content = f"<p>{PROSE}</p><p>收入3".encode("gbk") + b"\xff" + "亿元，增长8%。</p>".encode("gbk")
    found = web.read(RULES, content)
    assert found.text == f"{PROSE}\n收入3\ufffd亿元，增长8%。"
    (loss,) = found.losses
    assert (found.text[loss.start : loss.end], loss.rule) == ("\ufffd", "damaged_bytes")


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<p>财政收入<sup>1</sup>41.3亿元</p>", "财政收入¹41.3亿元"),
        ('<p>收入<a href="#n"><sup>[2]</sup></a>41.3亿元</p>', "收入[²]41.3亿元"),
        ("<p>面积20km<sup>2</sup></p>", "面积20km²"),
        ("<p>第<sup>十</sup>次</p>", "第十次"),
        ("<p><ruby>涿<rp>(</rp><rt>zhuō</rt><rp>)</rp></ruby>州</p>", "涿州"),
        ("<p>前<!-- 注 -->后<script>var 甲</script></p>", "前后"),
        ("<p>甲</p><p>甲</p>", "甲\n甲"),
        ("<p>一<br>二</p>三", "一\n二\n三"),
        ("<pre>一\n  二</pre>", "一\n二"),
        ("<p>1 &lt; 2 &amp; 3&nbsp;</p>", "1 < 2 & 3"),
        ("<ol><li>完成投资</li><li>2.5亿元</li><li>3、教育</li></ol>", "1.完成投资\n2.\t2.5亿元\n3、教育"),
        ('<ol start="2" style="list-style-type:cjk-ideographic"><li>打算</li></ol>', "二、打算"),
        ('<p>甲<span style="display:none">密</span>乙</p>', "甲乙"),
        ("<table><tr><td>指标</td><td>2020年（万元）</td></tr><tr><td>收入</td><td>4720</td></tr></table>",
         "指标\t2020年（万元）\n收入\t2020年4720万元。"),
        ("<table><tr><td>一</td><td><table><tr><td>二</td></tr></table></td></tr></table>", "一\n二"),
    ],
)  # fmt: skip
def test_a_page_reads_as_its_browser_shows_it(source, seen):
    assert web.read_text(RULES, f"<body><p>{PROSE}</p>{source}</body>", "html").text == f"{PROSE}\n{seen}"


def test_most_of_a_page_is_read_even_where_a_script_shows_it_later():
    assert (
        web.read_text(RULES, f'<body><div style="display:none"><p>{PROSE}</p></div></body>', "html").text
        == PROSE
    )


def test_the_title_of_the_tab_stands_above_where_the_page_has_none():
    page = (
        f"<html><head><title>李台镇政府工作报告_某县政府网</title></head><body><p>{PROSE}</p></body></html>"
    )
    found = web.read_text(RULES, page, "html")
    assert found.text == f"李台镇政府工作报告\n{PROSE}"
    assert described(found) == "html; page_title=1"


def test_a_page_saved_as_one_file_gives_its_longest_page():
    page = quopri.encodestring(f"<html><body><p>{PROSE}</p></body></html>".encode("gbk")).decode()
    head = 'From: <Saved by>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    piece = "--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    archive = f"{head}{piece}{page}\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    assert web.read_archive(RULES, archive.encode()).text == PROSE


@pytest.mark.parametrize(
    "source", ["", "<html></html>", "<div id=app></div><script>x</script>", "<div>" * 5000 + PROSE]
)
def test_pages_without_text_or_without_end_have_a_reason(source):
    with pytest.raises(NotReadable):
        web.read_text(RULES, source, "html")
