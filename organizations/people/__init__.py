"""人员: who works in a department, who is asked to, who stands in for whom, and what administrators do to accounts."""
