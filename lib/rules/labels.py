"""The words that charts and captions print, in Chinese and English."""

from collections.abc import Iterable

from lib.rules.in_force import Rules, compiled, in_force

LANGUAGES = ("zh", "en")
BETWEEN = {
    "list": {"zh": "、", "en": ", "},
    "phrase": {"zh": "，", "en": ", "},
    "clause": {"zh": "；", "en": "; "},
}


def label(key: str, language: str) -> str:
    """Return the words that charts print for `key`, in "zh" or "en".

    Raises ValueError when labels.csv has no such key or the language is neither.
    """
    if language not in LANGUAGES:
        raise ValueError(f'language is "{language}"; it must be "zh" or "en"')
    words = _labels(in_force()).get(key)
    if words is None:
        raise ValueError(f'labels.csv has no row "{key}"; add one with its Chinese and English words')
    return words[language]


def label_or(key: str, language: str, fallback: str) -> str:
    """Return the words for `key`, or `fallback` where data bring a name that labels.csv does not know."""
    return label(key, language) if key in _labels(in_force()) else fallback


def indicator_name(canonical: str, language: str) -> str:
    """Return what an indicator is called."""
    return label_or(f"canonical.{canonical}", language, canonical)


def document_type_name(kind: str, language: str) -> str:
    """Return what a kind of document is called; its id where document_types.csv lacks it."""
    return _document_types(in_force()).get(kind, {}).get(f"label_{language}", kind)


def series(texts: Iterable[str], language: str, between: str = "list") -> str:
    """Return texts one behind the other. between: what they are, "list" (、), "phrase" (，) or "clause" (；)."""
    return BETWEEN[between][language].join(texts)


def definition_name(definition: str, language: str) -> str:
    """Return what charts call a definition of indicators.csv; "" for none, its id where the table lacks it."""
    return _definitions(in_force()).get(definition, {}).get(language, definition)


@compiled
def _definitions(rules: Rules) -> dict[str, dict[str, str]]:
    return {
        row["definition"]: {lang: row[f"label_{lang}"] for lang in LANGUAGES}
        for row in rules.table("indicators")
    }


@compiled
def _document_types(rules: Rules) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rules.table("document_types")}


@compiled
def _labels(rules: Rules) -> dict[str, dict[str, str]]:
    """The rows of labels.csv; an indicator whose definitions have no common name there is called as its first one."""
    indicators = reversed(rules.table("indicators"))
    named = {
        f"canonical.{row['canonical']}": {lang: row[f"label_{lang}"] for lang in LANGUAGES}
        for row in indicators
    }
    return named | {row["key"]: row for row in rules.table("labels")}
