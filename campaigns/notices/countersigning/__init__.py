"""会签: the decisions of the co-issuers on one exact text."""
