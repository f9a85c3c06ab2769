"""The pages and states that every check looks at, by address; {child} and {parent} are the notices of the site."""

PAGES = {
    "home": "/",
    "list": "/notices/",
    "list, nothing found": "/notices/?level=county",
    "list, question without sense": "/notices/?year=x&page=0",
    "national notice": "/notices/{parent}/",
    "derived notice": "/notices/{child}/",
    "file being made": "/notices/{parent}/1999.pdf",
    "no such page": "/none/",
}


def address(path, site):
    return path.format(parent=site.parent.pk, child=site.child.pk)
