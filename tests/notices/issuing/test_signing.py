"""签发: the text that was seen, nothing in the way, number and date at once, and nobody signs what she wrote."""

import datetime

import pytest
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.digest import digest_of
from campaigns.notices.drafting import facts
from campaigns.notices.drafting.rights import confirming
from campaigns.notices.drafting.rows import stamp_of
from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import signing
from campaigns.notices.models import Clause, DocumentNumber, Edition, Notice
from campaigns.notices.moves import IllegalMove, State, TextChanged
from organizations.models import AuditRow, Job, Message
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def fresh(edition):
    return Edition.objects.get(pk=edition.pk)


def test_what_is_signed_has_its_number_its_date_and_work_for_the_printer_in_one_go(edition, signatory, sign):
    sign()
    today = timezone.localdate()
    made = fresh(edition)
    assert (made.state, made.doc_number) == (State.SIGNED, f"浙市监〔{today.year}〕1号")
    assert made.dated_on == made.printed_on == today.isoformat()
    assert made.dated_text == f"{today.year}年{today.month}月{today.day}日"
    assert made.print_office == str(edition.notice.host)
    assert (made.signed_by, made.digest) == (signatory.user, digest_of(made))
    assert made.text_hash == hash_of(canonical_of(made)) == edition.text_hash
    assert Job.objects.get().key == str(edition.pk)
    assert set(AuditRow.objects.values_list("act", flat=True)) >= {"number-give", "notice-sign"}
    assert not Notice.objects.public().exists()


def test_the_year_of_a_number_is_that_of_the_date_in_shanghai(edition, sign, monkeypatch):
    new_year = datetime.datetime(2026, 12, 31, 16, 30, tzinfo=datetime.UTC)  # half past midnight there
    monkeypatch.setattr(timezone, "now", lambda: new_year)
    assert sign().doc_number == "浙市监〔2027〕1号"


def test_a_text_that_changed_after_it_was_seen_is_not_signed(edition, sign):
    Clause.objects.filter(edition=edition, kind="clause").update(text="改过的")  # by whom the hash was not told
    with pytest.raises(TextChanged):
        sign()
    assert not DocumentNumber.objects.exists()


def test_a_text_that_was_edited_has_to_be_countersigned_again(edition, sign):
    drafter = factories.actor(factories.person("新起草", edition.notice.host, "drafter"))
    with writing(edition.pk, by=drafter) as draft:
        draft.clauses.filter(kind="closing").delete()
        draft.clauses.filter(kind="clause").update(text="改过的")
    with pytest.raises(IllegalMove, match="“会签”状态"):
        sign()


def test_another_office_to_print_it_than_was_shown_is_told_and_kept_in_the_audit(edition, sign):
    drafter = factories.actor(factories.person("新起草", edition.notice.host, "drafter"))
    before = facts.facts_of(edition)
    with confirming():
        facts.save(edition.pk, before | {"print_office": "省局办公室"}, stamp_of(before), by=drafter)
    factories.proven(edition)
    changed = fresh(edition)
    assert (changed.state, changed.text_hash) == (State.READY, edition.text_hash)  # no hash tells of it
    assert AuditRow.objects.get(act="notice-office").user_id == drafter.user.pk
    with pytest.raises(signing.OfficeChanged, match=f"由“{edition.notice.host}”改为“省局办公室”"):
        sign()
    assert not DocumentNumber.objects.exists()
    assert sign(office="省局办公室").print_office == "省局办公室"


OBSTACLES = {
    "a co-issuer has not agreed": (
        lambda edition: edition.countersignatures.create(
            name="浙江省总工会", text_hash="", decision="objected", opinion="不妥", user=edition.revisions.first().user
        ),
        "浙江省总工会还没有会签",
    ),
    "the notice is withdrawn": (
        lambda edition: Notice.objects.update(ending="withdrawn", ended_on="2026-09-01", ending_reason="误发"),
        "撤销",
    ),
    "a phone number": (lambda edition: resettled(edition, text="联系人手机13812345678。"), "1处没有确认"),
    "nobody is addressed": (lambda edition: rehashed(edition, addressees=""), "请填写主送机关"),
    "no text under its headings": (
        lambda edition: (edition.clauses.update(text=""), rehashed(edition)),
        "正文还没有内容",
    ),
    "a marking of secrecy": (lambda edition: resettled(edition, text="机密★1年"), "“机密”标志"),
    "a name that is borne no longer": (
        lambda edition: (
            edition.notice.host.names.update(until="2026-01"),
            edition.notice.host.names.create(name="浙江省质量局", since="2026-01"),
        ),
        "已经更名为“浙江省质量局”",
    ),
    "a series of another department": (
        lambda edition: factories.series(edition.notice.host).__class__.objects.update(
            department=factories.department("杭州市局", "330100")
        ),
        "不属于主办机关",
    ),
    "a series that rests": (
        lambda edition: factories.series(edition.notice.host).__class__.objects.update(is_active=False),
        "已停用",
    ),
}


