"""The command line: read what is asked, call the desk, print. Nothing is decided here.

Each file holds a group of commands; `commands.py` is the table of them all. A command's module is imported
when it is run, so that `--help` and `--version` start at once.
"""
