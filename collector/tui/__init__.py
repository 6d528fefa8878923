"""The terminal app. Painted first; the desk and its database are loaded by the first worker.

`keys` holds every action, `jobs` is the only door to the book, `views` is what comes through it, `behind`
runs on the far side of the door, in worker threads.
"""
