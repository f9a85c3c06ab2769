"""What campaigns owe after the answer. The worker finds it here."""

from . import actions  # noqa: F401  says how its kind of work is done
