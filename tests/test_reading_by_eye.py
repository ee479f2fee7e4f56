"""The verdicts of a reader are counted as the file's own first lines say."""

from lib.validation.reviews import read_by_eye


def test_rates_are_those_that_the_reader_wrote_down():
    table = read_by_eye().set_index("field")
    assert table.loc["found", ["read", "right"]].tolist() == [191, 190]
    assert table.loc["quantity", ["read", "right"]].tolist() == [300, 295]
    assert table["right"].to_dict() | {"found": 0, "quantity": 0} == {
        "found": 0, "quantity": 0, "name": 244, "period": 267, "scope": 285, "status": 292
    }  # fmt: skip
