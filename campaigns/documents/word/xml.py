"""Elements of WordprocessingML (ISO/IEC 29500-1 §17) in the order of its schema: Word refuses any other."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs kinsoku wordWrap overflowPunct"
        " autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind jc textAlignment outlineLvl sectPr"
    ).split(),
    "rPr": "rStyle rFonts b i noProof color spacing w kern sz szCs lang".split(),
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders tblLayout tblCellMar tblLook".split(),
    "trPr": "gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader".split(),
    "tcPr": "tcW gridSpan tcBorders textDirection vAlign".split(),
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid".split(),
}


def w(tag, *children, **attributes):
    """Return the element w:`tag`. Attributes are of the same namespace; a whole number is written as it is."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def properties(tag, **values):
    """Return w:`tag` with the properties `values`, each in its place.

    A value is a number or a text (its w:val), True or False, a dict of attributes, or a list of children. Raise
    ValueError for a property whose place is not known.
    """
    names = sorted(values, key=ORDER[tag].index)
    return w(tag, *(_property(name, values[name]) for name in names))


def _property(name, value):
    if isinstance(value, dict):
        return w(name, **value)
    if isinstance(value, list):
        return w(name, *value)
    return w(name) if value is True else w(name, val=0 if value is False else value)
