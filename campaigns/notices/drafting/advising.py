"""What should be looked at once more in a text, be it a draft or only read: it stands in nobody's way."""

import re
from dataclasses import dataclass
from itertools import islice

from campaigns.quoting import quoted

from ..clipping import around
from ..models import Clause
from ..wording import advice, advice_on_title

MANY = 8  # places in the clauses that are listed; each clause's own page says the rest
YEAR = re.compile(r"(?<!\d)(\d{4})年(?!版)")
TITLED = re.compile("《[^《》]*》")  # a year in the title of another document says nothing of this one


@dataclass(frozen=True)
class Point:
    """A sentence, and the Clause that it is about; None where that is the title."""

    sentence: str
    clause: Clause | None = None


def points(title, theme, clauses, campaign, former, *, dated=""):
    """Return the Points of a text for a campaign, the weightiest first.

    clauses: in their order, stored or not; former: the Former names of the host; dated: what stands under a text that
    was read.
    """
    texts = [clause.heading + clause.text for clause in clauses]
    found = [Point(said) for said in (*of_year(campaign, title, [*texts, dated]), *of_theme(campaign, theme))]
    found += [Point(one.sentence) for one in advice_on_title(None, title)]
    found += _of_host(clauses, former)
    places = [*_of_old_years(clauses, campaign), *_of_words(clauses)]
    more = [Point(f"各条款中还有{len(places) - MANY}处标点、数字或年份的建议。")] if len(places) > MANY else []
    return [*found, *islice(places, MANY), *more]


# --- the campaign -------------------------------------------------------------------------------------------------


def of_year(campaign, title, texts):
    """Yield where the title, or else the whole text, speaks of another year than the campaign's."""
    in_title, year = years_in(title), campaign.year
    in_text = {found for text in texts for found in years_in(TITLED.sub("", text))}
    if in_title and year not in in_title:
        yield f"标题写的是{min(in_title)}年，所属的活动是{campaign}。"
    elif in_text and not {year, year + 1} & (in_title | in_text):
        yield f"文中年份为{'、'.join(f'{each}年' for each in sorted(in_text))}，与本次活动{year}年不一致。"


def of_theme(campaign, theme):
    """Yield where the theme is another one than the campaign's."""
    if campaign.theme and theme and plainly(theme) != plainly(campaign.theme):
        yield f"活动主题写的是{quoted(theme)}，{campaign}公布的主题是{quoted(campaign.theme)}。"


def plainly(theme):
    """A theme without spaces and final mark, in which two that say the same may differ."""
    return "".join(theme.split()).rstrip("。！!")


def years_in(text):
    return {int(year) for year in YEAR.findall(text)}


def old_years(text, campaign):
    """Return the last years before the campaign's that a text names: a copy may still speak of last year."""
    return [year for year in range(campaign.year - 3, campaign.year) if year in years_in(TITLED.sub("", text))]


def _of_old_years(clauses, campaign):
    for clause in clauses:
        for year in old_years(clause.heading + clause.text, campaign):
            yield Point(f"{clause}中有“{year}年”，早于本次活动的{campaign.year}年。", clause)


# --- words --------------------------------------------------------------------------------------------------------


def _of_host(clauses, former):
    """Yield where the opening still calls the host by a name of the past."""
    for clause in clauses:
        for name in former.names_in(clause.text) if clause.kind == Clause.Kind.PREAMBLE else ():
            yield Point(f"{clause}仍写“{name}”，该机关现为“{former.host}”。", clause)


def _of_words(clauses):
    """Yield one Point for each slip of a clause, with the words around its first place."""
    for clause in clauses:
        said = {}
        for each in advice((text, text) for text in (clause.heading, clause.text) if text):
            said.setdefault(each.sentence, quoted(around(each.key, each.start, each.end)))
        for sentence, words in said.items():
            yield Point(f"{clause}{words}：{sentence}", clause)
