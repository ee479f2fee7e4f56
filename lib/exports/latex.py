"""A table as LaTeX: rules of booktabs, title above, notes below; Chinese by ctex with XeLaTeX."""

import re
from collections.abc import Sequence

from lib.exports.printed import LONG, Printed, breadth, fitted, head_lines

LONGEST, LONGEST_TURNED = 36, 18  # lines on a page; a longer table goes over several pages
# Latin characters of \small on a line of LaTeX's own page, and on the page turned.
UPRIGHT, SIDEWAYS = 76, 116
AIR = 2.6  # characters between two columns
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "−": "$-$",
    # the fonts of LaTeX's own classes have none of these in texts and leave them out without an error
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "≈": r"$\approx$",
    "●": r"$\bullet$",
    "◐": r"$\odot$",  # half filled: the sign nearest to it that needs no package
    "○": r"$\circ$",
    "◇": r"$\diamond$",
    "[": "{[}",  # behind the end of a row, LaTeX would read [ and * as orders
    "*": "{*}",
    "\u200b": r"\allowbreak{}",
}
# An address, too long for a narrow column, may be broken behind its signs.
_ADDRESS = re.compile(rf"[!-~]{{{LONG},}}")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def latex(table: Printed, title: str, notes: Sequence[str], name: str, language: str = "zh") -> bytes:
    r"""Return a .tex file to be taken into a paper with \input; its first lines say what the paper's preamble needs.

    A floating table, or where it is too long for one page a longtable with the head on every page; turned by a quarter
    where it is too wide for a page upright. The label is tab:<name>. language: "zh" or "en", of the paper.
    """
    widths = fitted(table, UPRIGHT, AIR)
    turned = widths is None
    widths = widths or fitted(table, SIDEWAYS, AIR, force=True)
    body = _long if _lines(table, widths) > (LONGEST_TURNED if turned else LONGEST) else _floating
    lines = body(table, _columns(table, widths), title, notes, name, turned)
    return ("\n".join(_preamble("\n".join(lines), name, language) + lines) + "\n").encode("utf-8")


def _lines(table: Printed, widths: Sequence[int]) -> int:
    """How many lines the rows take when texts are broken to these widths."""
    return sum(max(-(-breadth(cell) // width) for cell, width in zip(row, widths)) for row in table.rows)


def escape(text: str) -> str:
    """Return the text with every sign that LaTeX would take for an order written so that it is printed."""
    return "".join(_SIGNS.get(character, character) for character in text)


def _preamble(body: str, name: str, language: str) -> list[str]:
    packages = ["array", "booktabs", *(["longtable"] if "{longtable}" in body else [])]
    packages += ["rotating"] if "{sidewaystable}" in body else []
    packages += ["pdflscape"] if "{landscape}" in body else []
    chinese = [r"%   \usepackage[scheme=plain]{ctex}"] if language == "en" and _HAN.search(body) else []
    return [
        "% Compile with XeLaTeX. A complete paper to try it with, and what the preamble of yours needs:",
        rf"%   \documentclass{{{'ctexart' if language == 'zh' else 'article'}}}",
        *chinese,
        rf"%   \usepackage{{{','.join(packages)}}}",
        rf"%   \begin{{document}}\input{{{name}}}\end{{document}}",
    ]


def _columns(table: Printed, widths: Sequence[int]) -> str:
    """Numbers to the right, texts to the left, those that are broken into lines in a column of fixed width."""
    kinds = zip(table.numeric, table.widths, widths)
    return "".join("r" if number else _text(wide, given) for number, wide, given in kinds)


def _text(wide: int, given: int) -> str:
    # half an em is a Latin character, as in Chinese typesetting
    return "l" if given >= wide else rf">{{\raggedright\arraybackslash}}p{{{given / 2:.1f}em}}"


def _row(cells: Sequence[str]) -> str:
    return " & ".join(escape(_ADDRESS.sub(_breakable, cell)) for cell in cells) + r" \\"


def _heads(table: Printed) -> str:
    """The heads; one that is wider than its column has its unit on a second line."""
    told = []
    for head, wide, number in zip(table.heads, table.widths, table.numeric):
        lines = head_lines(head) if breadth(head) > wide else [head]
        stack = r" \\ ".join(map(escape, lines))
        told.append(rf"\shortstack[{'r' if number else 'l'}]{{{stack}}}" if len(lines) > 1 else stack)
    return " & ".join(told) + r" \\"


def _breakable(address: re.Match[str]) -> str:
    return re.sub(r"([^0-9A-Za-z])(?=.)", "\\1\u200b", address[0])


def _rules() -> str:
    return r"\setlength{\heavyrulewidth}{1.5pt}\setlength{\lightrulewidth}{0.75pt}\setlength{\belowcaptionskip}{4pt}"


def _floating(
    table: Printed, columns: str, title: str, notes: Sequence[str], name: str, turned: bool
) -> list[str]:
    kind = "sidewaystable" if turned else "table"
    return [
        rf"\begin{{{kind}}}" + ("" if turned else "[htbp]"),
        r"\centering\small" + _rules(),
        rf"\caption{{{escape(title)}}}\label{{tab:{name}}}",
        rf"\begin{{tabular}}{{@{{}}{columns}@{{}}}}",
        r"\toprule",
        _heads(table),
        r"\midrule",
        *map(_row, table.rows),
        r"\bottomrule",
        r"\end{tabular}",
        *(
            rf"\par\smallskip\begin{{minipage}}{{\linewidth}}\footnotesize\raggedright {escape(note)}\end{{minipage}}"
            for note in notes
        ),
        rf"\end{{{kind}}}",
    ]


def _long(
    table: Printed, columns: str, title: str, notes: Sequence[str], name: str, turned: bool
) -> list[str]:
    return [
        r"\begin{landscape}" if turned else "{",
        r"\small" + _rules(),
        rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}",
        rf"\caption{{{escape(title)}}}\label{{tab:{name}}}\\",
        r"\toprule",
        _heads(table),
        r"\midrule\endfirsthead",
        r"\toprule",
        _heads(table),
        r"\midrule\endhead",
        r"\bottomrule\endfoot",
        *map(_row, table.rows),
        r"\end{longtable}",
        *(rf"{{\noindent\footnotesize\raggedright {escape(note)}\par}}" for note in notes),
        r"\end{landscape}" if turned else "}",
    ]
