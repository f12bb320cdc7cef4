"""The options of `python -m moment_ui import`, apart from what they need, which takes time to load."""

import argparse
from pathlib import Path

from moment_ui.models.importing import ImportKind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", nargs="?", type=Path, help="a CSV or XLSX file")
    parser.add_argument("--company", required=True, help="the company's database code")
    parser.add_argument("--kind", choices=[kind.value for kind in ImportKind])
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar='"THEIR COLUMN=FIELD"',
        help="which field a column is, instead of the guess; an empty field leaves the column out",
    )
    parser.add_argument("--decimal", choices=[",", "."], default="", help="the decimal sign")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--valid-rows", action="store_true", help="leave wrong rows out")
    parser.add_argument("--undo", type=int, metavar="ID", help="take an import back")
    parser.add_argument("--history", action="store_true", help="list the imports so far")
