"""What drafting and countersigning both stand on: how the co-issuers stand to a text, what changed in it, who is told."""
