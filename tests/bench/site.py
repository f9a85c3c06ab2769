"""Make a site ready: its database, which DATABASE_URL names, with so many notices, and its static files.

python -m tests.bench.site NOTICES"""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from .notices import YEAR, fill, settle

    fill(int(sys.argv[1]), YEAR)
    settle()
