"""Paragraphs become a tree: sections, clauses, items, plain paragraphs, slogans (GB/T 9704-2012 §7.3.3)."""

import re

from .characters import close_up, columns, fold, squeeze, visible
from .markers import Rank
from .numerals import NUMERAL, written
from .structure import Piece

_BRACKETED = tuple(f"（{char}" for char in NUMERAL)
_KINDS = ("section", "clause", "item")
SLOGAN_WORDS = re.compile("口号|标语|横幅")
_STOP = re.compile(r"[。！？；!?;]|(?<!\d)[:：]|[:：](?!\d)")
_CLOSING = re.compile(
    r"特此(?:通知|通告|公告|函告|函达|报告|批复)|[妥当]否|此(?:通知|复|函)|希?望(?:各|你)|[（(]?联系人|请(?:准时|按时|认真|遵照|各地|各单位|各有关|各市|各部门|各级|各省|结合|按照|于|将|及时)|以上(?:通知|意见|方案|请示)|本(?:通知|办法|方案|公告|通告|意见)自"
    r"|专此|联系(?:人|电话|方式|地址)|(?:咨询|监督|举报)?电话|传真|电子邮箱|邮箱|邮编|地址|各(?:地|单位|部门|市|省|县|区|有关).{0,40}(?:请|报送|报|于).{0,60}(?:前|报|送)"
)


_FAREWELL = re.compile("[特专]此|[妥当]否")


def is_farewell(text):
    """Whether a paragraph takes leave: 特此通知。"""
    return bool(_FAREWELL.match(text))


def build(lines, slogans=False):
    """Return the tree of `lines` as a list of Piece: leading paragraphs first, then numbered pieces.

    `slogans` says that what stands there without a number is slogans (an attachment's title may tell).
    """
    return _settled(_tree(lines, slogans))


def build_text(lines):
    """Return (pieces, closing) of a notice's main text: what belongs to no clause at its end is the closing."""
    pieces, closing = _split_closing(_tree(lines, slogans=False))
    return _settled(pieces), closing


def _tree(lines, slogans):
    top, stack = [], []
    lowest = Rank.CLAUSE
    if slogans and lines and all(line.marker and is_slogan(line.rest) for line in lines):
        lowest = Rank.SECTION  # a list of slogans numbered 一、二、三、
    for line in lines:
        below = slogans or any(SLOGAN_WORDS.search(piece.text[:60]) for _, piece in stack[:1])
        if line.marker and not (below and line.marker.rank >= lowest and is_slogan(line.rest)):
            _open(line, top, stack)
        else:
            siblings = stack[-1][1].children if stack else top
            siblings.append(_plain(line, below))
    return top


def _plain(line, below):
    if below and is_slogan(line.rest):
        marker = line.marker.printed if line.marker else ""
        return Piece("slogan", line.number, squeeze(line.rest), marker=marker)
    text = close_up(line.text, may_be_couplet=True)
    return Piece("paragraph", line.number, text if " " in text else columns(line.text) or text)


def is_slogan(text):
    """Say whether `text` can be one slogan: one short line, no sentence with clauses, none that takes leave."""
    bare = visible(text)
    if is_farewell(bare) or (bare.endswith("。") and _CLOSING.match(bare)):
        return False
    return 4 <= len(bare) <= 42 and not re.search(r"[。；:：;](?=.)|[：:]$", bare) and not bare.endswith(("附件", "页"))


def _open(line, top, stack):
    """Begin a numbered piece under the last one of a higher rank."""
    rank = _depth(line.marker, stack)
    while stack and stack[-1][0] >= rank:
        stack.pop()
    siblings = stack[-1][1].children if stack else _sections(line, top, stack)
    depth = min(len(stack), 2)
    piece = Piece(
        _KINDS[depth], line.number, line.rest, line.marker.printed, label_of(line.marker.rank, line.marker.number)
    )
    siblings.append(piece)
    stack.append((rank, piece))


def _depth(marker, stack):
    """The marker's rank; but a first （一） under 1., where none stood before, is below it, and so are its sisters."""
    ranks = [rank for rank, _ in stack]
    if marker.rank == Rank.CLAUSE and ranks[-1:] == [Rank.SUBITEM] and stack[-1][1].label.startswith(_BRACKETED):
        return Rank.SUBITEM
    if marker.number == 1 and marker.rank == Rank.CLAUSE and ranks[-1:] == [Rank.ITEM] and Rank.CLAUSE not in ranks:
        section = stack[-2][1] if len(stack) > 1 else stack[-1][1]
        if not section.children[:1] or not section.children[0].label.startswith("（"):
            return Rank.SUBITEM
    return marker.rank


def _sections(line, top, stack):
    """Where a numbered piece without a section above it goes: into a section without a heading, but for 一、 itself."""
    if line.marker.rank <= Rank.SECTION:
        return top
    if not (top and top[-1].kind == "section" and not top[-1].marker):
        top.append(Piece("section", line.number))
    stack.append((Rank.SECTION, top[-1]))
    return top[-1].children


