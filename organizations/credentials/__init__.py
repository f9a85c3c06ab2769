"""凭据: what somebody is known by, and what comes before every page for people who sign in."""
