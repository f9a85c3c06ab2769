"""Reading the file that a command is given, and writing the one that it makes."""

import sys
from pathlib import Path

from campaigns.notices.intake import MOST_BYTES, Refused, text_of


def bytes_in(name, most=MOST_BYTES):
    """Return the bytes of file `name`, or of standard input for "-", and of more than `most` one byte too many.

    Raise Refused where there is no such file.
    """
    try:
        if name == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise Refused(f"读不到文件 {name}：{_UNREAD.get(type(error), '请检查路径和权限')}。") from None


def text_in(name):
    """Return the text of a file. Raise Refused where it cannot be read as text."""
    return text_of(bytes_in(name))


def write(name, content):
    """Write bytes to file `name`, or to standard output for "-". Raise Refused where they cannot be written."""
    if name == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        Path(name).write_bytes(content)
    except OSError as error:
        raise Refused(f"写不了文件 {name}：{_UNWRITTEN.get(type(error), '请检查路径、权限和磁盘空间')}。") from None


_UNREAD = {FileNotFoundError: "没有这个文件", IsADirectoryError: "这是一个文件夹", PermissionError: "没有读取权限"}
_UNWRITTEN = {FileNotFoundError: "没有这个文件夹", IsADirectoryError: "这是一个文件夹", PermissionError: "没有写入权限"}
