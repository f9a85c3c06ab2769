"""机关代字 of all departments, for the platform's system administrator: who has which, and one that was taken wrongly released."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from organizations.access import Right
from organizations.held import only_for
from organizations.methods import reads_only, takes_a_form

from ..models import Notice, NumberSeries
from ..moves import IllegalMove
from . import registering
from .forms import MarkSearch, ReasonForm

PER_PAGE = 30


def rows():
    return NumberSeries.objects.select_related("department").prefetch_related("department__names")


@reads_only
@only_for(Right.SYSTEM)
def mark_list(request):
    form = MarkSearch(request.GET)
    return list_page(request, form, status=400 if form.errors else 200)


def list_page(request, form, *, error=None, status):
    page = form.page_of(found(form.words), PER_PAGE)
    return render(request, "issuing/mark_list.html", {"form": form, "page": page, "error": error}, status=status)


def found(words):
    """Return the marks that contain these words or whose department is called so, in full or for short.

    Each comes with how many numbers were given, and stand; `is_held` says whether a department has the mark now, be it in
    this series or in one that was begun since.
    """
    called = Q(department__names__name__contains=words) | Q(department__names__short_name__contains=words)
    named = Q(mark__contains=words) | called
    kept = rows().filter(pk__in=NumberSeries.objects.filter(named).values("pk")) if words else rows()
    given = Q(numbers__edition__isnull=False)
    standing = given & ~Q(numbers__edition__notice__ending=Notice.Ending.WITHDRAWN)
    counts = {"given": Count("numbers", filter=given), "standing": Count("numbers", filter=standing)}
    held = NumberSeries.objects.held().filter(mark=OuterRef("mark"))
    return kept.annotate(**counts, is_held=Exists(held)).order_by("mark", "is_released", "pk")


@takes_a_form
@only_for(Right.SYSTEM)
def mark_release(request, pk):
    series = get_object_or_404(rows(), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return release_page(request, series, form, why_not(series), status=400 if form.is_bound else 200)
    try:
        registering.release(series, form.cleaned_data["reason"], by=request.actor)
    except IllegalMove as error:
        return release_page(request, series, form, error, status=409)
    messages.success(request, f"已释放机关代字“{series.mark}”，应当使用它的单位可以登记。")
    return redirect("issuing:marks")


@require_POST
@only_for(Right.SYSTEM)
def mark_give_back(request, pk):
    series = get_object_or_404(rows(), pk=pk)
    try:
        registering.give_back(series, by=request.actor)
    except IllegalMove as error:
        return list_page(request, MarkSearch({}), error=error, status=409)
    messages.success(request, f"已将机关代字“{series.mark}”退还{series.department}。")
    return redirect("issuing:marks")


def release_page(request, series, form, error, *, status):
    context = {"series": series, "form": form, "error": error}
    return render(request, "issuing/mark_release.html", context, status=status)


def why_not(series):
    """Return why a mark cannot be released, before anybody types anything; None where it can."""
    try:
        registering.refuse_release(series)
    except IllegalMove as error:
        return error
    return None
