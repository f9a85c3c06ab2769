"""贯彻: a notice of one's own from one that was issued above, clause by clause."""
