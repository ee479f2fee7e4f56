"""The environment, running and rerunning notebooks, exporting for a paper.

environment makes .venv, notebooks executes, papers exports, lab opens JupyterLab, pages/ writes offline HTML.
"""
