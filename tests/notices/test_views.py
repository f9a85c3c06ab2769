import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import CitedDocument, Clause, Edition, Notice
from campaigns.notices.tasks import freeze, print_edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


def text_of(answer):
    return answer.content.decode()


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# The list


def test_the_list_costs_the_same_for_one_row_and_thirty(client):
    factories.derived()
    one = queries(client, "/notices/?level=province")
    for number in range(29):
        notice = factories.notice()
        if number % 2:
            factories.fill(notice.current)  # the others name no issuer: their host is shown
    assert queries(client, "/notices/?level=province") == one


def test_a_row_says_when_who_where_and_what_it_did_with_its_parent(client):
    factories.derived(doc_number="浙质联〔2008〕1号")
    html = text_of(client.get("/notices/"))
    for words in ("2008年8月", "浙江省总工会", "浙质联〔2008〕1号", "浙江省", "收录", "调整3", "不适用1", "国家级"):
        assert words in html


def test_newest_first_by_dates_as_precise_as_they_are(client):
    dates = ["2008-08", "2008-06-26", "2009", "2008-08-21"]
    for date in dates:
        factories.notice(title=date, dated_on=date)
    factories.notice(title="undated", dated_on="", printed_on="2008-07")
    rows = client.get("/notices/").context["page"].object_list
    assert [str(notice) for notice in rows] == ["2009", "2008-08-21", "2008-08", "undated", "2008-06-26"]


def test_pages_of_twenty_keep_the_filter(client):
    for _ in range(45):
        factories.notice()
    factories.notice(year=2007)
    seen = []
    for number in (1, 2, 3):
        answer = client.get(f"/notices/?year=2008&page={number}")
        seen += [notice.pk for notice in answer.context["page"].object_list]
        if number < 3:
            assert f"?year=2008&amp;page={number + 1}" in text_of(answer)
    assert len(seen) == len(set(seen)) == 45


def test_the_list_says_that_nothing_is_there_yet(client):
    assert "还没有公开的通知" in text_of(client.get("/notices/"))


def test_the_list_says_that_the_filter_leaves_nothing(client):
    factories.notice()
    for query in ("level=county", "year=2007", "year=2008&level=county"):
        answer = client.get(f"/notices/?{query}")
        assert answer.status_code == 200
        assert "请取消上面的条件，换一个年度、级别或地区再看" in text_of(answer)


def test_the_filter_offers_years_with_notices_and_the_one_asked_for(client):
    factories.notice(year=2008)
    years = [value for value, _ in client.get("/notices/?year=2007").context["form"].fields["year"].widget.choices]
    assert years == ["", 2008, 2007]


@pytest.mark.parametrize("query", [
    "year=x", "year=1899", "year=%00", "year=2008%00", "year=%ff%fe", "year=%F0%9F%98%80", "year=" + "9" * 5000,
    "level=x", "level=%00", "level='--", "page=0", "page=-1", "page=2", "page=x", "page=1.5", "page=%00",
    "page=" + "9" * 5000, "page=99999999999999999999", "page=1e3", "year=" + "%E8%B4%A8" * 100_000,
])  # fmt: skip
def test_a_question_without_sense_gets_a_clear_sentence(client, query):
    factories.notice()
    answer = client.get(f"/notices/?{query}")
    assert answer.status_code == 400
    assert "查看全部通知" in text_of(answer)


@pytest.mark.parametrize(
    "query", ["", "year=", "page=", "page=1", "q=", "x=%00", "year=2008&year=2008", "year[]=1", "&&=;"]
)
def test_a_question_with_something_to_ignore_is_answered(client, query):
    factories.notice()
    assert client.get(f"/notices/?{query}", follow=True).status_code == 200


# The notice


def test_a_notice_costs_the_same_for_three_clauses_and_sixty(client):
    few, many = factories.derived(3), factories.derived(60)
    assert queries(client, few.get_absolute_url()) == queries(client, many.get_absolute_url())


