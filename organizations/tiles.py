"""Where the 34 province-level divisions stand on the map of tiles: each about where it lies, north at the top."""

BLANK = "......"
GRID = """
...... ...... ...... ...... ...... ...... 230000
...... ...... ...... 150000 ...... ...... 220000
650000 620000 640000 140000 110000 120000 210000
...... 630000 610000 410000 130000 370000 ......
540000 510000 500000 420000 340000 320000 310000
...... 530000 520000 430000 360000 330000 ......
...... ...... 450000 440000 350000 ...... 710000
...... ...... 460000 820000 810000 ...... ......
"""

# Code of GB/T 2260 to its column, 1 to 7, row by row: a tile whose column is not past the last one begins a new row.
COLUMNS = {
    code: column for row in GRID.split("\n") for column, code in enumerate(row.split(), start=1) if code != BLANK
}
