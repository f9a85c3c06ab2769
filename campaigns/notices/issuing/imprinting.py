"""What comes to a text with its signature: number, date, by whom and when it is sent to print."""

from organizations.partial_dates import in_chinese


def printed_facts(edition, number, day):
    """Return {field of an edition: value} of what comes with the signature (GB/T 9704-2012 §7.4.3). day: a date.

    The date of printing is the day on which it is sent to print, which is the day of the signature, and not that on
    which it becomes public: so it is true whatever becomes of the time that is set for that.
    """
    iso = day.isoformat()
    return {
        "doc_number": str(number),
        "dated_on": iso,
        "dated_text": in_chinese(iso),
        "print_office": edition.print_office or edition.notice.host.name_on(iso),
        "printed_on": iso,
    }