def test_every_clause_has_an_address_and_its_number_leads_there(client):
    html = text_of(client.get(factories.derived().get_absolute_url()))
    for anchor in ("s1", "s1-1", "s1-3", "s2", "a1"):
        assert html.count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in html


def test_each_clause_leads_to_its_own_page(client):
    notice = factories.derived()
    html = text_of(client.get(notice.get_absolute_url()))
    assert f'href="{notice.get_absolute_url()}clauses/s1-2/"' in html


def test_the_margin_says_what_became_of_the_parents_clauses_and_leads_to_the_comparison(client):
    notice = factories.derived()
    html = text_of(client.get(notice.get_absolute_url()))
    assert f'href="{notice.get_absolute_url()}compare/"' in html
    assert re.search(r'compare/\?only=adapted"><span class="tag tag--adapted">调整</span> 3</a>', html)
    assert re.search(r'compare/\?only=omitted"><span class="tag tag--omitted">不适用</span> 1</a>', html)


def test_a_clause_text_that_names_a_known_document_leads_to_it(client):
    notice = factories.notice()
    factories.clause(notice.current, "paragraph", "根据《质量振兴纲要》和《别的文件》，“《质量振兴纲要》”等。")
    CitedDocument.objects.create(title="质量振兴纲要", url="https://example.org/a?b=1&c=2")
    html = text_of(client.get(notice.get_absolute_url()))
    assert html.count('<a href="https://example.org/a?b=1&amp;c=2">《质量振兴纲要》</a>') == 2
    assert "和《别的文件》，“" in html


def test_a_text_that_names_its_parent_leads_there(client):
    child = factories.derived()
    factories.clause(child.current, "paragraph", f"根据《{child.parent.current.title}》。")
    html = text_of(client.get(child.get_absolute_url()))
    assert f'<a href="{child.parent.get_absolute_url()}">《关于开展' in html


def test_the_text_of_an_edition_is_rendered_once_under_its_hash(client):
    notice = factories.derived()
    Edition.objects.filter(pk=notice.current_id).update(digest="a" * 64)
    first = queries(client, notice.get_absolute_url())
    html = text_of(client.get(notice.get_absolute_url()))
    assert queries(client, notice.get_absolute_url()) < first
    assert "第1项活动" in html
    Clause.objects.filter(edition=notice.current).update(text="改动")
    assert "第1项活动" in text_of(client.get(notice.get_absolute_url()))  # no query, so no change
    Edition.objects.filter(pk=notice.current_id).update(digest="b" * 64)
    assert "改动" in text_of(client.get(notice.get_absolute_url()))


def test_what_is_kept_of_a_text_goes_with_the_sources_that_it_was_linked_to(client):
    notice = factories.notice()
    Edition.objects.filter(pk=notice.current_id).update(digest="a" * 64)
    factories.clause(notice.current, "paragraph", "根据《质量振兴纲要》。")
    assert "<a href" not in text_of(client.get(notice.get_absolute_url())).split("<article")[1].split("</article>")[0]
    CitedDocument.objects.create(title="质量振兴纲要", url="https://example.org/")
    assert "https://example.org/" in text_of(client.get(notice.get_absolute_url()))


def test_nothing_is_invented_for_what_the_source_lacks(client):
    notice = factories.notice(code="000000", dated_on="", printed_on="2008-06-26", printed_text="2008年6月26日印发")
    html = text_of(client.get(notice.get_absolute_url()))
    assert "原文未载成文日期，以印发日期为准" in html
    assert "文件</b>" not in html
    factories.fill(notice.current)  # with an issuer, but not with a signature
    html = text_of(client.get(notice.get_absolute_url()))
    assert "文件</b>" in html
    assert "signature" not in html


def test_a_signature_is_shown_as_printed(client):
    notice = factories.notice(dated_text="二OO八年八月", is_signed=True)
    factories.fill(notice.current)
    signature = text_of(client.get(notice.get_absolute_url())).split('class="signature"')[1]
    assert "浙江省总工会" in signature
    assert '<time datetime="2008-08">二OO八年八月</time>' in signature


