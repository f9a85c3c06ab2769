"""The way back from a page leads nowhere but to this site, however a browser reads it, wherever it is asked for."""

import pytest

from organizations import ways
from organizations.acting import identities
from tests import factories

AWAY = [
    "//evil.cn", "///evil.cn", "/\\evil.cn", "\\\\evil.cn", "/\t/evil.cn", "/%09/evil.cn", "/%5Cevil.cn", "/\r\n/evil.cn",
    "/%0d%0aSet-Cookie:a=b", "/a\x00", "https://evil.cn/", "https:evil.cn", "javascript:alert(1)", " //evil.cn", "evil.cn",
    "/?a=\n", "/.//evil.cn", "/desk/..//evil.cn", "/desk/%2E%2e/x", "/a/./b", "/desk//x", "/..", "/" + "x" * 1_000_000,
]  # fmt: skip


@pytest.mark.parametrize(
    "address", ["/", "/notices/2/?a=%25&b=质量", "/desk/notices/7/sign/#h-sign", "/x/?u=//evil.cn", "/x.y/..z/#//"]
)
def test_a_path_of_this_site_is_a_way(address):
    assert ways.is_ours(address)


@pytest.mark.parametrize("address", AWAY[:-1], ids=repr)
def test_what_leads_elsewhere_is_none(address):
    assert not ways.is_ours(address)


@pytest.mark.django_db
@pytest.mark.usefixtures("step_by_step")
def test_no_view_that_takes_a_way_leads_elsewhere(client):
    user = factories.somebody("张三", "signatory")
    signed_in, key = factories.client_of(user), identities(user)[0].key
    for address in AWAY:
        answers = {
            "large text": client.get("/display/large/", {"next": address}),
            "identity": signed_in.post("/desk/identity/", {"identity": key, "next": address}),
            "a mark": signed_in.get("/desk/numbers/", {"next": address}),
            "sign-in": signed_in.get("/account/login/", {"next": address}),
        }
        for view, answer in answers.items():
            assert answer.status_code in (200, 302, 400), (view, address[:40])
            assert "evil.cn" not in answer.get("Location", ""), (view, address[:40])
            assert f'href="{address}"' not in answer.content.decode(), (view, address[:40])
