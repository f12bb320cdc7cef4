"""What a measurement says: a value, the floor it is held against, the target, and whether it holds."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `floor` was measured in the same run; None where there is none."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    target: str
    passed: bool


def within(name: str, value: float, floor: float, most: float, unit: str = "ms") -> Figure:
    """A value that may be at most `most` times the floor."""
    ratio = value / floor
    return Figure(name, value, unit, floor, ratio, f"<= {most:g} x floor", ratio <= most)


def faster(name: str, value: float, other: float, least: float, unit: str = "s") -> Figure:
    """A value that must be at least `least` times smaller than what it is compared with."""
    ratio = other / value
    return Figure(name, value, unit, other, ratio, f">= {least:g} x faster", ratio >= least)


def at_most(name: str, value: float, limit: float, unit: str = "ms") -> Figure:
    """A value with a limit of its own."""
    return Figure(name, value, unit, None, None, f"<= {limit:g} {unit}", value <= limit)


def told(name: str, value: float, unit: str) -> Figure:
    """A value without a target, told for its own sake."""
    return Figure(name, value, unit, None, None, "-", passed=True)


def line(figure: Figure) -> str:
    """One figure on one line."""
    floor = f"{figure.floor:,.2f}" if figure.floor is not None else "-"
    ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else "-"
    verdict = "PASS" if figure.passed else "FAIL"
    value = f"{figure.value:,.2f} {figure.unit}"
    return f"{figure.name:<58}{value:>16}{floor:>12}{ratio:>8}  {figure.target:<16}{verdict}"


def heading() -> str:
    """What stands above the lines."""
    return f"{'figure':<58}{'value':>16}{'floor':>12}{'ratio':>8}  {'target':<16}"


def keep(figures: Iterable[Figure], path: Path = RESULTS) -> None:
    """Write the figures, replacing those of the same name that were kept before."""
    kept = {each["name"]: each for each in (json.loads(path.read_text()) if path.exists() else [])}
    for figure in figures:
        kept[figure.name] = {**asdict(figure), **_rounded(figure)}
    path.write_text(json.dumps(list(kept.values()), indent=1) + "\n")


def _rounded(figure: Figure) -> dict[str, float | None]:
    return {
        name: None if number is None else round(number, 4)
        for name, number in (
            ("value", figure.value),
            ("floor", figure.floor),
            ("ratio", figure.ratio),
        )
    }
