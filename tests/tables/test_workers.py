"""Work in several processes comes back in order, and how far it is is said in lines, or in one line on a terminal."""

import pytest

from lib.tables import workers
from lib.tables.progress import progress


def twice(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_arguments(jobs):
    numbers = [(number,) for number in range(7)]
    found = workers.run(twice, numbers, [1] * 7, "numbers", jobs, say=lambda line: None)
    assert list(found) == [0, 2, 4, 6, 8, 10, 12]


def test_a_fault_of_one_is_raised():
    with pytest.raises(TypeError):
        list(workers.run(twice, [(1,), (None,)], [1, 1], "numbers", 2, say=lambda line: None))


def test_lines_are_said_now_and_then_with_rate_and_time_left():
    seconds, lines = iter([0, 0, 2, 6, 20, 40, 100]), []
    more = progress(1000, "reports", lines.append, clock=lambda: next(seconds), terminal=False)
    for _ in range(5):
        more(100)
    assert lines == [
        "  200 of 1,000 reports, 33 a second, 24 s left",
        "  400 of 1,000 reports, 10 a second, 60 s left",
        "  500 of 1,000 reports, 5.0 a second, 2 min left",
    ]


def test_on_a_terminal_one_line_is_written_over(capsys):
    seconds = iter([0, 0, 10, 2000])
    more = progress(20, "reports", print, clock=lambda: next(seconds), terminal=True)
    more(10)
    more(10)
    first, second, rest = capsys.readouterr().out.replace("\n", "\r").removeprefix("\r").split("\r")
    assert first.rstrip() == "  10 of 20 reports, 1.0 a second, 10 s left"
    assert second.rstrip() == "  20 of 20 reports, 0.0 a second, 0 s left" and not rest
