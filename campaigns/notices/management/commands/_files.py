"""Reading the file that a command is given, and writing the one that it makes."""

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from campaigns.notices.intake import Refused, text_of
from campaigns.notices.uploads import MOST_BYTES


def bytes_in(name, most=MOST_BYTES):
    """Return the bytes of file `name`, or of standard input for "-", and of more than `most` one byte too many.

    Raise Refused where there is no such file.
    """
    try:
        if name == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except (OSError, AttributeError) as error:  # a closed standard input is None
        raise Refused(f"读不到文件 {name}：{_UNREAD.get(type(error), '请检查路径和权限')}。") from None


def text_in(name):
    """Return the text of a file. Raise Refused where it cannot be read as text."""
    return text_of(bytes_in(name))


def write(name, content):
    """Write bytes to file `name`, or to standard output for "-". Raise Refused where they cannot be written."""
    try:
        if name == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            _replace(Path(name), content)
    except (OSError, AttributeError) as error:  # a closed standard output is None
        raise Refused(f"写不了文件 {name}：{_UNWRITTEN.get(type(error), '请检查路径、权限和磁盘空间')}。") from None


def _replace(path, content):
    """What stood there stays until all is written. A link is followed, a device is written to as it is."""
    path = path.resolve()
    if path.exists() and not (path.is_file() and os.access(path, os.W_OK)):
        path.write_bytes(content)  # or says why not
        return
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _umask():
    os.umask(mask := os.umask(0))
    return mask


_UNREAD = {FileNotFoundError: "没有这个文件", IsADirectoryError: "这是一个文件夹", PermissionError: "没有读取权限"}
_UNWRITTEN = {FileNotFoundError: "没有这个文件夹", IsADirectoryError: "这是一个文件夹", PermissionError: "没有写入权限"}
