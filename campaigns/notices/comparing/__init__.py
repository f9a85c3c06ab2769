"""Setting a notice beside the one that it adapts: what was kept, changed, added and left out, to the character."""
