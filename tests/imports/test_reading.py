"""Files in the shapes they come in, and files that are none."""

import codecs
import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.imports import sheet
from moment_ui.imports.errors import BrokenWorkbook, EmptyFile, FileRefused, NotATable, TooLarge
from moment_ui.imports.text_file import delimiter_of
from moment_ui.imports.values import UNCALCULATED

TEXT = "Navn;Sted\r\nBlåbærøya;Tromsø\r\nÆrlig Øl;Ålesund\r\n"


def read(path):
    with sheet.opened(path) as table:
        return table.headings, list(table.rows)


def written(tmp_path, content, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["cp1252", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_is_recognised(tmp_path, encoding):
    headings, rows = read(written(tmp_path, TEXT.encode(encoding)))
    assert headings == ("Navn", "Sted")
    assert [row.cells for row in rows] == [["Blåbærøya", "Tromsø"], ["Ærlig Øl", "Ålesund"]]
    assert [row.problem for row in rows] == ["", ""]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_usual_delimiter_is_recognised(tmp_path, delimiter):
    text = f'a{delimiter}b{delimiter}c\n1{delimiter}"x{delimiter}y"{delimiter}3\n'
    headings, rows = read(written(tmp_path, text.encode()))
    assert headings == ("a", "b", "c")
    assert rows[0].cells == ["1", f"x{delimiter}y", "3"]


def test_decimal_commas_do_not_make_a_comma_the_delimiter():
    assert delimiter_of("a;b\n1,5;2,5\n3,5;4,5\n") == ";"
    assert delimiter_of("navn\nTindra Bygg AS\n") == ","
    assert delimiter_of('"navn";"sted"\n' + '"0";",,,,,,0"\n' * 20) == ";"


def test_the_separator_line_of_excel_is_obeyed(tmp_path):
    headings, rows = read(written(tmp_path, b"sep=|\r\na|b\r\n1;2|3\r\n"))
    assert headings == ("a", "b")
    assert (rows[0].number, rows[0].cells) == (3, ["1;2", "3"])


def test_rows_of_the_wrong_width_and_foreign_bytes_are_told_by_row(tmp_path):
    lines = [
        b"a;b;c",
        "blå;bær;øl".encode(),
        b"1;2",
        b"1;2;3;4",
        "bl\xe5;x;y".encode("latin-1"),
        b"1;2;3;;",
    ]
    _headings, rows = read(written(tmp_path, b"\n".join(lines)))
    assert ["2 columns" in r.problem for r in rows] == [False, True, False, False, False]
    assert ["4 columns" in r.problem for r in rows] == [False, False, True, False, False]
    assert "encoding" in rows[3].problem
    assert rows[4].problem == ""


def test_quoted_line_breaks_keep_the_row_together_and_blank_lines_are_left_out(tmp_path):
    _headings, rows = read(written(tmp_path, b'a;b\n\n"to\nlinjer";2\n;\n3;4\n'))
    assert [(row.number, row.cells) for row in rows] == [(4, ["to\nlinjer", "2"]), (6, ["3", "4"])]


@pytest.mark.parametrize("title", ["Kundeliste", "Kundeliste, Fjell AS\n\nUtskrift 20.11.2026"])
def test_titles_above_the_table_are_left_out(tmp_path, title):
    text = f"{title}\nNr;Navn;Sted\n1;Tindra;Oslo\n2;Fjell;Bodø\n"
    headings, rows = read(written(tmp_path, text.encode()))
    assert headings == ("Nr", "Navn", "Sted")
    assert [row.cells for row in rows] == [["1", "Tindra", "Oslo"], ["2", "Fjell", "Bodø"]]
    assert rows[0].number == len(title.split("\n")) + 2
    path = workbook(tmp_path, [[title], [], ["Nr", "Navn", "Sted"], [1, "Tindra", "Oslo"]])
    assert read(path)[0] == ("Nr", "Navn", "Sted")


def test_headings_are_made_unique(tmp_path):
    headings, _rows = read(written(tmp_path, b"Navn;Navn;;x\n1;2;3;4\n"))
    assert headings == ("Navn", "Navn (2)", "(C)", "x")


@given(
    rows=st.lists(
        st.lists(
            st.text(st.sampled_from("aZ09 æøåÆØÅäöüéß€–.,;\t'-"), min_size=1, max_size=12).filter(
                str.strip
            ),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    ),
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["cp1252", "utf-8-sig", "utf-16"]),
)
def test_whatever_was_written_is_read_back(tmp_path_factory, rows, delimiter, encoding):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["første", "andre", "tredje"], *rows])
    path = written(tmp_path_factory.mktemp("files"), text.getvalue().encode(encoding))
    headings, found = read(path)
    assert headings == ("første", "andre", "tredje")
    assert [row.cells for row in found] == rows


