import json
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.documents.checking import LAYOUTS, Unreadable, check
from campaigns.documents.checking.opening import MOST_BYTES, TOO_LARGE
from campaigns.documents.checking.report_table import as_table

try:
    import resource
except ImportError:  # Windows
    resource = None

MOST_SECONDS = 30
MOST_MEMORY = 512_000_000  # bytes beyond what the process has; 150 pages take about 100 MB
_USE = Path("/proc/self/statm")
_REASONS = {FileNotFoundError: "没有这个文件", IsADirectoryError: "这是一个文件夹", PermissionError: "没有读取权限"}


class Command(BaseCommand):
    help = "Measure the PDF of an official document against GB/T 9704. Exit 1 where something does not conform."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="a PDF; - for standard input")
        parser.add_argument("--layout", choices=LAYOUTS, default="2012", help="2012 (default), 1999, or letter (§10.1)")
        parser.add_argument("--all", action="store_true", help="list also what the document does not have and need not")
        parser.add_argument("--json", action="store_true", help="print JSON: layout, pages, checks, advice")

    def handle(self, file, layout, **options):
        try:
            content = _bytes_in(file)
            with _time_limit(MOST_SECONDS), _memory_limit(MOST_MEMORY):
                report = check(content, layout)
        except Unreadable as error:
            raise CommandError(str(error)) from None
        as_json = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        try:
            self.stdout.write(as_json if options["json"] else as_table(report, is_whole=options["all"]))
            self.stdout.flush()
        except (OSError, AttributeError):  # closed, full, or nobody reads on
            sys.stdout = None
            raise CommandError("写不了标准输出，请检查管道和磁盘空间。") from None
        if report.failures:
            sys.exit(1)


def _bytes_in(name):
    try:
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError, AttributeError) as error:  # a closed standard input is None
        raise Unreadable(f"读不到文件 {name}：{_REASONS.get(type(error), '请检查路径和权限')}。") from None


class _TooSlow(BaseException):
    """No Exception: the reader of a broken file must not take it for one of the file's faults."""


@contextmanager
def _time_limit(seconds):
    """A file may be made so that reading it takes for ever. Only a main thread on Unix has an alarm clock."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _TooSlow:
        raise Unreadable(f"PDF 文件过于复杂，{seconds} 秒内没有读完，不予检查。") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(*_):
    raise _TooSlow


@contextmanager
def _memory_limit(size):
    """A file may be made so that it swells a thousandfold. Only Linux says how much of its limit a process has used."""
    if resource is None or not _USE.exists():
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    in_use = int(_USE.read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (_least(in_use + size, *before), before[1]))
    try:
        yield
    except MemoryError:
        raise Unreadable(TOO_LARGE) from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _least(*limits):
    return min(limit for limit in limits if limit != resource.RLIM_INFINITY)
