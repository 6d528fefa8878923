"""What an agent does in a day, and what scripts and the night do with the same book.

Screens and commands call these functions and no store. Each action is a short story: load, decide, save.
"""
