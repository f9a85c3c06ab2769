"""The conformance checker: measures the PDF of an official document against GB/T 9704-2012 or -1999.

Works on any PDF, from the PDF alone. Paper, print and binding (§4, §6) cannot be seen in one.
"""

from .opening import Unreadable
from .report import LAYOUTS, Advice, Check, Report, check

__all__ = ["LAYOUTS", "Advice", "Check", "Report", "Unreadable", "check"]
