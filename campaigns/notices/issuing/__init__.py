"""签发、印发: numbers, signatures, the frozen text and its files; correction, withdrawal and repeal."""
