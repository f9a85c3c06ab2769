"""The comparison as a file: a table of three columns, whose rows run over pages."""

from django.template.loader import render_to_string
from django.urls import reverse

from campaigns.templatetags.meta import absolute


def as_html(compared):
    """Return the page that is laid out, as text; its styles are files of our own static folder."""
    notice, upper = compared.notice, compared.upper
    context = {
        "compared": compared,
        "notice": notice,
        "upper": upper,
        "groups": compared.comparison().groups,
        "address": absolute(reverse("notices:compare_with", args=[notice.pk, upper.pk])),
    }
    return render_to_string("notices/compare_print.html", context)


def as_pdf(compared):
    """Return the PDF of a Compared as bytes: A4, tagged, PDF/UA-1; the same comparison gives the same bytes."""
    from campaigns.documents.pdf.typesetting import lay_out  # the web process never loads the typesetter

    return lay_out(as_html(compared))
