"""The environment, running and rerunning notebooks, exporting for a paper."""
