"""Files in and out: sheets read line by line, the night's list written. Knows no book."""