def workbook(tmp_path, rows, name="book.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = tmp_path / name
    book.save(path)
    return path


def test_a_workbook_gives_typed_cells_and_short_rows_are_filled_up(tmp_path):
    path = workbook(tmp_path, [["Nr", "Navn", "Sum"], [1, "Blåbær", 12.5], [2, "Kort"]])
    headings, rows = read(path)
    assert headings == ("Nr", "Navn", "Sum")
    assert [row.cells for row in rows] == [[1, "Blåbær", 12.5], [2, "Kort", None]]
    assert [row.number for row in rows] == [2, 3]


def test_a_workbook_is_known_by_its_bytes_and_not_by_its_name(tmp_path):
    """An upload lies on disk under a random name without an ending."""
    path = workbook(tmp_path, [["Nr"], [1]]).rename(tmp_path / "k3J_x")
    assert read(path)[0] == ("Nr",)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"  \r\n \r\n", EmptyFile),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\x03\x00\x09", NotATable),
        (bytes(range(256)) * 8, NotATable),
        (("Dato;Beløp\n" * 9).encode("utf-16") + b"<", NotATable),
        (("Dato;Belop\n" * 9).encode("utf-16-le")[:-1], NotATable),
        (b"PK\x03\x04 but no more than that", BrokenWorkbook),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(tmp_path, content, error):
    with pytest.raises(error):
        sheet.preview(written(tmp_path, content))


def test_a_heading_alone_is_an_empty_file(tmp_path):
    with pytest.raises(EmptyFile):
        sheet.preview(written(tmp_path, b"Navn;Sted\r\n"))


def test_a_truncated_workbook_is_refused(tmp_path):
    whole = workbook(tmp_path, [["a"], *([i] for i in range(500))]).read_bytes()
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(BrokenWorkbook):
            sheet.preview(written(tmp_path, whole[: int(len(whole) * share)]))


def test_another_zip_is_no_workbook(tmp_path):
    path = tmp_path / "photos.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    with pytest.raises(NotATable):
        sheet.preview(path)


def test_a_zip_bomb_is_refused_without_being_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (40 << 20))
    with pytest.raises(TooLarge):
        sheet.preview(path)


ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'


def rewritten(tmp_path, source, part, change):
    """The workbook with one of its parts changed."""
    path = tmp_path / "rewritten.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith(part) else content)
    return path


@pytest.mark.parametrize(
    "before",
    [
        ENTITY,
        "<!-- " + "x" * 5000 + " -->" + ENTITY,
        "<!DOCTYPE x>",
        '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml.rels", "styles.xml"])
def test_xml_that_may_declare_entities_is_refused(tmp_path, before, encoding, part):
    def declared(content):
        mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
        text = content.decode()
        xml = text[text.find("?>") + 2 :] if text.startswith("<?xml") else text
        named = "utf-16" if "16" in encoding else encoding
        return mark + f'<?xml version="1.0" encoding="{named}"?>{before}{xml}'.encode(encoding)

    source = workbook(tmp_path, [["a", "b"], [1, "tekst"]])
    with pytest.raises(BrokenWorkbook):
        sheet.preview(rewritten(tmp_path, source, part, declared))


def test_a_picture_and_words_like_a_declaration_in_a_workbook_do_no_harm(tmp_path):
    path = workbook(tmp_path, [["a"], [ENTITY]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(5000))
    assert [row.cells for row in read(path)[1]] == [[ENTITY]]


def test_a_formula_without_a_stored_value_is_told_apart_from_an_empty_cell(tmp_path):
    path = workbook(tmp_path, [["Nr", "Sum", "Tom"], [1, "=2*3", None], [2, 7, "=A3"]])
    _headings, rows = read(path)
    assert [row.cells for row in rows] == [[1, UNCALCULATED, None], [2, 7, UNCALCULATED]]
    assert sheet.preview(path).samples[1] == ("(formula)", "7")

    def calculated(content):
        content = content.replace(b"<v></v>", b"<v />")  # as it is written with lxml
        content = content.replace(b"<f>2*3</f><v />", b"<f>2*3</f><v>6</v>")
        return content.replace(b'<c r="C3"><f>A3</f><v />', b'<c r="C3" t="str"><f>A3</f><v></v>')

    _headings, rows = read(rewritten(tmp_path, path, "sheet1.xml", calculated))
    assert [row.cells for row in rows] == [[1, 6, None], [2, 7, None]]


def test_a_million_columns_and_endless_cells_are_refused(tmp_path):
    with pytest.raises(TooLarge):
        sheet.preview(written(tmp_path, b";".join([b"a"] * 1_000_000) + b"\n1;2\n"))
    with pytest.raises(FileRefused):
        sheet.preview(written(tmp_path, b'a;b\n"' + b"x" * 200_000))
