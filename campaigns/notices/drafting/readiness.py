"""What a draft must have before others are asked to look at it."""

from collections import Counter

from .. import printed_names


def lacks(edition):
    """Return [(sentence, the page of the draft where it is mended)] of what is missing; nothing where it can be sent.

    Five queries at most.
    """
    rows = edition.issuers.select_related("department").prefetch_related("department__names")
    issuers = list(rows.order_by("position"))
    asked = {"edit": (_title, _text), "facts": (_issuers,)}
    return [(said, page) for page, asks in asked.items() for ask in asks for said in ask(edition, issuers)]


def _title(edition, _):
    if not edition.title.strip():
        yield "请填写标题。"


def _text(edition, _):
    if not edition.clauses.exclude(text="").exists():
        yield "正文还没有内容。"


def _issuers(edition, issuers):
    host = edition.notice.host_id
    if not issuers or issuers[0].department_id != host:
        yield "发文机关的第一个应当是主办机关，请补上。"
    if any(not issuer.printed_name.strip() for issuer in issuers):
        yield "有发文机关没有填写名称。"
    names = Counter(issuer.department_id or issuer.printed_name for issuer in issuers)
    twice = {issuer.printed_name for issuer in issuers if names[issuer.department_id or issuer.printed_name] > 1}
    if twice:
        yield f"{'、'.join(sorted(twice))}在发文机关中重复，请删去一个。"
    yield from (f"发文机关{sentence}" for sentence in printed_names.wrong(issuers, edition.notice.host))
