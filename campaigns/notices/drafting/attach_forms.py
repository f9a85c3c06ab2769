"""What is typed and brought on the pages of a draft's attachments."""

from django import forms

from ..file_words import text_in
from ..refusal import Refused
from .attached_files import MOST_BYTES as MOST_OF_FILE
from .attached_files import brought
from .forms import GREATEST, LONGEST_HEADING, NUL, Lines, OneLine, refuse_marked, unseen
from .tables import MOST_BYTES, MOST_CHARACTERS, as_typed, table_from, table_of_csv

FORMS = {
    "text": "文字（在编辑页逐条起草）",
    "table": "表格（粘贴或上传 CSV）",
    "file": "文件（PDF、Word、Excel、图片）",
}
ACCEPTED = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"


class AttachmentForm(forms.Form):
    title = OneLine("附件名称", LONGEST_HEADING, help_text="不加书名号，末尾不加标点；序号自动编排。")
    form = forms.ChoiceField(
        label="形式",
        choices=list(FORMS.items()),
        error_messages={"required": "请选择附件的形式。", "invalid_choice": "请选择附件的形式。"},
    )


class RenameForm(forms.Form):
    title = OneLine("附件名称", LONGEST_HEADING)
    seen = OneLine("原名称", LONGEST_HEADING, required=False, widget=forms.HiddenInput)


class TableForm(forms.Form):
    """Cells that are typed or pasted, or a .csv that is brought; `cleaned_data["table"]` is what to store."""

    cells = forms.CharField(
        label="表格内容",
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=Lines({"rows": 12, "spellcheck": "false"}),
        help_text="第一行是表头。可以从电子表格里复制单元格，直接粘贴；一行一条，各列之间用制表符（Tab）分开。",
        error_messages={
            "max_length": f"表格超过{MOST_CHARACTERS:,}字，请分成几张表。",
            "null_characters_not_allowed": NUL,
        },
    )
    file = forms.FileField(
        label="或者上传 CSV 文件",
        required=False,
        widget=forms.FileInput({"accept": ".csv,.txt"}),
        help_text="不超过 2 MB。上传了文件的，以文件为准。",
        error_messages={"empty": "文件是空的，请检查是否选对了文件。", "max_length": "文件名太长，请改短。"},
    )
    is_landscape = forms.BooleanField(label="横排（列多时，表格横放在页面上）", required=False)
    version = unseen(GREATEST)

    @classmethod
    def of(cls, clause):
        table = clause.table if clause else None
        cells = as_typed(table) if table else ""
        is_landscape = bool(table and table.get("is_landscape"))
        return cls(initial={"cells": cells, "is_landscape": is_landscape, "version": clause.version if clause else 0})

    def clean_file(self):
        if (file := self.cleaned_data["file"]) and file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过 2 MB 的上限，请分成几张表。")
        return file

    def clean(self):
        facts = self.cleaned_data
        if self.errors:
            return facts
        try:
            table = _table(facts)
        except forms.ValidationError as error:
            self.add_error("file" if facts["file"] else "cells", error)
            return facts
        return facts | {"table": table | {"is_landscape": facts["is_landscape"]}}


def _table(facts):
    """Return the table that was brought or typed. Raise forms.ValidationError where it is none, or a cell is a marking of secrecy."""
    try:
        table = table_of_csv(facts["file"].read()) if facts["file"] else table_from(facts["cells"])
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from None
    cells = dict.fromkeys(cell for row in (table["header"], *table["rows"]) for cell in row)
    refuse_marked("\n\n".join(cells))  # an empty line: no cell goes on in the next
    return table


class FileForm(forms.Form):
    file = forms.FileField(
        label="附件文件",
        widget=forms.FileInput({"accept": ACCEPTED}),
        help_text="PDF、Word（.docx）、Excel（.xlsx）、JPEG 或 PNG，不超过 20 MB；一份通知合计不超过 100 MB。图片中的拍摄地点等信息会自动清除。",
        error_messages={
            "required": "请选择要上传的文件。",
            "empty": "文件是空的，请检查是否选对了文件。",
            "invalid": "没有收到文件，请重新选择。",
            "max_length": "文件名太长，请改短。",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_OF_FILE:
            raise forms.ValidationError("文件超过 20 MB 的上限，请压缩或拆分后再上传。")
        try:
            found = brought(file.read(MOST_OF_FILE + 1), file.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        refuse_marked(found.stem)
        refuse_marked(text_in(found.data, found.name) or "")  # what nobody can read is looked at before it is issued
        return found
