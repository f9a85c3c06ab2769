"""Seals: pictures that float behind the name and the date which they are put on (GB/T 9704-2012 §7.3.5.1)."""

from io import BytesIO
from itertools import count

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from ..seals import ready
from .measures import emu
from .xml import w

PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Seals:
    """The seals of one document, kept in its package."""

    def __init__(self, part):
        self.part, self.numbers = part, count(1)

    def float(self, organ, left=None, top=0):
        """Return a run with the organ's seal, `left` mm from the edge of the column, `top` mm below the paragraph's top.

        Without `left` it stands in the middle of the column. Raise ValueError where the bytes are no picture.
        """
        data = ready(organ.seal)
        key, _ = self.part.get_or_add_image(BytesIO(data))
        place = "<wp:align>center</wp:align>" if left is None else f"<wp:posOffset>{emu(left)}</wp:posOffset>"
        return w("r", w("drawing", _anchor(key, _size(data, organ.seal_mm), place, emu(top), next(self.numbers))))


def _size(data, diameter):
    """Return the picture's width and height in EMU, the longer of them as the diameter in mm."""
    with Image.open(BytesIO(data)) as picture:
        scale = emu(diameter) / max(picture.size)
        return [round(side * scale) for side in picture.size]


def _anchor(key, size, place, top, number):
    width, height = size
    return parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        f' relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column">{place}</wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="印章{number}" descr="印章"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="印章{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor>'
    )
