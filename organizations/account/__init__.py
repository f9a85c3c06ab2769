"""账号: the pages on which a person signs in and out, and looks after her own account."""
