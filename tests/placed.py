"""Where a surface stands in a sentence, for tables of quantities that tests make up."""


def placed(sentence: str, surface: str) -> dict[str, int]:
    """Return the cells sentence_at and sentence_stop of a quantity; raises ValueError where it is not in its sentence."""
    bare = "".join(surface.split())
    at = sentence.index(bare)
    return {"sentence_at": at, "sentence_stop": at + len(bare)}
