"""会签单: asking for it, how far it is, the file."""

from django.http import FileResponse
from django.shortcuts import redirect, render

from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from . import sheet as sheets
from .views import see


@takes_a_form
@signed_in
def sheet(request, pk):
    edition = see(request, pk)
    if request.method == "POST":
        sheets.ask(edition, by=request.actor)
        return redirect("countersigning:sheet", pk)
    found = sheets.sheet_of(edition)
    is_made = found.is_made
    context = {"edition": edition, "sheet": found, "is_made": is_made, "job": None if is_made else found.job()}
    return render(request, "countersigning/sheet.html", context)


@reads_only
@signed_in
def sheet_file(request, pk):
    """The sheet as it is now; where nobody has asked for it, the page where one does."""
    edition = see(request, pk)
    found = sheets.sheet_of(edition)
    if not found.is_made:
        return redirect("countersigning:sheet", pk)
    return FileResponse(
        sheets.default_storage.open(found.name), content_type="application/pdf", filename=found.filename
    )
