"""The way round: who must sign what, when it is void, and when it goes to the signatory."""

import datetime

import pytest

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.acts import Held, Overtaken, Seen, Unready
from campaigns.notices.models import Countersignature, EditionMove
from campaigns.notices.moves import IllegalMove, TextChanged
from campaigns.notices.rounds.marks import missing, on_paper_only, signing_here
from organizations import memberships
from organizations.models import AuditRow, DepartmentUserGrant, Message
from tests import factories

from .conftest import ORGANS, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def subjects(user):
    return list(Message.objects.filter(recipient=user).order_by("pk").values_list("subject", flat=True))


def test_five_sign_in_any_order_and_the_last_one_hands_it_to_the_signatory(tour):
    for name in reversed(ORGANS):
        assert tour.state == "countersigning"
        tour.sign(name)
    assert tour.standings == ["agreed"] * 5
    assert tour.state == "ready"
    assert missing(tour.edition) == []
    assert AuditRow.objects.filter(act="countersign").count() == 5


def test_in_order_each_waits_for_those_before_and_is_told_when_they_are_done():
    tour = Round().sent(is_ordered=True)
    assert tour.standings == ["waiting", *["later"] * 4]
    with pytest.raises(IllegalMove, match="还没有轮到团省委"):
        tour.sign("团省委")
    for name, then in zip(ORGANS, [*ORGANS[1:], None], strict=True):
        assert len(subjects(tour.people[name])) == 1
        assert then is None or subjects(tour.people[then]) == []
        tour.sign(name)
    assert tour.state == "ready"


def test_the_signatories_who_wrote_none_of_it_are_asked_to_sign_and_the_others_only_where_all_of_them_did(two):
    """The host's signatory wrote the text here."""
    two.edit()
    acts.ask_again(two.pk, by=two.host)
    other = factories.person("另一签发人", two.edition.notice.host, "signatory")
    for name in ORGANS[:2]:
        two.sign(name)
    assert subjects(other)[-1].startswith("请签发：")
    assert [each for each in subjects(two.people["host"]) if each.startswith("请签发")] == []
    memberships.dismiss(other.memberships.get())
    two.edit("另一种写法。")
    acts.ask_again(two.pk, by=two.host)
    for name in ORGANS[:2]:
        two.sign(name)
    asked = Message.objects.get(recipient=two.people["host"], kind="ready")
    assert "本单位没有其他签发人" in asked.body and "本单位没有" not in Message.objects.get(recipient=other).body


def test_an_objection_holds_it_up_until_the_organ_agrees_to_the_same_or_to_another_text(two):
    two.sign("团省委")
    two.sign("省总工会", "objected", "第1项没有经费。")
    assert (two.standings, two.state) == (["objected", "agreed"], "countersigning")
    assert [issuer.printed_name for issuer in missing(two.edition)] == ["省总工会"]
    two.sign("省总工会", "opinion", "经费另行商定。")
    assert (two.standings, two.state) == (["opinion", "agreed"], "ready")


def test_one_character_voids_every_mark_and_each_signs_again(two):
    for name in ORGANS[:2]:
        two.sign(name)
    two.changed()
    assert (two.standings, two.state) == (["void", "void"], "countersigning")
    two.sign("省总工会")
    assert (two.standings, two.state) == (["agreed", "void"], "countersigning")
    two.sign("团省委")
    assert two.state == "ready"


def test_the_old_text_taken_back_makes_the_old_marks_good_again(two):
    two.sign("省总工会")
    was = two.edition.clauses.filter(kind="clause").first().text
    two.edit("另一种写法。")
    two.edit(was)
    assert two.standings == ["agreed", "waiting"]
    two.sign("团省委")
    two.edit("另一种写法。")
    two.edit(was)
    assert (two.standings, two.state) == (["agreed", "agreed"], "countersigning")
    acts.ask_again(two.pk, by=two.host)
    assert two.state == "ready"


def test_what_was_sent_round_is_kept_also_where_its_author_writes_on_in_the_same_sitting(two):
    sent = two.edition.text_hash
    for text in ("甲。", "乙。"):
        two.edit(text)
    assert list(two.edition.revisions.order_by("number").values_list("text_hash", flat=True)) == [
        sent,
        two.edition.text_hash,
    ]


