"""Why a file cannot be read or edited as a spreadsheet."""

from __future__ import annotations


class WorkbookError(Exception):
    """A file that cannot be read or edited. `code` names the reason, `values` the sizes and limits concerned.

    Codes: of the wrong kind `archive document empty encoding encrypted lock_file no_sheets old_excel old_xml pdf
    picture unknown_kind unread_kind web_page`; broken or unsafe `bad_csv bomb damaged entities`; beyond a limit
    `long_line long_text much_text much_work too_large too_many_cells too_many_rows too_many_sheets`; readable, but not
    editable `unreturnable`.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(f"{code} {self.values}" if self.values else code)
