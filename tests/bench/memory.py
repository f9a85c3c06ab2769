"""Memory of this process, and of a command with all its processes; from /proc. Imports little: it is measured, too."""

import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 60  # seconds


def tree_peak(command):
    """Return the most memory in MB that a command and all its processes held at once, shared pages counted once.

    Looked at every 20 ms, which slows the command: its time is measured elsewhere.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    most, deadline = 0, time.monotonic() + PATIENCE
    try:
        while process.poll() is None and time.monotonic() < deadline:
            most = max(most, sum(map(_shared_out, _descendants(process.pid))))
            time.sleep(0.02)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.wait() != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return most


def _descendants(root):
    """Return `root` and the processes below it."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for each in found:  # grows while it is walked
        found += children.get(each, [])
    return found


def _shared_out(process):
    """Return a process's memory in MB, each shared page divided by those who share it (PSS); 0 if it has ended."""
    with suppress(OSError):
        return _megabytes(Path(f"/proc/{process}/smaps_rollup"), "Pss")
    return 0


def own_memory():
    """Return (memory now, most memory ever) of this process in MB. `ru_maxrss` would count what its parent held."""
    status = Path("/proc/self/status")
    return _megabytes(status, "VmRSS"), _megabytes(status, "VmHWM")


def _megabytes(path, name):
    found = re.search(rf"^{name}:\s+(\d+) kB", path.read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0
