"""What stands in the menu and over the pages of the plan that comes with the program."""

from __future__ import annotations

from core.language import Texts


def menu_word(page: str, texts: Texts) -> str:
    """The word for a page in the menu; the plan has a word of its own for its colleges."""
    return texts(f"page.{page}", colleges=texts.side("在綦高校", "Colleges"))


def page_title(page: str, texts: Texts) -> str:
    """The heading of a page: on the front page the name of the dashboard with that of the district."""
    if page == "overview":
        return texts.side("綦江区职业教育目标看板", "Qijiang vocational education goals")
    return menu_word(page, texts)
