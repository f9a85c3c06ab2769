"""A name is given by who looks after a person's people, with both names in the audit; nobody renames herself."""

import pytest

from organizations import names
from organizations.models import AuditRow, Message
from organizations.people.forms import NameForm
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("client")]


@pytest.fixture
def manager():
    return factories.somebody("管理员", "manager")


@pytest.fixture
def zhang():
    return factories.somebody("张三", "drafter")


def rename(by, person, name, department=None):
    department = department or factories.department()
    client = factories.client_of(by)
    return client.post(f"/desk/people/{department.pk}/rename/{person.pk}/", {"name": name}, follow=True)


def name_of(person):
    person.refresh_from_db()
    return person.name


def test_a_manager_renames_who_works_in_her_department_and_both_names_are_kept(manager, zhang):
    assert "“张三”已改名为“欧阳修”" in rename(manager, zhang, "欧阳修").content.decode()
    assert name_of(zhang) == "欧阳修"
    row = AuditRow.objects.get(act="rename")
    assert (row.user_id, row.thing_id, row.before, row.after) == (manager.pk, zhang.pk, "张三", "欧阳修")
    assert Message.objects.get(kind="rename").recipient == zhang


def test_the_same_name_again_leaves_nothing_behind(manager, zhang):
    assert "姓名没有变化" in rename(manager, zhang, " 张三 ").content.decode()
    assert not AuditRow.objects.filter(act="rename").exists()


def test_a_security_administrator_renames_anybody_but_herself(zhang):
    security = factories.admin_of("security")
    client = factories.client_of(security)
    assert (
        "已改名为“李四”"
        in client.post(f"/desk/accounts/{zhang.pk}/name/", {"name": "李四"}, follow=True).content.decode()
    )
    assert name_of(zhang) == "李四"
    answer = client.post(f"/desk/accounts/{security.pk}/name/", {"name": "李四"})
    assert "不能更改自己的姓名" in answer.content.decode()
    assert name_of(security) == "security"


def test_a_manager_renames_neither_herself_nor_who_also_works_elsewhere(manager, zhang):
    assert "不能更改自己的姓名" in rename(manager, manager, "李四").content.decode()
    factories.somebody("张三", "signatory", at=factories.department("全国质量技术监督局", "000000"))
    assert "由平台的安全管理员更改" in rename(manager, zhang, "李四").content.decode()
    assert (name_of(manager), name_of(zhang)) == ("管理员", "张三")


def test_a_drafter_renames_nobody_and_a_stranger_to_the_department_is_not_there(manager, zhang):
    other = factories.somebody("外人", "drafter", at=factories.department("全国质量技术监督局", "000000"))
    assert rename(zhang, manager, "李四").status_code == 403
    assert rename(manager, other, "李四").status_code == 404
    assert (name_of(manager), name_of(other)) == ("管理员", "外人")


@pytest.mark.parametrize(
    ("name", "words"), [("", "请填写姓名。"), ("\u202e\u200b", "请填写姓名。"), ("长" * 61, "姓名最多60字")]
)
def test_a_name_that_is_none_gets_a_sentence_and_changes_nothing(manager, zhang, name, words):
    assert words in rename(manager, zhang, name).content.decode()
    assert name_of(zhang) == "张三"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张\0三\u2028", "张三"),
        ("\u202e三张\u202c", "三张"),
        ("\u3000张\u200b三 ", "张三"),
        ("阿卜杜拉·热合曼", "阿卜杜拉·热合曼"),
        ("John Smith", "John Smith"),
        ("𠮷田", "𠮷田"),
        ("张\u3164\u115f\u1160\uffa0三", "张三"),
    ],
)
def test_what_cannot_be_seen_is_no_part_of_a_name(typed, kept):
    assert names.tidy(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("\u3164", "请填写姓名"),
        ("——", "应当有文字"),
        ("12", "应当有文字"),
        ("张三代李四", "代他人办理请使用委托"),
        ("代小红", ""),
        ("欧阳代红", ""),
        ("王代红", ""),
        ("古丽代·艾合买提", ""),
    ],
)
def test_a_name_is_one_of_a_person(typed, sentence):
    form = NameForm({"name": typed})
    assert (sentence in form.errors["name"][0]) if sentence else form.is_valid()
