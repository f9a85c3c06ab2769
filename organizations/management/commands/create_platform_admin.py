import sys
from getpass import getpass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from organizations import memberships, names
from organizations.credentials.passwords import rules
from organizations.fields import no_address
from organizations.models import PlatformRole, User

ROLES = dict(PlatformRole.Kind.choices)


class Command(BaseCommand):
    help = (
        "Make an account with one of the three platform roles: system, security or audit. Asks for what is not given as "
        "an option; the password is never an option: it is asked for, or read from the first line of standard input."
    )

    def add_arguments(self, parser):
        parser.add_argument("--role", choices=ROLES)
        parser.add_argument("--username")
        parser.add_argument("--name")
        parser.add_argument("--email")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, role, username, name, email, password_stdin, **options):
        role = role or _ask("角色（system 系统管理员，security 安全管理员，audit 审计管理员）：")
        if role not in ROLES:
            raise CommandError(f"没有“{role}”这种角色。")
        facts = {
            "username": username or _ask("用户名："),
            "last_name": names.tidy(name or _ask("姓名：")),
            "email": (email or _ask("邮箱：")).lower(),
        }
        user = _checked(User(**facts))
        user.set_password(_password(user, password_stdin))
        self._create(user, role)
        self.stdout.write(f"已创建{ROLES[role]}：{user.username}（{user.name}）。请用此账号登录，并设置第二步验证。")

    @transaction.atomic
    def _create(self, user, role):
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        memberships.make_platform_admin(user, role)


def _ask(words):
    try:
        return input(words).strip()
    except EOFError:
        raise CommandError("没有读到输入。各项也可以用参数给出，见 --help。") from None


def _checked(user):
    """Return the account to be, or say what is wrong with what was given."""
    if not user.last_name:
        raise CommandError("请填写姓名。")
    if not user.email:
        raise CommandError("请填写邮箱，找回密码时要用。")
    if User.objects.filter(username__iexact=user.username).exists():
        raise CommandError(f"用户名{user.username}已有人使用，请换一个。")
    if User.objects.filter(email__iexact=user.email).exists():
        raise CommandError(f"邮箱{user.email}已登记在另一个账号下，请换一个。")
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        wrong = error.message_dict
        raise CommandError(no_address() if "email" in wrong else " ".join(error.messages)) from None
    return user


def _password(user, is_piped):
    """Return a password that keeps the rules, asked for twice, or read once where it comes through a pipe."""
    if not is_piped and not sys.stdin.isatty():
        raise CommandError("请在终端里运行，或者加上 --password-stdin 从标准输入读取密码。")
    password = sys.stdin.readline().rstrip("\r\n") if is_piped else getpass(f"密码（{'；'.join(rules())}）：")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    if not is_piped and getpass("再输入一次密码：") != password:
        raise CommandError("两次输入的密码不一样，账号没有创建。")
    return password
