"""审计: the pages on which the audit administrator reads what was done. Rows are written and sealed by organizations/audit."""
