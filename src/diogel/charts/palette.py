"""Colours and letters of every chart.

The colours are the Government Analysis Function's accessible palette; no meaning rests on
colour alone. Letters are Liberation Sans, which the renderer brings with it and which has
the Welsh letters.
"""

from __future__ import annotations

COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
# The ink that can be read on each colour above (contrast of at least 4.5 to 1).
INK_ON = ("#FFFFFF", "#0B0C0C", "#FFFFFF", "#0B0C0C", "#FFFFFF", "#0B0C0C")
INK = "#0B0C0C"
QUIET = "#595959"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

PAGE_WIDTH = 640
LABEL_LETTERS = 34
WIDE_LABEL_LETTERS = 46
LETTER_HEIGHT = 13
LINE_HEIGHT = 16
BAR_HEIGHT = 22
LETTER_WIDTH = 7
# Room to the right of the bars for words beside them, and the letters that fit there.
SIDE_WIDTH = 170
SIDE_LETTERS = 22

CONFIG = {
    "background": "#FFFFFF",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": LETTER_HEIGHT,
        "titleFontSize": LETTER_HEIGHT,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
        "gridColor": "#D9D9D9",
        "domainColor": QUIET,
        "tickColor": QUIET,
    },
    "text": {"fontSize": LETTER_HEIGHT, "color": INK},
    "legend": {"labelFontSize": LETTER_HEIGHT, "labelColor": INK, "labelLimit": 600},
}
