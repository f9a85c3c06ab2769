"""办理身份: for whom a person acts. One department at a time, for herself or for a colleague who delegated to her."""

from dataclasses import dataclass, field, replace
from functools import wraps

from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from . import access, keeping
from .credentials import entering
from .models import Delegation, Department, PlatformRole, User
from .named import named

CHOSEN = "identity"  # where a session keeps which of her identities a person chose
FIELD = "acting"  # what a form bears: the key of the identity in which its page was opened


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, for which department or in which platform role, with which rights, for whom, from where.

    `key` names the identity among those of the person. Nobody in particular (a stranger, the clock) has no user.
    """

    user: User | None = None
    department: Department | None = None
    on_behalf_of: User | None = None
    platform: str = ""
    rights: frozenset = frozenset()
    roles: tuple = ()
    until: object = None
    address: str | None = None
    key: str = ""
    others: tuple = field(default=(), repr=False)  # her other identities

    @property
    def is_somebody(self):
        return self.user is not None

    @property
    def people(self):
        """The keys of those who act: the person, and whom she stands for."""
        return {each.pk for each in (self.user, self.on_behalf_of) if each}

    @property
    def name(self):
        """张三, or 张三代李四."""
        return named(self.user, self.on_behalf_of)

    @property
    def part(self):
        """What she is there: 起草、审核; 代李四; 系统管理员."""
        if self.platform:
            return PlatformRole.Kind(self.platform).label
        words = "、".join(role.label for role in self.roles)
        return f"代{self.on_behalf_of.name}{words}" if self.on_behalf_of else words

    @property
    def place(self):
        """Where: the department's name; for a platform role the platform."""
        return str(self.department) if self.department else "平台"

    @property
    def label(self):
        """Where and what, as a menu says it: 浙江省市场监督管理局 · 起草、审核."""
        return f"{self.place} · {self.part}" if self.rights else "尚无办理身份"


NOBODY = Actor()


def identities(user):
    """Return the Actors that a person can be: by department, by delegation, by platform role. At most four queries."""
    if not user.is_active:
        return []
    if (platform := PlatformRole.objects.filter(user=user).first()) is not None:
        rights = access.rights_of([platform.kind])
        return [Actor(user, platform=platform.kind, rights=rights, key=f"p-{platform.kind}")]
    lent = list(Delegation.objects.active().filter(delegate=user).select_related("principal").order_by("pk"))
    held = access.roles_held([user.pk, *(row.principal_id for row in lent)])
    own = held.get(user.pk, {})
    return [*(_in(user, department, roles) for department, roles in own.items()), *_standing_in(user, own, lent, held)]


def _in(user, department, roles, **facts):
    rights = access.rights_of(roles)
    return Actor(user, department, rights=rights, roles=tuple(roles), **{"key": f"m-{department.pk}"} | facts)


def _standing_in(user, own, lent, held):
    """What colleagues let her do for them today: what they may do there themselves, short of managing people.

    It ends with their own role, and with hers: who left the department stands in for nobody there.
    """
    here = {department.pk: department for department in own}
    for row in lent:
        department = here.get(row.department_id)
        roles = access.delegated(held.get(row.principal_id, {}).get(department, []))
        if roles:
            facts = {"on_behalf_of": row.principal, "until": row.until, "key": f"d-{row.pk}"}
            yield _in(user, department, roles, **facts)


def actor_of(request):
    """Return the Actor of a request: the identity that the person chose, else her first one."""
    address = address_of(request)
    if not request.user.is_authenticated:
        return replace(NOBODY, address=address)
    known = identities(request.user) or [Actor(request.user)]
    chosen = request.session.get(CHOSEN)
    actor = next((each for each in known if each.key == chosen), known[0])
    return replace(actor, address=address, others=tuple(each for each in known if each is not actor))


def choose(request, key):
    """Have the person act under this identity from now on; return whether it is one of hers."""
    if all(each.key != key for each in identities(request.user)):
        return False
    request.session[CHOSEN] = key
    return True


def address_of(request):
    """Return the address that a request came from, past the proxies that the operator has; None where it says none."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    count = settings.PROXY_COUNT
    return clean_client_ip(hops[-count] if 0 < count <= len(hops) else request.META.get("REMOTE_ADDR", ""))


def acting(get_response):
    """Give every request its `actor`, asked for only where a page wants to know."""

    def middleware(request):
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        return get_response(request)

    return middleware


def entered(view):
    """Lead strangers to the sign-in page and back again. What a signed-in person sees is kept by no cache (sessions)."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return entering.first(request) or view(request, *args, **kwargs)

    return wrapped


def signed_in(view):
    """The same, and nobody acts in an identity other than the one in which she opened the page."""

    @entered
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return in_another(request) or view(request, *args, **kwargs)

    return wrapped


def in_another(request):
    """Return the answer to a form of a page that was opened in another identity than the one that acts now, else None.

    Where the identity that the person chose is not hers any more, a page that she only reads says so.
    """
    actor, chosen = request.actor, request.session.get(CHOSEN)
    if request.method == "POST":
        opened = request.POST.get(FIELD, actor.key if chosen is None else chosen)
        return None if opened == actor.key else _refused(request, opened)
    if chosen is not None and chosen != actor.key:
        request.session[CHOSEN] = actor.key
        messages.warning(request, f"您原来的办理身份已经到期或者被收回，现在是“{actor.label}”。")
    return None


def _refused(request, opened):
    """Say which identity the page was opened in; what was typed is kept, to be sent again in that one."""
    before = next((each for each in request.actor.others if each.key == opened), None)
    fields = [(name, value) for name, value in keeping.fields_of(request) if name != FIELD]
    if before:
        keeping.keep(request, entering.came_from(request), request.user.pk)
    context = {"before": before, "page": entering.came_from(request), "fields": fields}
    return render(request, "desk/another_identity.html", context, status=409)


def with_role(view):
    """Tell who is signed in and has no role anywhere what to do about it; else what `signed_in` does."""

    @signed_in
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.actor.rights:
            return view(request, *args, **kwargs)
        return render(request, "desk/no_role.html", status=403)

    return wrapped
