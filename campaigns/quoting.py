"""引号: a text that another one quotes (GB/T 15834-2011 §4.8)."""

WITHIN = str.maketrans("“”‘’", "‘’“”")


def quoted(text):
    """Return the text in quotation marks; those within it change places with single ones."""
    return f"“{text.translate(WITHIN)}”"
