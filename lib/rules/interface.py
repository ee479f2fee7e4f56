"""The words of the reading pages, the start page and the explorer, in Chinese and English."""

from lib.rules.in_force import Rules, compiled, in_force
from lib.rules.labels import LANGUAGES


def word(key: str, language: str, **values: object) -> str:
    """Return the words of interface.csv for `key`, in "zh" or "en", with what stands in {} filled in.

    values: by the names in {}; numbers are printed as the words say. Raises ValueError where the table has no such key or
    the language is neither.
    """
    if language not in LANGUAGES:
        raise ValueError(f'language is "{language}"; it must be "zh" or "en"')
    row = _words(in_force()).get(key)
    if row is None:
        raise ValueError(f'interface.csv has no row "{key}"; add one with its Chinese and English words')
    return row[language].format(**values) if values else row[language]


def word_or(key: str, language: str, fallback: str) -> str:
    """Return the words for `key`, or `fallback` where data bring a name that interface.csv does not know."""
    return word(key, language) if key in _words(in_force()) else fallback


@compiled
def _words(rules: Rules) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in rules.table("interface")}