def test_what_was_not_read_is_not_signed(two):
    seen = two.seen("省总工会")
    two.changed()
    with pytest.raises(TextChanged):
        two.sign("省总工会", seen=seen)
    assert not Countersignature.objects.exists()


def test_a_text_that_the_host_has_not_asked_for_is_signed_by_nobody_and_makes_nothing_ready():
    tour = Round(ORGANS[:2], typed=("团省委",)).sent()
    asked = tour.edition.text_hash
    tour.edit()
    for seen in (Seen(asked, 0), tour.seen("省总工会")):
        with pytest.raises(Held, match="主办机关正在修改正文，修改完成后会重新请您会签。"):
            tour.sign("省总工会", seen=seen)
    with pytest.raises(Held):
        on_paper(tour, "团省委")
    assert (tour.standings, tour.state) == (["waiting", "waiting"], "countersigning")
    acts.ask_again(tour.pk, by=tour.host)
    tour.sign("省总工会")
    on_paper(tour, "团省委")
    assert tour.state == "ready"


def on_paper(tour, name):
    paper = {"paper_signer": "王五", "paper_day": datetime.date(2026, 8, 19), "scan": "x.png", "scan_sha256": "0" * 64}
    acts.record_on_paper(
        tour.pk, tour.mark(name).issuer.pk, by=tour.host, seen=tour.seen(name), decision="agreed", **paper
    )


def test_what_was_asked_for_again_is_kept_also_where_its_author_writes_on_in_the_same_sitting(two):
    two.changed("甲。")
    asked = two.edition.text_hash
    two.edit("乙。")
    assert two.edition.revisions.filter(text_hash=asked).exists()
    acts.recall(two.pk, by=two.host, reason="再看。")  # both were asked, and hear of it also while it is changed
    assert ["撤回会签" in subjects(two.people[name])[-1] for name in ORGANS[:2]] == [True, True]
    assert two.sent().edition.is_being_changed is False


def test_of_two_signatories_of_one_organ_the_second_is_told_who_was_faster(two):
    seen = two.seen("省总工会")
    two.sign("省总工会", seen=seen)
    with pytest.raises(Overtaken, match="省总工会刚刚已代表省总工会会签：同意"):
        two.sign("省总工会", "objected", "不行。", seen=seen)
    assert two.standings == ["agreed", "waiting"]


def test_who_leaves_the_issuers_does_not_sign_and_is_not_missed(two):
    two.sign("团省委")
    with pytest.raises(IllegalMove, match="已不在联署机关之列"):
        seen = two.seen("省总工会")
        two.edition.issuers.filter(printed_name="省总工会").delete()
        two.sign("省总工会", seen=seen)


def test_a_drafter_gets_no_text_past_review_by_taking_out_its_co_issuers(two):
    reviewer = factories.person("reviewer", two.edition.notice.host, "reviewer")
    two.sign("省总工会")
    two.alone()
    with pytest.raises(IllegalMove, match="处于“起草”状态，不能提请重新会签"):
        acts.ask_again(two.pk, by=two.host)
    assert (two.state, str(EditionMove.objects.last())) == ("draft", "删去联署机关，须重新送审")
    assert subjects(reviewer)[-1].startswith("已没有联署机关，已退回起草：")


def test_where_nobody_is_asked_any_more_nobody_has_agreed(two):
    two.edition.issuers.filter(position__gt=0).delete()  # not by the writing of a draft, which would make it one again
    with pytest.raises(IllegalMove, match="已没有联署机关，请先撤回会签"):
        acts.ask_again(two.pk, by=two.host)
    assert two.state == "countersigning"
    assert "会签已齐" not in two.client("host").get(two.address()).content.decode()


def test_a_text_that_all_agreed_to_goes_on_only_where_it_lacks_nothing(two):
    two.sign("省总工会")
    two.edition.issuers.filter(printed_name="团省委").delete()
    type(two.edition).objects.filter(pk=two.pk).update(addressees="")
    with pytest.raises(Unready, match="请填写主送机关。"):
        acts.ask_again(two.pk, by=two.host)
    assert two.state == "countersigning"