def label_of(rank, value):
    """Return how a piece is cited within its parent: 三, （四）, 1, （2）."""
    if rank in (Rank.CHAPTER, Rank.SECTION, Rank.ARTICLE):
        return written(value)
    if rank == Rank.CLAUSE:
        return f"（{written(value)}）"
    return f"（{value}）" if rank == Rank.SUBITEM else str(value)


def _settled(pieces):
    """Divide each numbered line into heading and text, now that it is known what follows it."""
    for piece in pieces:
        for each in piece.walk():
            if each.marker and each.kind != "slogan":
                _head_and_text(each)
    return pieces


def _head_and_text(piece):
    text = close_up(piece.text)
    end = _heading_end(fold(text), piece)
    piece.heading, piece.text = text[:end], text[end:].lstrip()


def _heading_end(folded, piece):
    """Return how many characters of the line are its heading: all, the first sentence, or none."""
    match = _STOP.search(folded)
    if not match:
        return len(folded) if piece.kind != "item" and len(folded) <= 80 else 0
    head, rest = folded[: match.start()], folded[match.end() :]
    if match[0] in ":：":
        return match.end() if _is_label(head, rest, piece) else 0
    if not rest:
        stands_alone = piece.kind == "section" or (piece.children and piece.kind == "clause")
        return match.end() if stands_alone and _is_heading(head) else 0
    return match.end() if match[0] == "。" and piece.kind != "item" and _is_heading(head) else 0


def _is_label(head, rest, piece):
    """一、元旦：1月1日放假 and 二、活动内容： over its clauses; not 各地要做到：."""
    if piece.kind == "section" and not rest:
        return len(head) <= 30
    return len(head) <= 10 and not _LEADS_ON.search(_HARMLESS.sub("", head)) and bool(rest or piece.children)


def _is_heading(sentence):
    """A first sentence that names what follows: short, and no assertion."""
    parts = sentence.split(",")
    if len(sentence) > 26 or max(map(len, parts)) > (26 if len(parts) == 1 else 12):
        return False
    return not _ASSERTS.search(_HARMLESS.sub("", sentence))


_LEADS_ON = re.compile("[要为是应,]|如下|包括|做到")
_ASSERTS = re.compile(r"^\d|[是将要请]|应当|必须|不得|\d+月|主题为")
_HARMLESS = re.compile(r"主要|重要|要求|需要|要点|纪要|申请|邀请")


def _split_closing(pieces):
    """Return (pieces, closing): paragraphs at the very end that belong to no clause are taken off the tree.

    They say so themselves (特此通知, 请…于…前报送), or the last clause alone has a second paragraph.
    """
    last = _last_numbered(pieces)
    siblings = last.children if last else pieces
    tail = _trailing(siblings)
    count = len(tail) if last and _is_foreign(last, pieces, siblings, tail) else _farewell(tail)
    if count == len(siblings) and not _may_be_bare(last, tail):
        count -= 1
    if count <= 0:
        return pieces, []
    closing = siblings[-count:]
    del siblings[-count:]
    return pieces, closing


def _may_be_bare(last, tail):
    """Whether a piece can do without all its paragraphs: it says a sentence itself, or they only take leave."""
    return bool((last and _SENTENCE.search(last.text)) or (tail and is_farewell(tail[0].text)))


_SENTENCE = re.compile("[。！!]")


def _last_numbered(pieces):
    last = None
    while pieces and pieces[-1].kind in _KINDS:
        last = pieces[-1]
        pieces = last.children
    if last is None:
        return None
    numbered = [child for child in last.children if child.kind in _KINDS]
    return _last_numbered(numbered) or last if numbered else last


def _trailing(siblings):
    """The unnumbered paragraphs at the end, in order."""
    count = 0
    while count < len(siblings) and siblings[-1 - count].kind == "paragraph":
        count += 1
    return siblings[len(siblings) - count :]


def _farewell(tail):
    """How many of the last paragraphs take leave. What follows 特此通知 takes leave with it."""
    for index, paragraph in enumerate(tail):
        if is_farewell(paragraph.text):
            return len(tail) - index
    count = 0
    while count < len(tail) and _CLOSING.match(tail[-1 - count].text):
        count += 1
    return count


def _is_foreign(last, pieces, siblings, tail):
    """Paragraphs after the slogans of a section, or under the last clause where no sister has any."""
    if last.kind == "section" and len(tail) < len(siblings):
        return siblings[-1 - len(tail)].kind == "slogan"
    if not _SENTENCE.search(last.text):
        return False
    sisters = [piece for top in pieces for piece in top.walk() if piece.kind == last.kind and piece is not last]
    return bool(sisters) and not any(child.kind == "paragraph" for sister in sisters for child in sister.children)