def test_who_stands_elsewhere_in_the_text_is_not_made_to_sign(client):
    notice = factories.notice(dated_text="二OO八年八月", is_signed=False)
    factories.fill(notice.current)
    signature = text_of(client.get(notice.get_absolute_url())).split('class="signature"')[1].split("</div>")[0]
    assert "浙江省总工会" not in signature
    assert "二OO八年八月" in signature


def test_the_parent_shows_its_child_and_the_child_its_parent(client):
    child = factories.derived()
    assert child.get_absolute_url() in text_of(client.get(child.parent.get_absolute_url()))
    assert child.parent.get_absolute_url() in text_of(client.get(child.get_absolute_url()))


@pytest.mark.parametrize("openness", [Notice.Openness.ON_REQUEST, Notice.Openness.CLOSED])
def test_what_is_not_public_is_not_there(client, openness):
    child = factories.derived()
    Notice.objects.filter(pk=child.parent.pk).update(openness=openness)
    address = child.parent.get_absolute_url()
    assert client.get(address).status_code == client.get(f"{address}1999.pdf").status_code == 404
    for page in ("/", "/notices/", child.get_absolute_url()):
        assert address not in text_of(client.get(page))


def test_a_notice_without_a_text_in_force_is_not_there(client):
    notice = factories.draft().notice
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert "还没有公开的通知" in text_of(client.get("/notices/"))


def test_text_is_text_and_never_markup(client):
    notice = factories.notice(title="<script>", addressees="<b>", theme="<i>", cc="<u>")
    factories.clause(notice.current, "paragraph", "<script>alert(1)</script>")
    html = text_of(client.get(notice.get_absolute_url()))
    assert not any(tag in html for tag in ("<script>", "<b>", "<i>", "<u>"))


# The file


