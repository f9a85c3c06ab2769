"""Two write one draft: whoever is second is told, and loses nothing."""


class Overtaken(Exception):
    """Somebody else has changed the same since. `stored` is what stands there now; `str` says what it is about."""

    def __init__(self, what, stored):
        super().__init__(f"您编辑时，同事也改了{what}。")
        self.stored = stored
