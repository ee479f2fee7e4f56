"""Says in Chinese why a file was set aside: the sentence of set_aside_texts.csv for its problem."""

from lib.corpus.items import SetAside
from lib.rules import Rules, compiled, spoken


def in_chinese(rules: Rules, note: SetAside) -> str:
    """Return what a note says, in Chinese; a problem that the table lacks is told by its English sentence."""
    told = _texts(rules).get(note.problem, "{message}")
    own = note.message.removeprefix(f"{note.file}: ")
    return f"{note.file}：{told.replace('{message}', own)}"


def spoken_message(rules: Rules, note: SetAside) -> str:
    """Return what a note says in the language in which the commands speak."""
    return in_chinese(rules, note) if spoken() == "zh" else note.message


@compiled
def _texts(rules: Rules) -> dict[str, str]:
    return {row["problem"]: row["zh"] for row in rules.table("set_aside_texts")}
