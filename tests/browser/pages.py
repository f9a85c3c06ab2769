"""The pages and states that every check looks at, by address; {child} and {parent} are the notices of the site."""

PAGES = {
    "home": "/",
    "list": "/notices/",
    "list, words found": "/notices/?q=活动+各地&year=2008&level=province",
    "list, words that come near": "/notices/?q=部署的活动由各地",
    "list, a long question": "/notices/?q=部署的活动由各地组织实施aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "list, region": "/notices/?province=330000&layout=1999",
    "list, nothing found": "/notices/?level=county",
    "list, question without sense": "/notices/?year=x&page=0",
    "national notice": "/notices/{parent}/",
    "derived notice": "/notices/{child}/",
    "comparison": "/notices/{child}/compare/",
    "comparison, one relation": "/notices/{child}/compare/?only=omitted",
    "comparison, no such relation": "/notices/{child}/compare/?only=x",
    "clause with what became of it": "/notices/{parent}/clauses/s1-2/",
    "clause with where it comes from": "/notices/{child}/clauses/s1-2/",
    "clause with what became of it, question without sense": "/notices/{parent}/clauses/s1-2/?depth=9&page=0",
    "pages of a print": "/notices/{child}/1999/",
    "file being made": "/notices/{parent}/1999.pdf",
    "no such page": "/none/",
    "slogans": "/slogans/",
    "slogans, no such page": "/slogans/2008/?page=9",
    "regions": "/regions/",
    "region": "/regions/330000/",
    "nation": "/regions/000000/",
    "region, no such page": "/regions/330000/?page=9",
    "years": "/years/",
    "year": "/years/2008/",
    "help": "/help/",
    "help for the desk": "/help/desk/",
    "words": "/help/words/",
    "about": "/about/",
    "verify": "/verify/",
    "verify, not one of ours": "/verify/?sha256=0000000000000000000000000000000000000000000000000000000000000000",
    "verify, no hash": "/verify/?sha256=x",
    "sign in": "/account/login/",
    "how to get an account": "/account/signup/",
    "forgotten password": "/account/password/forgotten/",
    "forgotten password, old link": "/account/password/reset/1-x-y/",
    "account closed": "/account/inactive/",
}
# Those that somebody who is signed in sees.
SIGNED_IN = {
    "home, signed in": "/",
    "account": "/account/",
    "sign out": "/account/logout/",
    "e-mail address": "/account/email/",
    "password": "/account/password/",
    "password again": "/account/reauthenticate/",
    "second step": "/account/second-step/",
    "nothing kept": "/account/kept/",
}


def address(path, site):
    return path.format(parent=site.parent.pk, child=site.child.pk)
