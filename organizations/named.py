"""Who did something, in words: the person, and whom she stood in for."""


def named(user, principal=None, nobody="系统"):
    """Return 张三, or 张三代李四 where she acted for somebody; `nobody` where no person did it."""
    if user is None:
        return nobody
    return f"{user.name}代{principal.name}" if principal else user.name
