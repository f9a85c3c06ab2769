"""For tests that ask for several pages: a query per row is looked for in each request by itself."""

import pytest


@pytest.fixture(autouse=True)
def no_query_per_row(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"]
