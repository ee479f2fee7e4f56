"""How the laws are tried: the same examples on every machine, and no limit on the time of one of them."""

from hypothesis import settings

# A slow machine must not fail a law, nor a lucky draw a submission. To search on: pytest --hypothesis-profile=search
settings.register_profile("workbook", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("workbook")
