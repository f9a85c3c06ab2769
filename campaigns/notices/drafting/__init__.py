"""起草: starting a draft, writing it clause by clause, and what it went through."""
