"""The verdicts of readers are counted as they wrote them down."""

from lib.validation.reviews import read_by_eye


def test_rates_are_those_that_the_readers_wrote_down():
    table = read_by_eye().set_index(["draw", "field"])
    right = table["judged_right"]
    assert right["first"].to_dict() == {
        "found": 190, "genuine": 190, "quantity": 295, "value_unit": 295, "name": 244, "status": 292, "scope": 285, "period": 267
    }  # fmt: skip
    assert right["second"].to_dict() == {
        "quantity": 298, "value_unit": 295, "name": 270, "status": 290, "scope": 284, "period": 291
    }  # fmt: skip
    assert table.loc[("first", "found"), "read"] == 191 and table.loc[("first", "genuine"), "read"] == 193
