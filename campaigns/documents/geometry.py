"""Measures of the sheet, in points (1/72 inch): GB/T 9704-2012 §5.1 to §5.2.3, which 1999 shares."""

from dataclasses import dataclass

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TOP, LEFT = 37 * MM, 28 * MM  # 天头, 订口
WIDTH, HEIGHT = 156 * MM, 225 * MM  # 版心
NO_2, NO_3, NO_4 = 22.0, 16.0, 14.0  # 2号, 3号, 4号


@dataclass(frozen=True)
class Grid:
    """Rows and columns that fill the type area: the first and the last em box of 3号 touch its edges (§5.2.3).

    The standard has 22 rows of 28 characters and lets both be adjusted where it must be (§7.3.5.5).
    """

    rows: int = 22
    columns: int = 28

    @property
    def pitch(self):
        """From row to row."""
        return (HEIGHT - NO_3) / (self.rows - 1)

    @property
    def cell(self):
        """From character to character: one 字."""
        return (WIDTH - NO_3) / (self.columns - 1)

    @property
    def spacing(self):
        """What is put between two characters of 3号."""
        return self.cell - NO_3

    @property
    def lead(self):
        """Half of what a row has beyond its em box: so much does the box of row 1 begin above the type area."""
        return (self.pitch - NO_3) / 2

    @property
    def top_margin(self):
        return TOP - self.lead

    @property
    def bottom_margin(self):
        slack = 0.02  # lets rounding never push row 22 off the page
        return PAGE_HEIGHT - self.top_margin - self.rows * self.pitch - slack


STANDARD = Grid()
