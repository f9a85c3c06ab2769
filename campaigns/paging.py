"""Lists in pages, as every room has them."""

from organizations.paging import LAST_PAGE, PageForm

__all__ = ["LAST_PAGE", "PageForm"]
