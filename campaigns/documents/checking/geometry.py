"""The figures that the standard is measured by. Lengths in mm from the top left corner of the page, sizes in pt."""

MM = 72 / 25.4  # points in a millimetre

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # A4, GB/T 9704-2012 §5.1
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0  # the type area of 156 x 225 mm, §5.2.1
CENTRE = (LEFT + RIGHT) / 2

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0  # 2号, 3号, 4号
EM = SIZE_3 / MM
ROWS, CELLS = 22, 28  # §5.2.3
ROW = (BOTTOM - TOP - EM) / (ROWS - 1)  # one 行: 10.445 mm
CELL = (RIGHT - LEFT - EM) / (CELLS - 1)  # one 字: 5.569 mm
LEADING = ROW - EM

ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.12  # the em box of a Chinese character
