"""PDF files for the tests, put together from their objects."""


def stream(content):
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def pdf(note="", info="", catalog="", more=""):
    """Return the bytes of a PDF of one page that says Q."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Annots[{note}]"
        "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        stream("BT /F 12 Tf 9 9 Td (Quality) Tj ET"),
        f"<<{info}>>",
        *([more] if more else []),
    ]
    body, places = b"%PDF-1.7\n", []
    for at, each in enumerate(objects, start=1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{at} 0 obj\n{each}\nendobj\n".encode()
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}trailer\n<</Root 1 0 R/Info 5 0 R/Size {size}>>\n"
    return body + f"{table}startxref\n{len(body)}\n%%EOF".encode()
