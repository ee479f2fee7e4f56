"""The measure of growth itself: it lets through what grows in step with its input and stops a square."""

import pytest

from tests.growth import grows_with_the_input


@pytest.mark.parametrize("power, passes", [(1, True), (2, False)])
def test_a_straight_line_passes_and_a_square_does_not(power, passes):
    def work(size):
        return lambda: sum(range(100 * size**power))

    assert grows_with_the_input(work, 40 if power == 2 else 1000, 320 if power == 2 else 8000) is passes
