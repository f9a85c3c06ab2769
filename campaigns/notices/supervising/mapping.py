"""The map of tiles of a national notice: how far each province is, as the table says it, too."""

from dataclasses import dataclass

from organizations.models import Region
from organizations.tiles import COLUMNS

from ..models import Adaptation
from .rows import describe

Stage = Adaptation.Stage
SHORT = {Stage.WAIVED: "已免予"}  # what is longer than a tile is wide
OUT = "不在贯彻范围"


@dataclass
class Tile:
    """One province: its adaptation, or None where it owes none."""

    region: Region
    row: Adaptation | None

    @property
    def column(self):
        return COLUMNS.get(self.region.code)

    @property
    def state(self):
        return self.row.stage if self.row else "out"

    @property
    def short(self):
        return SHORT.get(self.row.stage, self.row.word) if self.row else ""

    @property
    def word(self):
        return self.row.word if self.row else OUT


def tiles_of(board):
    """Return the Tiles of a national notice in the order of the map, and of those that have no place on it. Two queries."""
    rows = board.adaptations.filter(region__level=Region.Level.PROVINCE)
    found = {row.region_id: row for row in rows}
    for row in found.values():
        describe(row, board)
    regions = Region.objects.provinces().filter(until="").order_by("code")
    tiles = {each.code: Tile(each, found.get(each.pk)) for each in regions}
    on_map = [tiles[code] for code in COLUMNS if code in tiles]
    return on_map, [tile for tile in tiles.values() if tile.column is None and tile.row]


def late_among(tiles):
    """Return how many of the Tiles are late."""
    return sum(bool(tile.row and tile.row.days_late) for tile in tiles)


def legend_of(tiles):
    """Return [(state, word, how many)] of the states that occur, in their order."""
    words = {stage.value: stage.label for stage in Stage} | {"out": OUT}
    states = [tile.state for tile in tiles]
    return [(state, word, states.count(state)) for state, word in words.items() if state in states]