def test_without_co_issuers_it_goes_straight_to_the_signatory():
    alone = Round(())
    acts.send_for_review(alone.pk, by=alone.host)
    assert alone.sent().state == "ready"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda edition: type(edition).objects.filter(pk=edition.pk).update(title=" "), "请填写标题。"),
        (lambda edition: edition.clauses.all().delete(), "正文还没有内容。"),
        (lambda edition: type(edition).objects.filter(pk=edition.pk).update(addressees=""), "请填写主送机关。"),
        (lambda edition: edition.clauses.filter(kind__in=["clause", "slogan"]).delete(), "“一、统一部署的活动”只有标题，没有内容，请填写或删去。“二、宣传口号”只有标题，没有内容，请填写或删去。"),
        (lambda edition: edition.clauses.filter(path="一（1）").update(text=""), "一（1）是空的，请填写或删去。"),
        (lambda edition: edition.issuers.filter(position=0).delete(), "发文机关的第一个应当是主办机关，请补上。"),
        (lambda edition: edition.issuers.create(printed_name=" ", position=9), "有发文机关没有填写名称。"),
        (lambda edition: edition.issuers.create(printed_name="甲", position=9) and edition.issuers.create(printed_name="甲", position=10), "甲在发文机关中重复，请删去一个。"),
    ],
)  # fmt: skip
def test_what_lacks_something_is_sent_to_nobody(spoil, sentence):
    tour = Round(ORGANS[:1])
    spoil(tour.edition)
    for act in (acts.send_for_review, acts.send_round):
        with pytest.raises(Unready) as caught:
            act(tour.pk, by=tour.host)
        assert str(caught.value) == sentence
    assert tour.state == "draft"
    for address in ("", "/countersign/"):
        assert tour.client("host").get(f"/desk/notices/{tour.pk}{address}/".replace("//", "/")).status_code == 200
    answer = tour.client("host").post(tour.address("review/"))
    for point, address in caught.value.lacks:
        assert f'<a href="{address}">{point}</a>' in answer.content.decode()
        assert tour.client("host").get(address).status_code == 200


def test_a_review_ends_with_a_reason_or_with_the_round():
    tour = Round(ORGANS[:2])
    acts.send_for_review(tour.pk, by=tour.host)
    acts.return_to_draft(tour.pk, by=tour.host, reason="请补日期。")
    assert tour.state == "draft"
    assert EditionMove.objects.last().reason == "请补日期。"
    acts.send_for_review(tour.pk, by=tour.host)
    assert tour.sent().state == "countersigning"


def test_a_round_that_is_recalled_and_sent_again_unchanged_keeps_its_marks(two):
    two.sign("省总工会")
    acts.recall(two.pk, by=two.host, reason="领导要求再看。")
    assert (two.state, two.standings) == ("draft", ["agreed", "later"])
    assert any("撤回会签" in subject for subject in subjects(two.people["省总工会"]))
    assert two.sent().standings == ["agreed", "waiting"]
    two.sign("团省委")
    acts.return_to_draft(two.pk, by=two.host, reason="再看。")
    assert two.sent().state == "ready"


def test_those_who_must_sign_again_are_told_when_the_host_says_so_and_once_for_one_text(two):
    with pytest.raises(IllegalMove, match="不需要重新会签"):
        acts.ask_again(two.pk, by=two.host)
    two.sign("省总工会")
    two.edit()
    before = {name: len(subjects(two.people[name])) for name in ORGANS[:2]}
    acts.ask_again(two.pk, by=two.host)
    with pytest.raises(IllegalMove, match="不需要重新会签"):
        acts.ask_again(two.pk, by=two.host)
    told = [subjects(two.people[name])[before[name] :] for name in ORGANS[:2]]
    assert told == [[f"请重新会签：{two.edition.title}"], [f"请会签：{two.edition.title}"]]
    assert last_body(two, "团省委") == "浙江省市场监督管理局送来会签。正文已修改完毕，请会签修改后的文本。"


def test_what_lacks_something_by_now_is_not_asked_for_again(two):
    two.edit("")
    with pytest.raises(Unready, match="一（1）是空的"):
        acts.ask_again(two.pk, by=two.host)
    assert two.edition.is_being_changed


