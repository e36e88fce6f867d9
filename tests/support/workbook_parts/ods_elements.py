"""The elements of an .ods file as texts: cells, rows, columns, tables and styles."""

from __future__ import annotations


def attributes_of(attributes: dict[str, str]) -> str:
    """Attributes of the vocabulary of tables."""
    return "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())


def text(content: str, **attributes: str) -> str:
    """A cell with a text; `attributes` are those of its table, with _ for -."""
    kind = ' office:value-type="string"'
    return f"<table:table-cell{kind}{attributes_of(attributes)}><text:p>{content}</text:p></table:table-cell>"


def number(value: str, seen: str = "", **attributes: str) -> str:
    """A cell with a number and the text that is shown for it."""
    return text(seen or value, **attributes).replace('"string"', f'"float" office:value="{value}"', 1)


def empty(**attributes: str) -> str:
    """A cell without anything."""
    return f"<table:table-cell{attributes_of(attributes)}/>"


def row(*cells: str, **attributes: str) -> str:
    """A row of cells."""
    return f"<table:table-row{attributes_of(attributes)}>{''.join(cells)}</table:table-row>"


def column(**attributes: str) -> str:
    """A column."""
    return f"<table:table-column{attributes_of(attributes)}/>"


def table(*rows: str, name: str = "A", **attributes: str) -> str:
    """A sheet."""
    return f'<table:table table:name="{name}"{attributes_of(attributes)}>{"".join(rows)}</table:table>'


def style(name: str, family: str, properties: str) -> str:
    """A style of a family with its properties."""
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
