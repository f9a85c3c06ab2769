"""Fill the database that DATABASE_URL names with so many notices.   python -m tests.bench.site NOTICES"""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    from .notices import YEAR, fill, settle

    fill(int(sys.argv[1]), YEAR)
    settle()
