"""People for the tests, and the Actors that they are."""

import threading
from itertools import count

import zeal
from django.db import connection

from organizations import memberships
from organizations.acting import identities
from organizations.models import Role, User
from tests import factories

serial = count(1)


@zeal.zeal_ignore()
def person(name="张三", **facts):
    """Return a person who can sign in and has an address, and no role."""
    number = next(serial)
    return User.objects.create(
        **{"username": f"p{number}", "last_name": name, "email": f"p{number}@example.cn"} | facts
    )


@zeal.zeal_ignore()
def member(department=None, role=Role.DRAFTER, name="张三"):
    """Return a person with a role in a department."""
    user = person(name)
    memberships.appoint(user, department or factories.department(), role)
    return user


@zeal.zeal_ignore()
def admin(kind, name="王五"):
    """Return a platform administrator: system, security or audit."""
    user = person(name)
    memberships.make_platform_admin(user, kind)
    return user


@zeal.zeal_ignore()
def actor(user):
    """Return the first of the identities of a person, as her requests have it."""
    return identities(user)[0]


def together(*works):
    """Do all of the works at the same time, each in a thread and on a connection of its own; raise what one raised."""
    failed = []

    def run(work):
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if failed:
        raise failed[0]