def last_body(tour, name):
    return Message.objects.filter(recipient=tour.people[name]).order_by("pk").last().body


def test_the_day_until_which_they_are_asked_stands_in_the_message_and_may_be_put_off_with_a_change():
    tour = Round(ORGANS[:1])
    acts.send_round(tour.pk, by=tour.host, until=datetime.date(2026, 8, 21))
    assert last_body(tour, "省总工会").endswith("送来会签。请于2026年8月21日（含当日）前会签。")
    tour.edit()
    acts.ask_again(tour.pk, by=tour.host, until=datetime.date(2026, 9, 1))
    assert last_body(tour, "省总工会").endswith("请于2026年9月1日（含当日）前会签。")


def test_who_is_asked_for_a_correction_is_told_what_it_corrects_and_why(correction):
    old = correction.edition.notice.current.doc_number
    assert last_body(correction, "省总工会") == f"浙江省市场监督管理局送来会签，更正{old}。更正说明：更正第1项的分工。"


def test_the_host_is_told_of_each_mark_and_its_reviewers_of_an_objection(two):
    people = {
        role: factories.person(role, two.edition.notice.host, role) for role in ("drafter", "reviewer", "signatory")
    }
    two.sign("省总工会", "objected", "没有经费。")
    assert [len(subjects(people[role])) for role in ("drafter", "reviewer", "signatory")] == [1, 1, 1]
    two.sign("省总工会")
    two.sign("团省委")
    assert subjects(people["drafter"])[-1].startswith("团省委同意：")
    assert subjects(people["signatory"])[-1].startswith("请签发")


def test_a_long_title_stands_short_in_a_message():
    tour = Round(ORGANS[:1])
    type(tour.edition).objects.filter(pk=tour.pk).update(title="长" * 300)
    tour.sent().sign("省总工会", "objected", "不行。")
    acts.recall(tour.pk, by=tour.host, reason="改。")
    assert max(map(len, Message.objects.values_list("subject", flat=True))) < 120


def test_who_has_a_role_that_gives_no_right_signs_nothing_and_is_waited_for_on_paper(two):
    issuer = two.mark("省总工会").issuer
    assert (on_paper_only([two.mark("省总工会")]), signing_here([issuer])) == (set(), {issuer.pk})
    DepartmentUserGrant.objects.filter(user=two.people["省总工会"]).delete()
    assert (on_paper_only([two.mark("省总工会")]), signing_here([issuer])) == ({issuer.pk}, set())


def last_said(tour, *people):
    return [subjects(tour.people[each])[-1:] for each in people]


def test_who_was_asked_to_sign_hears_that_the_text_changed_once(two):
    two.people["second"] = factories.person("second", two.edition.notice.host, "signatory")
    for name in ORGANS[:2]:
        two.sign(name)
    for text in ("第1项活动。改。", "第1项活动。再改。"):
        two.edit(text)
    said = f"正文有改动，已退回会签：{two.edition.title}"
    assert last_said(two, "second", *ORGANS[:2]) == [[said]] * 3
    assert Message.objects.filter(subject=said).count() == 3  # whoever changed it knows


def test_a_text_without_co_issuers_goes_back_to_be_drafted_and_its_signatory_hears_it():
    tour = Round(())
    tour.people["second"] = factories.person("second", tour.edition.notice.host, "signatory")
    tour.sent().edit()
    assert (tour.state, last_said(tour, "second")) == ("draft", [[f"正文有改动，已退回起草：{tour.edition.title}"]])


@pytest.mark.parametrize("is_ready", [False, True])
def test_who_was_asked_for_something_hears_that_a_draft_is_discarded(two, is_ready):
    host = two.edition.notice.host
    two.people |= {
        "second": factories.person("second", host, "signatory"),
        "reader": factories.person("r", host, "reader"),
    }
    two.sign(ORGANS[0])
    if is_ready:
        two.sign(ORGANS[1])
    two.client("host").post(f"/desk/notices/{two.pk}/discard/", {"reason": "另行部署"})
    said = [f"浙江省市场监督管理局废弃通知：{two.edition.title}"]
    assert last_said(two, *ORGANS[:2], "reader") == [said, said, []]
    assert (last_said(two, "second") == [said]) is is_ready
