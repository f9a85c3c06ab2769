"""Slips of punctuation and numbering that a person should look at (GB/T 15834, GB/T 9704-2012 §7.2.5, §7.3.3)."""


def advise(reading, lines):
    pass
