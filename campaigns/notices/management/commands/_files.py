"""Reading the file that a command is given."""

import sys
from pathlib import Path

from campaigns.notices.intake import MOST_BYTES, Refused, text_of


def bytes_in(name):
    """Return the bytes of file `name`, or of standard input for "-". Raise Refused where there is no such file."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"读不到文件 {name}：{_REASONS.get(type(error), '请检查路径和权限')}。") from None


def text_in(name):
    """Return the text of a file. Raise Refused where it cannot be read as text."""
    return text_of(bytes_in(name))


_REASONS = {FileNotFoundError: "没有这个文件", IsADirectoryError: "这是一个文件夹", PermissionError: "没有读取权限"}
