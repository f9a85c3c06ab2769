"""What was typed and sent after the session had ended, or in another identity: kept for the same person to send again.

It lies in the session of the browser that sent it, which knows who had been signed in there. Whoever signs in as
somebody else does not get it, files are not kept, nor is anything from the pages of the account.
"""

from django.urls import reverse

LEFT, KEPT = "left", "kept"  # in the session: who was signed in here; what she sent afterwards
NEVER = ("password", "csrfmiddlewaretoken", "code")
# Fields that a page sends by itself, and buttons: sent again with the rest, and nothing that a person has typed.
UNSEEN = frozenset(
    "about acting act all begun_as confirmed depth digest do go key last named next office other page row seen shape show "
    "shown stamp text_hash uid undo use version "
    "INITIAL_FORMS MAX_NUM_FORMS MIN_NUM_FORMS TOTAL_FORMS".split()
)
UNSEEN_IN_ROWS = frozenset(["department"])  # typed where it stands alone


def remember(session, user_id):
    """Remember who was signed in here before."""
    session[LEFT] = str(user_id)


def only_for(session, user):
    """Somebody signed in: drop what another person sent."""
    session.pop(LEFT, None)
    if session.get(KEPT, {}).get("user") != str(user.pk):
        session.pop(KEPT, None)


def fields_of(request):
    """Return what was typed, as (name, value) pairs."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in NEVER)
        for value in values
    ]


def typed(fields):
    """Return those of the (name, value) pairs that a person has typed or chosen, to be shown to her."""
    return [(name, value) for name, value in fields if value.strip() and not is_unseen(name)]


def is_unseen(name):
    """Whether nobody sees a field of this name: in a row of a form, what counts is what stands behind the row."""
    row, _, field = name.rpartition("-")
    return name.startswith("base_") or field in UNSEEN or bool(row and field in UNSEEN_IN_ROWS)


def keep(request, page, user=None):
    """Keep what a request posts, where it is known whose it is; return whether it was kept.

    page: where it was typed. user: the key of who sent it, where she is signed in; else who left this session.
    """
    fields, user = fields_of(request), str(user or request.session.get(LEFT, ""))
    if not user or not fields or request.path.startswith(reverse("account")):
        return False
    files = [file.name for file in request.FILES.values()]
    request.session[KEPT] = {
        "user": user,
        "path": request.get_full_path(),
        "page": page,
        "fields": fields,
        "files": files,
    }
    return True


def kept(request):
    """Return what is kept for the person who is signed in: path, page, fields, files; or None."""
    found = request.session.get(KEPT)
    return found if found and found["user"] == str(request.user.pk) else None


def drop(request):
    request.session.pop(KEPT, None)
