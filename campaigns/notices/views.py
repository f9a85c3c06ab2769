"""The public pages of notices. A notice that is not public answers like one that is not there."""

from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from organizations.methods import reads_only

from .feeds import atom
from .forms import NoticeFilter
from .freshness import dated, site_changed
from .issuing.correcting import told_changes
from .listing import page_for
from .models import Notice
from .rendered import rendered
from .state import state_of

FEW_CHILDREN = 12
MOST_KEPT = 300_000  # bytes of a page that is kept in the process


@reads_only
def notice_list(request):
    form = NoticeFilter(request.GET)
    if form.is_valid() and form.is_wordy:
        return redirect(form.address)
    page = page_for(form)
    context = {"form": form, "page": page}
    answer = render(request, "notices/notice_list.html", context, status=400 if form.errors else 200)
    return dated(answer, site_changed())


@reads_only
def notice_feed(request):
    form = NoticeFilter(request.GET)
    if not form.is_valid():
        return render(request, "notices/notice_list.html", {"form": form}, status=400)
    return HttpResponse(atom(form), content_type=Atom1Feed.content_type)


@reads_only
def notice_detail(request, pk):
    """The page, kept in the process while its state is the same for whoever brings nothing of her own with her.

    Its date is when this process made it: never older than anything that it shows.
    """
    state = state_of(pk)
    if state is None:
        raise Http404
    if not state.is_frozen or request.META["QUERY_STRING"] or request.COOKIES:
        return detail_page(request, pk)
    key = f"notice:{pk}"
    stamp, content, made_at = caches["process"].get(key, ("", b"", None))
    if stamp != state.stamp:
        content, made_at = detail_page(request, pk).content, timezone.now()
        if len(content) <= MOST_KEPT:
            caches["process"].set(key, (state.stamp, content, made_at))
    return dated(HttpResponse(content), made_at)


def detail_page(request, pk):
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    return edition_page(request, notice, notice.current)


@reads_only
def notice_edition(request, pk, number):
    """An edition that another one has replaced; the one in force has the notice's own address."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    if number == notice.current.number:
        return redirect(notice, permanent=False)
    edition = get_object_or_404(notice.editions.before(notice.current), number=number)
    return edition_page(request, notice, edition)


@reads_only
def edition_changes(request, pk, number):
    """What an issued correction changed in the edition before it."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    edition = get_object_or_404(notice.editions.upto(notice.current), number=number)
    old = get_object_or_404(notice.editions.upto(notice.current), number=number - 1)
    for each in (old, edition):
        each.notice = notice
    context = {"notice": notice, "edition": edition, "old": old, "changed": told_changes(old, edition)}
    return render(request, "notices/edition_changes.html", context)


def edition_page(request, notice, edition):
    edition.notice = notice
    children = list(notice.children.public().for_kin()[: FEW_CHILDREN + 1])
    context = {
        "notice": notice,
        "edition": edition,
        "rendered": rendered(notice, edition),
        "parent": notice.public_parent,
        "tally": edition.lineage.tally().get(edition.pk) if notice.public_parent else None,
        "children": children[:FEW_CHILDREN],
        "more_children": len(children) > FEW_CHILDREN and notice.query_below,
        "editions": notice.editions.upto(notice.current) if notice.current.number > 1 else [],
    }
    return render(request, "notices/notice_detail.html", context)
