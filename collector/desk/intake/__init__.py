"""One module a kind of file: what a line means to the book, and whether the book knows it already."""
