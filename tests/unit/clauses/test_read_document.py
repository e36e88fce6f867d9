"""Word documents and texts as lines: what a reader sees of them counts; everything else is refused in a sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO
from time import process_time

import pytest

from core.clauses.clause_parser import parse_clauses
from core.clauses.read_document import LIMITS, MOST_LINES, DocumentError, document_lines
from tests.support.plan_copies.invented_plan import plan_lines, plan_text
from tests.support.plan_copies.word_files import W, in_list, numbering_part, paragraph, word_file


def run(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def line(*runs: str, properties: str = "") -> str:
    """The only line of a document with one paragraph."""
    lines = document_lines(word_file(paragraph(*runs, properties=properties)))
    assert len(lines) == 1
    return lines[0]


def test_the_plan_as_a_word_document_is_the_plan_as_a_text() -> None:
    assert document_lines(word_file(plan_lines())) == tuple(plan_lines())
    strict = word_file(plan_lines(), vocabulary="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert document_lines(strict) == tuple(plan_lines())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "gbk"])
def test_a_text_is_read_in_the_encodings_of_its_programs(encoding: str) -> None:
    text = plan_text().replace("—", "－") if encoding == "gbk" else plan_text()
    assert document_lines(text.encode(encoding)) == tuple(text.splitlines())


def test_runs_that_split_a_number_are_one_number() -> None:
    assert line("比例不低于6", "0", "%，职普比4", "∶6") == "比例不低于60%，职普比4∶6"


def test_bookmarks_and_comments_leave_nothing_behind() -> None:
    mark = '<w:bookmarkStart w:id="0" w:name="_Toc1"/>'
    assert (
        line("9", mark, "．双师", '<w:bookmarkEnd w:id="0"/>', '<w:commentRangeStart w:id="1"/>', "型") == "9．双师型"
    )


def test_tabs_soft_breaks_and_hyphens_are_signs() -> None:
    lines = document_lines(word_file(paragraph("9．", "<w:r><w:tab/></w:r>", "甲", "<w:r><w:br/><w:t>乙</w:t></w:r>")))
    assert lines == ("9．\t甲", "乙")
    assert line("1", "<w:r><w:noBreakHyphen/></w:r>", "2") == "1-2"
    assert line("甲", properties='<w:tabs><w:tab w:val="left"/></w:tabs>') == "甲"


def test_what_was_inserted_counts_and_what_was_deleted_or_moved_away_does_not() -> None:
    inserted = f'<w:ins w:id="1">{run("6")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>5</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{run("旧")}</w:moveFrom><w:moveTo w:id="4">{run("新")}</w:moveTo>'
    assert line("不低于", inserted, deleted, "0%", moved) == "不低于60%新"
    assert line("甲", deleted.replace("delText", "t"), "乙") == "甲乙"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    ended = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = paragraph("9．双师型", properties=ended) + paragraph("教师") + paragraph("10．条件")
    assert document_lines(word_file(body)) == ("9．双师型教师", "10．条件")


@pytest.mark.parametrize("looks", ["<w:vanish/>", "<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>'])
def test_hidden_and_struck_out_signs_do_not_count(looks: str) -> None:
    assert line("不低于", run("5", looks), "60%") == "不低于60%"
    assert line("不低于", run("6", looks.split(" ")[0].rstrip("/>") + ' w:val="0"/>'), "0%") == "不低于60%"


def test_former_looks_are_no_looks_and_looks_of_a_paragraph_are_none_of_its_runs() -> None:
    former = '<w:rPrChange w:id="1"><w:rPr><w:strike/></w:rPr></w:rPrChange>'
    assert line(run("60%", former), properties="<w:rPr><w:vanish/></w:rPr>") == "60%"


def test_a_raised_figure_is_no_digit() -> None:
    assert line("达到6", run("1", '<w:vertAlign w:val="superscript"/>'), "所") == "达到6¹所"


def test_tables_and_text_boxes_are_lines() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    inner = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = table + paragraph("前", box, "后") + paragraph("末")
    assert document_lines(word_file(body)) == ("甲", "乙", "前后", "框内", "末")


def test_codes_of_fields_and_readings_above_words_are_not_read() -> None:
    field = "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
    reading = f"<w:rt>{run('cheng')}</w:rt><w:rubyBase>{run('澄')}</w:rubyBase>"
    assert line(field, "第", f"<w:r><w:ruby>{reading}</w:ruby></w:r>", "湾") == "第澄湾"


def test_numbers_that_word_counts_are_those_a_reader_sees() -> None:
    """Parts, sections and tasks without a number in the text; tasks run through the sections."""
    levels = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("bullet", "——"), ("bullet", "•")]
    body = "".join(
        paragraph(text, properties=in_list(depth))
        for depth, text in [
            (0, "总体要求"),
            (1, "指导思想"),
            (1, "目标"),
            (2, "达到8所。"),
            (3, "点"),
            (0, "任务"),
            (1, "甲"),
        ]
    )
    lines = document_lines(word_file(body, {"word/numbering.xml": numbering_part(levels)}))
    assert lines == ("一、总体要求", "（一）指导思想", "（二）目标", "——达到8所。", "点", "二、任务", "（一）甲")
    tasks = "".join(paragraph("做。", properties=in_list(0)) + paragraph("间隔") for _ in range(11))
    lines = document_lines(word_file(tasks, {"word/numbering.xml": numbering_part([("decimal", "%1．")])}))
    assert lines[::2] == tuple(f"{number}．做。" for number in range(1, 12))


def test_tasks_that_word_counts_may_run_through_the_sections() -> None:
    levels = [("chineseCounting", "（%1）"), ("decimal", "%2．"), ("decimal", "%3）")]
    through = numbering_part(levels).replace(
        '<w:lvlText w:val="%2．"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%2．"/>'
    )
    body = "".join(paragraph("文", properties=in_list(depth)) for depth in (0, 1, 1, 2, 2, 1, 2, 0, 1, 2))
    numbers = [line.removesuffix("文") for line in document_lines(word_file(body, {"word/numbering.xml": through}))]
    assert numbers == ["（一）", "1．", "2．", "1）", "2）", "3．", "1）", "（二）", "4．", "1）"]


def test_a_style_may_number_its_paragraphs() -> None:
    """By its own list, by that of the style it is based on, at the depth that the list keeps for the style."""
    numbering = numbering_part([("chineseCounting", "%1、"), ("chineseCounting", "（%2）")]).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="Inner"/><w:lvlText w:val="（%2）"/>'
    )
    in_first = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Outer">{in_first}</w:style>'
        f'<w:style w:styleId="Inner">{in_first}</w:style>'
        '<w:style w:styleId="Based"><w:basedOn w:val="Outer"/></w:style>'
        '<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style></w:styles>'
    )
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')
        for text, style in [("总体", "Outer"), ("目标", "Inner"), ("任务", "Based"), ("文", "Round"), ("文", "None")]
    )
    plain = paragraph("不编号", properties='<w:pStyle w:val="Outer"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    parts = {"word/numbering.xml": numbering, "word/styles.xml": styles}
    assert document_lines(word_file(body + plain, parts)) == (
        "一、总体",
        "（一）目标",
        "二、任务",
        "文",
        "文",
        "不编号",
    )


def refused(content: bytes) -> str:
    """Why a file is refused: within two seconds of this processor."""
    start = process_time()
    with pytest.raises(DocumentError) as error:
        document_lines(content)
    assert process_time() - start < 2
    return error.value.code


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OLD_WORD = OLE + "WordDocument".encode("utf-16-le")


def with_parts(**parts: bytes) -> bytes:
    return word_file(plan_lines(), {name.replace("__", "/"): content for name, content in parts.items()})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n" + bytes(100), "pdf"),
        (OLD_WORD, "old_document"),
        (b"{\\rtf1 text}", "old_document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG" + bytes(100), "other_kind"),
        (bytes(range(256)) * 40, "other_kind"),
        (b"a" * (LIMITS.upload + 1), "too_large"),
        ("一、\n".encode() * (MOST_LINES + 1), "too_long"),
        (("总" * 400_000).encode(), "too_long"),
        (word_file(["甲" * 400_000]), "too_long"),
        (word_file("<w:p/>" * 310_000), "too_long"),
        (word_file("<w:x>" * 80 + "</w:x>" * 80), "too_long"),
        (word_file(plan_lines(), {"word/vbaProject.bin": b"x"}), "macros"),
        (word_file("<w:p>"), "damaged"),
        (word_file(plan_lines())[:900], "damaged"),
        (word_file(plan_lines(), {"word/numbering.xml": "<w:numbering"}), "damaged"),
        (
            word_file(plan_lines(), {"word/document.xml": f'<!DOCTYPE d [<!ENTITY e "x">]><w:d xmlns:w="{W}"/>'}),
            "damaged",
        ),
    ],
    ids=[
        "empty",
        "a PDF",
        "an old Word document",
        "rich text",
        "encrypted",
        "a picture",
        "any bytes",
        "too large",
        "too many lines",
        "a text too long",
        "a document too long",
        "too many paragraphs",
        "too deep",
        "macros",
        "half an element",
        "cut off",
        "numbers that are no XML",
        "definitions of its own",
    ],
)
def test_what_is_no_document_is_refused_at_once(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_bomb_and_other_archives_are_refused_at_once() -> None:
    bomb = word_file("<w:p/>", {"word/document.xml": b"<a>" + b" " * 60_000_000})
    assert len(bomb) < 100_000
    assert refused(bomb) == "too_long"
    for name in ("xl/workbook.xml", "ppt/presentation.xml", "content.xml", "photo.jpg"):
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(name, "<x/>")
        assert refused(target.getvalue()) == "other_kind"


@pytest.mark.slow
def test_the_largest_text_that_is_read_is_parsed_at_once() -> None:
    for unit in ("1．", "一、\n", "（一）\n", "——\n", "1．甲\n", "9.", " ", "(", "bookmark1 "):
        text = unit * (299_000 // len(unit)) if "\n" not in unit else unit * 19_000
        start = process_time()
        parse_clauses("\n".join(document_lines(text.encode()) if text.strip() else [text]))
        assert process_time() - start < 2, unit