def test_until_the_file_is_made_the_page_says_so(client):
    notice = factories.derived()
    answer = client.get(f"{notice.get_absolute_url()}1999.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "文件" in text_of(answer)
    assert f'href="{notice.get_absolute_url()}1999.pdf">再试一次' in text_of(answer)
    assert "文件生成中" in text_of(client.get(notice.get_absolute_url()))


@pytest.fixture
def printed():
    notice = factories.derived()
    print_edition(notice.current_id)
    return notice


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [
        ("1999.pdf", "application/pdf", "inline"),
        ("2012.pdf", "application/pdf", "inline"),
        ("1999.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ],
)
def test_a_file_is_served_as_it_was_frozen(client, printed, name, kind, place):
    layout, format = name.split(".")
    file = printed.current.files.get(layout=layout, format=format)
    answer = client.get(printed.get_absolute_url() + name)
    assert b"".join(answer.streaming_content) == file.content.read()
    assert answer["Content-Type"] == kind
    assert answer["Content-Length"] == str(file.size)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith(f"{place}; filename*=utf-8''%E5%85%B3")
    assert answer["Content-Disposition"].endswith(f".{format}")


@pytest.mark.parametrize("name", ["2012.docx", "letter.pdf", "2000.pdf", "1999.txt", "1999.PDF", "1999.pdf/", "pdf/"])
def test_a_file_that_is_not_offered_is_not_there(client, printed, name):
    assert client.get(printed.get_absolute_url() + name).status_code == 404


def test_the_pages_of_a_print_are_served_as_pictures(client, printed):
    html = text_of(client.get(f"{printed.get_absolute_url()}1999/"))
    pictures = printed.current.files.get(layout="1999", format="pdf").pictures.all()
    assert html.count("<img ") == len(pictures) == 2
    for picture in pictures:
        address = f"{printed.get_absolute_url()}1999/{picture.number}.png"
        assert f'src="{address}" width="{picture.width}" height="{picture.height}"' in html
        answer = client.get(address)
        assert b"".join(answer.streaming_content) == picture.content.read()
        assert (answer["Content-Type"], answer["ETag"]) == ("image/png", f'"{picture.sha256}"')
    assert client.get(f"{printed.get_absolute_url()}1999/3.png").status_code == 404
    assert client.get(f"{printed.get_absolute_url()}letter/1.png").status_code == 404


def test_pictures_of_a_notice_that_is_not_public_are_not_there(client, printed):
    address = f"{printed.get_absolute_url()}1999/1.png"
    assert client.get(address).status_code == 200
    Notice.objects.filter(pk=printed.pk).update(openness="closed")
    assert client.get(address).status_code == client.get(f"{printed.get_absolute_url()}1999/").status_code == 404


def test_what_the_reader_has_is_not_sent_again(client, printed):
    address = f"{printed.get_absolute_url()}1999.pdf"
    etag = client.get(address)["ETag"]
    assert etag == f'"{printed.current.files.get(format="pdf", layout="1999").sha256}"'
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_page_offers_every_file_with_its_size_its_own_print_first(client, printed):
    html = text_of(client.get(printed.get_absolute_url()))
    acts = html[html.index("downloads") :].split("</div>")[0]
    names = re.findall(r'href="[^"]*/([\w.]+)">(?:<svg.*?</svg>)?\s*([^<]*?)，(\d+页，)?[\d.]+\sKB</a>', acts)
    assert names == [
        ("1999.pdf", "PDF", "2页，"),
        ("1999.docx", "Word", ""),
        ("2012.pdf", "2012年版式PDF", ""),
    ]
    assert "文件生成中" not in acts


def test_what_is_made_is_offered_while_the_rest_is_not(client):
    notice = factories.derived()
    freeze(notice.current, "pdf", "1999", b"%PDF")
    html = text_of(client.get(notice.get_absolute_url()))
    assert "1999.pdf" in html and "文件生成中" in html
    assert "1999.docx" not in html


def test_nothing_of_a_parent_that_is_not_public_is_shown(client):
    child = factories.derived()
    left_out = factories.clause(child.parent.current, "clause", "不公开的内容。", path="一（九）", anchor="s1-9")
    child.current.lineage.create(parent=left_out, relation="omitted", reason="原文未说明")
    Notice.objects.filter(pk=child.parent_id).update(openness=Notice.Openness.CLOSED)
    html = text_of(client.get(child.get_absolute_url()))
    assert "compare/" not in html
    assert "不公开的内容" not in html
    assert "不公开的内容" not in text_of(client.get(f"{child.get_absolute_url()}clauses/s1-1/"))
    assert client.get(f"{child.get_absolute_url()}compare/").status_code == 404


def test_editions_that_were_replaced_stay_at_their_address_and_say_so(client):
    notice = factories.derived()
    old = notice.current
    notice.current = factories.next_edition(notice, title="更正后的通知", dated_on="2008-09")
    notice.save()
    factories.next_edition(notice, title="没有签发的稿子")
    html = text_of(client.get(notice.get_absolute_url()))
    assert "更正后的通知" in html and "没有签发的稿子" not in html
    assert f'href="{notice.get_absolute_url()}editions/1/"' in html
    assert "已被替代" in html
    before = text_of(client.get(f"{notice.get_absolute_url()}editions/1/"))
    assert old.title.split("“")[0] in before and "这是第1版，已被替代" in before
    assert client.get(f"{notice.get_absolute_url()}editions/2/").url == notice.get_absolute_url()
    for number in (0, 3, 4):
        assert client.get(f"{notice.get_absolute_url()}editions/{number}/").status_code == 404


def test_many_children_are_few_and_a_way_to_all(client):
    national = factories.derived().parent
    for _ in range(13):
        factories.notice(parent=national)
    html = text_of(client.get(national.get_absolute_url()))
    assert html.count("浙江省，") == 12
    assert "/notices/?year=2008&amp;level=province" in html


def test_a_plan_without_a_title_skips_no_heading_level(client):
    notice = factories.notice()
    annex = factories.clause(notice.current, "attachment", path="附件", anchor="a1")
    factories.clause(
        notice.current, "section", parent=annex, marker="一、", heading="活动时间", path="附件一", anchor="a1-s1"
    )
    html = text_of(client.get(notice.get_absolute_url()))
    assert '<h2 id="a1-s1"' in html
    assert html.count('href="#a1-s1"') == 2  # the number and the contents
