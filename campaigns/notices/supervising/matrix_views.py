"""The matrix of clauses as a page, and as files with all its columns."""

from urllib.parse import quote

from django import forms
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from organizations import fields
from organizations.acting import signed_in
from organizations.methods import reads_only
from organizations.models import Region
from organizations.paging import PageForm

from . import boards
from .filters import below, within
from .matrix import LETTERS, STALE, levels_below, matrix_of, territories
from .sheets import XLSX, as_csv, as_xlsx

COLUMNS = 40  # on a page


class MatrixForm(PageForm):
    """One level below, and one territory right below the host's whose columns are shown."""

    level = forms.ChoiceField(
        label="级别",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "没有这一级，请从列表中选择。"},
    )
    region = fields.choice("地区", (), "全部地区", required=False)

    def __init__(self, data, board):
        super().__init__(data)
        self.levels = levels_below(board.notice)
        self.fields["level"].choices = [(level.value, level.label) for level in self.levels]
        places = [(each.code, each.name) for each in below(board.notice.host.region)]
        self.fields["region"].choices = [*self.fields["region"].choices, *places]

    @property
    def level_now(self):
        chosen = self.cleaned_data.get("level") if self.is_valid() else ""
        return Region.Level(chosen) if chosen else next(iter(self.levels), None)

    @property
    def asked(self):
        return {name: self.cleaned_data[name] for name in ("level", "region") if self.cleaned_data.get(name)}

    def query(self):
        return urlencode(self.asked)

    def kept(self):
        return f"{self.query()}&" if self.asked else ""

    def regions(self, notice):
        """Return the regions that are asked for."""
        rows = territories(notice, self.level_now) if self.level_now else Region.objects.none()
        return rows.filter(within(self.asked["region"], "")) if "region" in self.asked else rows


@reads_only
@signed_in
def matrix(request, pk):
    board = boards.see_whole(request.actor, pk)
    form = MatrixForm(request.GET, board)
    page = form.page_of(form.regions(board.notice), COLUMNS) if form.is_valid() else None
    context = {"board": board, "notice": board.notice, "form": form, "page": page, "letters": LETTERS.items()}
    if page is not None:
        context["matrix"] = matrix_of(board.notice, list(page.object_list))
    return render(request, "supervising/matrix.html", context, status=400 if page is None else 200)


@reads_only
@signed_in
def matrix_csv(request, pk):
    return as_file(
        request,
        pk,
        "csv",
        lambda rows, name: StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8"),
    )


@reads_only
@signed_in
def matrix_xlsx(request, pk):
    return as_file(request, pk, "xlsx", lambda rows, name: HttpResponse(as_xlsx(rows, name), content_type=XLSX))


def as_file(request, pk, kind, answer):
    """Answer with all the columns that are asked for, whatever page of them was shown."""
    board = boards.see_whole(request.actor, pk)
    form = MatrixForm(request.GET, board)
    if not form.is_valid():
        context = {"board": board, "notice": board.notice, "form": form, "page": None, "letters": LETTERS.items()}
        return render(request, "supervising/matrix.html", context, status=400)
    made = matrix_of(board.notice, list(form.regions(board.notice)))
    found = answer(cells_of(made), "条款落实")
    name = quote(f"{board.notice.campaign.year}年{board.notice.short_title}条款落实.{kind}")
    found["Content-Disposition"] = f"attachment; filename=\"matrix-{pk}.{kind}\"; filename*=UTF-8''{name}"
    return found


def cells_of(made):
    """Yield the rows of a table: a clause, what each territory made of it, and what that comes to."""
    words = [word for _, word in LETTERS.values()]
    yield ["条款", *(territory.region.name for territory in made.territories), *words]
    for clause, cells, counts in made.rows:
        name = f"{clause.path} {clause.gist}".strip()
        yield [name, *(cell.word for cell in cells), *(count for *_, count in counts)]
    for _, word, counts in made.foot:
        yield [f"{word}合计", *counts]
    yield ["本地新增条数", *(territory.added for territory in made.territories)]
    yield [f"{STALE}条数", *(territory.stale for territory in made.territories)]
