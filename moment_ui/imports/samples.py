"""Sample files: the fields of a kind with an example under each, ready for a spreadsheet."""

import csv
import io

from moment_ui.imports.kind import Columns


def sample_file(kind: Columns) -> bytes:
    """A CSV file with the fields that have examples; Excel opens it as it is."""
    shown = [each for each in kind.fields if each.example]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([each.label for each in shown])
    writer.writerow([each.example for each in shown])
    return text.getvalue().encode("utf-8-sig")
