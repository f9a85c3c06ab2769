"""People who sign in, for the tests: accounts, codes of a phone, and the way through the doors."""

import base64
import hashlib
import hmac
import struct
import time

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from organizations.models import User

PASSWORD = "three unlike words 7"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose


def person(username="zhangsan", *, name="张三", email="zhangsan@example.cn", password=PASSWORD, **facts):
    return User.objects.create_user(username, email, password, last_name=name, **facts)


def phone(user, secret=None):
    """Give a person a second step; return the secret that her phone has."""
    secret = secret or generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code(secret, steps=0):
    """Return what a phone shows, so many steps of 30 seconds from now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def enter(client, login="zhangsan", password=PASSWORD, **more):
    """Fill in the sign-in page; return the answer."""
    return client.post("/account/login/", {"login": login, "password": password, **more})


def is_in(client):
    return client.get("/account/").status_code == 200
