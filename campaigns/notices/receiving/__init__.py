"""签收: to whom an edition goes when it is issued, and who has confirmed that it is there."""
