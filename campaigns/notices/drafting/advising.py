"""What should be looked at once more in a text, be it a draft or only read: it stands in nobody's way."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from campaigns.quoting import quoted
from campaigns.templatetags.typography import span

from ..clipping import around
from ..grams import normal
from ..models import Clause
from ..wording import advice, advice_on_title

ALIKE = 0.85  # of two titles: above it, they announce the same
MANY = 8  # places in the clauses that are listed; each clause's own page says the rest
YEAR = re.compile(r"(?<!\d)(\d{4})年(?!版)")
MONTH = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(?!\d{1,2}日)")
YEARLY = re.compile(r"(?<!\d)(\d{4})年度")
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
    found = [Point(said) for said in on_title(title, theme, [*texts, dated], campaign)]
    found += [Point(one.sentence) for one in advice_on_title(None, title)]
    found += _of_span(clauses, campaign)
    found += _of_host(clauses, former)
    places = [*_of_old_years(clauses, campaign), *_of_words(clauses)]
    more = [Point(f"各条款中还有{len(places) - MANY}处标点、数字或年份的建议。")] if len(places) > MANY else []
    return [*found, *islice(places, MANY), *more]


def on_title(title, theme, texts, campaign):
    """Return a sentence for each doubt on the head of a text, beside those on its words."""
    return [*of_year(campaign, title, texts), *of_theme(campaign, theme)]


def on_clause(clause, campaign, former):
    """Return the same of one clause, as `points` says it."""
    found = [*_of_span([clause], campaign), *_of_host([clause], former), *_of_old_years([clause], campaign)]
    return [point.sentence for point in found]


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


def _of_span(clauses, campaign):
    """Yield where an opening says another month of the campaign's year than those in which it is held."""
    for clause in clauses:
        for year, month in MONTH.findall(clause.text) if clause.kind == Clause.Kind.PREAMBLE else ():
            first, last = ((day.year, day.month) for day in (campaign.starts_on, campaign.ends_on))
            if int(year) == campaign.year and not first <= (int(year), int(month)) <= last:
                held = span(campaign.starts_on, campaign.ends_on)
                yield Point(f"{clause}写的是{year}年{month}月，{campaign}的时间是{held}。", clause)


def plainly(theme):
    """A theme without spaces and final mark, in which two that say the same may differ."""
    return "".join(theme.split()).rstrip("。！!")


def years_in(text):
    return {int(year) for year in YEAR.findall(text)}


def old_years(text, campaign):
    """Return the years before the campaign's that a text still speaks of, as a copy may: the last three, and any 年度."""
    own = TITLED.sub("", text)
    last, yearly = range(campaign.year - 3, campaign.year), {int(year) for year in YEARLY.findall(own)}
    return sorted(year for year in years_in(own) if year in last or (year in yearly and year < campaign.year))


def _of_old_years(clauses, campaign):
    for clause in clauses:
        for year in old_years(clause.heading + clause.text, campaign):
            yield Point(f"{clause}中有“{year}年”，早于本次活动的{campaign.year}年。", clause)


# --- the organs ---------------------------------------------------------------------------------------------------


def of_issuers(issuers, addressees, clauses):
    """Yield where an organ that issues is not named in an opening that names others, or stands among the addressees, too."""
    openings = [clause.text for clause in clauses if clause.kind == Clause.Kind.PREAMBLE]
    named = {issuer for issuer in issuers if any(issuer in text for text in openings)}
    for issuer in issuers:
        if len(named) > 1 and issuer not in named:
            yield f"{issuer}列为发文机关，导语没有写到。"
        if issuer in re.split("[，、：；]", addressees):
            yield f"{issuer}既是发文机关，又在主送机关之中。"


def of_others(edition, others):
    """Yield where the host has a notice in force in the same campaign that is called alike. others: their editions."""
    own = normal(edition.title)
    for other in others if edition.number == 1 else ():  # what is a correction needs no other one
        if SequenceMatcher(None, own, normal(other.title)).ratio() > ALIKE:
            yield f"本次活动已有现行的{quoted(other.title)}（{other.doc_number}）；要改动它的，请办理更正。"


# --- words --------------------------------------------------------------------------------------------------------


def _of_host(clauses, former):
    """Yield where a text still calls the host by a name of the past."""
    for clause in clauses:
        for name in former.names_in(clause.heading + clause.text):
            yield Point(f"{clause}仍写“{name}”，该机关现为“{former.host}”。", clause)


def _of_words(clauses):
    """Yield one Point for each slip of a clause, with the words around its first place."""
    for clause in clauses:
        said = {}
        for each in advice((text, text) for text in (clause.heading, clause.text) if text):
            said.setdefault(each.sentence, quoted(around(each.key, each.start, each.end)))
        for sentence, words in said.items():
            yield Point(f"{clause}{words}：{sentence}", clause)
