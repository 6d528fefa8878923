"""The book: tables, opening, reading, writing. Nothing outside this package knows SQL."""
