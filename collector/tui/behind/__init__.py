"""What runs in the workers, on the book's side of the door: from the desk's records to views.

Nothing here imports Textual, and nothing on the screens' side imports this but `jobs`, inside functions.
"""
