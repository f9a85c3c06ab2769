"""督办: who has received, who has begun, who has issued, who is late; and asking once more."""
