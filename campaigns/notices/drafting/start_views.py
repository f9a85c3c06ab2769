"""Starting a draft: one page for all ways, and one that shows what was read of a text before a draft is made of it."""

from functools import partial, wraps
from uuid import uuid4, uuid5

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from ..lineage.answering import own_edition
from ..models import DraftSource
from ..moves import IllegalMove
from ..refusal import Refused
from .sources import Review, draft_token, make_draft
from .start_forms import ReviewForm, StartForm, TokenForm
from .starting import begin_copy, begin_empty, begun


def drafts(view):
    """Let in whoever drafts for the department that she acts for."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.actor.department is None:
            raise PermissionDenied("起草通知，要以单位起草人的身份办理。请先选择办理身份。")
        access.require(request.actor, Right.DRAFT, request.actor.department)
        return view(request, *args, **kwargs)

    return signed_in(wrapped)


@takes_a_form
@drafts
def start(request):
    """Ask how to begin, and begin: a draft, or a text to look at first."""
    source = source_named(request)
    if request.method != "POST":
        first = {"begun_as": uuid4(), "upper": key_in(request, "answers")} | said_by(source)
        form = StartForm(initial=first, actor=request.actor)
        return show_start(request, form, source)
    form = StartForm(request.POST, request.FILES, actor=request.actor)
    if not form.is_valid():
        return show_start(request, form, source, status=400)
    return once(request, form, partial(BEGIN[form.cleaned_data["way"]], request, form, source))


def show_start(request, form, source, status=200):
    left = DraftSource.objects.left(request.actor).exclude(pk=source and source.pk)
    upper = form.chosen_upper
    there = own_edition(upper, request.actor.department.region_id) if upper else None
    context = {"form": form, "source": source, "left": left, "there": there}
    return render(request, "drafting/start.html", context, status=status)


def once(request, form, begin):
    """Begin a draft; where the same form has begun one in the same way, also in this moment, go to that one."""
    token = token_of(form)
    try:
        edition = begun(request.actor, token)
        return there_already(request, edition) if edition else begin()
    except IntegrityError:
        if edition := begun(request.actor, token):
            return there_already(request, edition)
        form.cleaned_data["begun_as"] = uuid4()  # somebody else's token, made by hand
        return begin()


def token_of(form):
    """Return what the draft of a form is known by. Sent again in another way, or with another text, it asks for another one."""
    given, token = form.cleaned_data, form.cleaned_data["begun_as"]
    if not token:
        return None
    if given["way"] in ("paste", "file"):
        return draft_token(token, given["source"])
    given["begun_as"] = uuid5(token, given["way"])
    return given["begun_as"]


def there_already(request, edition):
    messages.info(request, "这份草稿已经建立，没有重复建立。")
    return redirect("drafting:detail", edition.pk)


def source_named(request):
    """Return the text that the person comes back to, or None."""
    key = key_in(request, "source")
    return DraftSource.objects.visible_to(request.actor).filter(pk=key).first() if key else None


def key_in(request, name):
    """Return the key that a parameter of the address gives, None where it gives none."""
    key = request.GET.get(name, "")
    return int(key) if key.isdecimal() and key.isascii() and len(key) < 18 else None


def said_by(source):
    if source is None:
        return {"way": "paste"}
    facts = {"campaign": source.campaign_id, "way": "paste", "text": source.text, "title": source.title}
    return facts | ({"upper": source.parent_id} if source.parent_id else {})


def _empty(request, form, source):
    given = form.cleaned_data
    facts = {"by": request.actor, "begun_as": given["begun_as"]}
    edition = begin_empty(given["campaign"], request.actor.department, given["title"], **facts)
    return redirect("drafting:edit", edition.pk)


def _copy(request, form, source):
    given = form.cleaned_data
    facts = {"by": request.actor, "begun_as": given["begun_as"]}
    edition, gone, idle = begin_copy(given["campaign"], request.actor.department, given["earlier"], **facts)
    messages.success(request, "已复制。请逐条核对年份、主题和时间。")
    if gone:
        said = f"{'、'.join(gone)}已撤销，没有登记后继机构，没有列入联署机关。仍需联署的，请在“文件信息”中列入承接其职责的机关。"
        messages.warning(request, said)
    if idle:
        said = f"{'、'.join(idle)}已撤销，没有登记后继机构，没有列入分工。请在“分工”中列入承接其职责的部门。"
        messages.warning(request, said)
    return redirect("drafting:edit", edition.pk)


def _text(request, form, source):
    """Keep the text, in place of the one that the person came back to, and show what was read of it."""
    given, file = form.cleaned_data, form.cleaned_data["file"]
    token = given["begun_as"]
    source = source or (token and DraftSource.objects.visible_to(request.actor).filter(begun_as=token).first())
    facts = {
        "campaign": given["campaign"],
        "text": given["source"],
        "parent": given["upper"],
        "name": file.name[:200] if given["way"] == "file" else "",
        "notes": list(form.notes),
        "title": given["title"],
        "answers": source.answers if source else {},
    }
    if source:
        DraftSource.objects.filter(pk=source.pk).update(**facts)
    else:
        who = {"user": request.actor.user, "department": request.actor.department}
        source = DraftSource.objects.get_or_create(begun_as=token or uuid4(), **who, defaults=facts)[0]
    return redirect("drafting:review", source.pk)


BEGIN = {"empty": _empty, "copy": _copy, "paste": _text, "file": _text}


# --- what was read ------------------------------------------------------------------------------------------------


def of_source(view):
    """Give a view the Review of a text that the person brought herself."""

    @wraps(view)
    def wrapped(request, pk):
        source = (
            DraftSource.objects.visible_to(request.actor)
            .select_related("campaign", "department__region")
            .prefetch_related("department__names")
            .filter(pk=pk)
            .first()
        )
        if source is None:
            if edition := begun(request.actor, TokenForm.token_of(request.POST)):
                return there_already(request, edition)
            raise Http404
        try:
            return view(request, Review(source))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("drafting:start")

    return drafts(wrapped)


def show(request, review, form, status=200):
    return render(request, "drafting/review.html", {"review": review, "form": form}, status=status)


@reads_only
@of_source
def review_detail(request, review):
    return show(request, review, ReviewForm(initial={"title": review.title}, doubts=review.doubts))


@require_POST
@of_source
def review_answer(request, review):
    """Keep the answers, and show what the text becomes with them."""
    form = answered(request, review)
    if not form.is_valid():
        return show(request, review, form, status=400)
    return redirect("drafting:review", review.source.pk)


@require_POST
@of_source
def review_draft(request, review):
    """Make a draft of the text as the answers have it."""
    form = answered(request, review)
    if not form.is_valid():
        return show(request, review, form, status=400)
    try:
        edition = make_draft(review.source, form.cleaned_data["title"], by=request.actor)
    except DraftSource.DoesNotExist:
        if edition := begun(request.actor, review.draft_token):
            return there_already(request, edition)
        raise Http404 from None
    except IllegalMove as error:
        messages.error(request, str(error))
        return redirect("drafting:review", review.source.pk)
    return redirect("deriving:adaptation" if edition.answers_id else "drafting:edit", edition.pk)


def answered(request, review):
    """Return the form with what the person says; what is valid of it is kept."""
    form = ReviewForm(request.POST, doubts=review.doubts)
    if form.is_valid():
        facts = {"answers": form.answers, "title": form.cleaned_data["title"]}
        DraftSource.objects.filter(pk=review.source.pk).update(**facts)
    return form


@require_POST
@of_source
def review_forget(request, review):
    """Throw the text away."""
    review.source.delete()
    messages.success(request, "已不再保留这份文字。")
    return redirect("drafting:start")
