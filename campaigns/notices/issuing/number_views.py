"""发文字号: the series of a department, and the ledger of each year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form
from organizations.paging import PageForm

from ..models import DocumentNumber, NumberSeries, NumberYear
from ..moves import IllegalMove
from . import ledger, registering
from .forms import FIRST_YEAR, LAST_YEAR, BeginForm, ComingFrom, OutsideForm, SeriesForm, UseForm, VoidForm

PAGE_SIZE = 50


def series_of(request, pk, right):
    return access.fetch(request.actor, right, NumberSeries.objects.select_related("department"), pk=pk)


@takes_a_form
@signed_in
def series_list(request):
    """The series of the department that the actor acts for; by POST one more."""
    actor = request.actor
    if actor.department is None or Right.VIEW not in actor.rights:
        raise PermissionDenied("发文字号由各部门自行管理，请先选择所在部门的办理身份。")
    form = SeriesForm(request.POST if request.method == "POST" else None, department=actor.department)
    way = ComingFrom(request.GET).way
    if not form.is_bound:
        return series_page(request, form)
    access.require(actor, Right.SIGN, actor.department)
    if not form.is_valid():
        return series_page(request, form, status=400)
    try:
        series = registering.add(form.cleaned_data["mark"], actor.department, by=actor)
    except IllegalMove as error:
        form.add_error("mark", str(error))
        return series_page(request, form, status=409)
    messages.success(request, f"已登记机关代字“{series.mark}”。{'可以返回签发。' if way else ''}")
    kept = f"?{urlencode({'next': way})}" if way else ""
    return redirect(reverse("issuing:series") + kept)


def series_page(request, form, *, error=None, status=200):
    actor, year = request.actor, timezone.localdate().year
    rows = list(NumberSeries.objects.visible_to(actor).order_by("-is_active", "pk"))
    numbers = ledger.upcoming(rows, year)
    context = {
        "rows": [(series, numbers[series.pk]) for series in rows],
        "year": year,
        "form": form,
        "error": error,
        "way": ComingFrom(request.GET).way,
        "may_sign": access.may(actor, Right.SIGN, actor.department),
        "who_could": access.who_could(Right.SIGN, actor.department),
    }
    return render(request, "issuing/series_list.html", context, status=status)


@require_POST
@signed_in
def series_use(request, pk):
    """Use a series again, or no longer: as the button said, whatever somebody else did meanwhile."""
    series, wish = series_of(request, pk, Right.SIGN), UseForm(request.POST)
    try:
        registering.use(series, wish.is_valid() and wish.cleaned_data["is_active"], by=request.actor)
    except IllegalMove as error:
        form = SeriesForm(department=request.actor.department)
        return series_page(request, form, error=error, status=409)
    return redirect("issuing:series")


# --- one year -----------------------------------------------------------------------------------------------------


@reads_only
@signed_in
def ledger_year(request, pk, year):
    series = series_of(request, pk, Right.VIEW)
    form = PageForm(request.GET)
    page = form.page_of(DocumentNumber.objects.of(series, year), PAGE_SIZE)
    return ledger_page(request, series, year, page=page, page_form=form, status=200 if page else 400)


def ledger_page(request, series, year, *, outside=None, begin=None, page=None, page_form=None, error=None, status=200):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    if page is None and page_form is None:
        page = PageForm({}).page_of(DocumentNumber.objects.of(series, year), PAGE_SIZE)
    counter = NumberYear.objects.filter(series=series, year=year).first()
    years = {timezone.localdate().year, year, *series.years.values_list("year", flat=True)}
    given = DocumentNumber.objects.filter(series=series, year=year, edition__isnull=False)
    context = {
        "series": series,
        "year": year,
        "years": sorted(years, reverse=True),
        "next": ledger.free_from(series, year, counter.next if counter else 1),
        "page": page,
        "page_form": page_form,
        "rows": [(number, ledger.is_voidable(number)) for number in page.object_list] if page else [],
        "outside": outside or OutsideForm(),
        "begin": begin or BeginForm(prefix="begin", initial={"serial": counter.next if counter else 1}),
        "may_begin": not given.exists(),
        "may_sign": access.may(request.actor, Right.SIGN, series.department),
        "error": error,
    }
    return render(request, "issuing/ledger.html", context, status=status)


@require_POST
@signed_in
def number_outside(request, pk, year):
    series = series_of(request, pk, Right.SIGN)
    form = OutsideForm(request.POST)
    if not form.is_valid():
        return ledger_page(request, series, year, outside=form, status=400)
    return entered(request, series, year, ledger.enter_outside, outside=form)


@require_POST
@signed_in
def number_begin(request, pk, year):
    series = series_of(request, pk, Right.SIGN)
    form = BeginForm(request.POST, prefix="begin")
    if not form.is_valid():
        return ledger_page(request, series, year, begin=form, status=400)
    return entered(request, series, year, ledger.begin_at, begin=form)


def entered(request, series, year, act, **form):
    """Do what a valid form of the ledger page asks for, and go back to it."""
    (facts,) = form.values()
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    try:
        act(series, year, by=request.actor, **facts.cleaned_data)
    except IllegalMove as error:
        return ledger_page(request, series, year, **form, error=error, status=409)
    return redirect("issuing:ledger", series.pk, year)


@takes_a_form
@signed_in
def number_void(request, pk):
    rows = DocumentNumber.objects.select_related("series__department", "edition__notice")
    number = access.fetch(request.actor, Right.SIGN, rows, pk=pk)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return void_page(request, number, form, status=400 if form.is_bound else 200)
    try:
        ledger.void(number, form.cleaned_data["reason"], by=request.actor)
    except IllegalMove as error:
        return void_page(request, number, form, error=error, status=409)
    return redirect("issuing:ledger", number.series_id, number.year)


def void_page(request, number, form, *, error=None, status=200):
    context = {"number": number, "form": form, "error": error, "is_voidable": ledger.is_voidable(number)}
    return render(request, "issuing/number_void.html", context, status=status)
