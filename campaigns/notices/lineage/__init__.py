"""沿革: what the clauses of a draft are to the parent's, what is locked in them, and what is stale: below every room that writes."""