def resettled(edition, **facts):
    """Change a clause as if it had always been so: hash and marks fit."""
    Clause.objects.filter(pk=edition.clauses.filter(kind="clause").first().pk).update(**facts)
    rehashed(edition)


def rehashed(edition, **facts):
    Edition.objects.filter(pk=edition.pk).update(**facts)
    edition.text_hash = hash_of(canonical_of(fresh(edition)))
    Edition.objects.filter(pk=edition.pk).update(text_hash=edition.text_hash)
    factories.agree(edition, edition.revisions.first().user)


@pytest.mark.parametrize(("change", "words"), OBSTACLES.values(), ids=OBSTACLES)
def test_what_stands_in_the_way_is_said_and_nothing_is_signed(edition, sign, change, words):
    change(edition)
    with pytest.raises(IllegalMove, match=words):
        sign()
    assert fresh(edition).state == State.READY
    assert not DocumentNumber.objects.exists()
    assert not Job.objects.exists()


def test_who_countersigned_the_text_for_another_organ_does_not_sign_it_for_the_host(edition, signatory, sign):
    deputy, recorder = factories.signatory(edition, "李代"), factories.signatory(edition, "吴登记")
    mark = {"name": "浙江省总工会", "text_hash": edition.text_hash, "decision": "agreed"}
    edition.countersignatures.create(**mark, user=deputy.user, on_behalf_of=signatory.user)
    paper = {"is_on_paper": True, "paper_signer": "周", "paper_day": "2026-08-01", "scan": "scan.png"}
    edition.countersignatures.create(**mark, **paper, user=recorder.user)  # she put in what another signed
    for by in (signatory, deputy):
        with pytest.raises(signing.SignsForTwo, match="浙江省总工会对这一文本的会签，不能再代表"):
            sign(by=by)
    assert sign(by=recorder).state == State.SIGNED


def test_a_seal_that_nobody_uploaded_cannot_stand_on_it(edition, sign):
    with pytest.raises(IllegalMove, match="还没有印章图片"):
        sign(has_seals=True)


# --- who wrote it does not sign it ----------------------------------------------------------------------------------


@pytest.fixture
def author():
    return factories.actor(factories.person("赵两任", factories.draft(year=2024).notice.host, "drafter", "signatory"))


@pytest.fixture
def own(author):
    """An edition that `author`, who may sign, wrote herself."""
    return factories.ready(drafter=author)


def ask(edition, by):
    signing.ask_to_sign_own(edition.pk, "其他签发人均出差。", by=by, seen=edition.text_hash)


def test_who_wrote_some_of_it_cannot_sign_it(own, author):
    with pytest.raises(signing.SignsOwnText):
        factories.signed(own, author)
    assert fresh(own).state == State.READY


def test_who_acts_for_the_author_cannot_sign_it_either(own, author):
    deputy = factories.actor(factories.person("代理人", own.notice.host, "signatory"))
    stands_in = deputy.__class__(**{**vars(deputy), "on_behalf_of": author.user})
    with pytest.raises(signing.SignsOwnText):
        factories.signed(own, stands_in)


def test_an_exception_is_asked_for_with_a_reason_and_issued_by_another_signatory(own, author):
    second = factories.signatory(own, "钱复核")
    ask(own, author)
    assert (fresh(own).state, DocumentNumber.objects.count()) == (State.READY, 0)
    assert [message.recipient for message in Message.objects.filter(kind="sign-own")] == [second.user]
    with pytest.raises(signing.SignsOwnText):
        factories.signed(own, author)
    factories.signed(own, second)
    made = fresh(own)
    assert (made.signed_by, made.exception_by, made.exception_reason) == (
        second.user,
        author.user,
        "其他签发人均出差。",
    )
    assert made.moves.get(new="signed").reason == "赵两任自签，经复核。理由：其他签发人均出差。"


def test_who_asked_is_not_her_own_second_under_another_name(own, author):
    ask(own, author)
    deputy = factories.signatory(own, "孙代")
    for name in ("user", "on_behalf_of"):
        by = deputy.__class__(**{**vars(deputy), name: author.user})
        with pytest.raises(signing.SignsOwnText):
            factories.signed(own, by)


def test_an_exception_does_not_hold_for_another_text(own, author):
    ask(own, author)
    resettled(own, text="改过的")
    assert not fresh(own).is_own_exception
    factories.signed(own)
    assert (fresh(own).exception_by, fresh(own).exception_reason) == (None, "")


def test_who_wrote_none_of_it_needs_no_exception(edition, signatory):
    with pytest.raises(IllegalMove, match="可以直接签发"):
        ask(edition, signatory)
