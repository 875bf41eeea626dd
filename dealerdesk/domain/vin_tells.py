"""What a VIN tells by itself: where and by whom the vehicle was built, and in which years perhaps."""

from __future__ import annotations

from dataclasses import dataclass

from dealerdesk.domain.findings import Finding
from dealerdesk.domain.makes import names_of_make
from dealerdesk.domain.vin import LENGTH, inspect_vin, model_year_candidates
from dealerdesk.domain.wmi import Region, country_of, maker_of, region_of

_MAKER_LETTERS = 3
_WHOLLY_UPPER = 3


@dataclass(frozen=True, slots=True)
class VinTells:
    """A VIN in its normal form and what stands in it; `years` are model years, the latest first.

    `make` is the make in Latin letters, `make_chinese` in simplified characters; empty where none is known.
    """

    vin: str
    region: Region | None
    country: str | None
    maker: str | None
    make: str
    make_chinese: str
    years: tuple[int, ...]
    error: Finding | None
    warning: Finding | None

    @property
    def missing(self) -> int:
        """How many characters are still to come; below zero when there are too many."""
        return LENGTH - len(self.vin)


def what_vin_tells(text: str, *, latest: int) -> VinTells:
    """Read a VIN, also one that is typed to its first characters only; `latest` is the latest model year."""
    report = inspect_vin(text)
    vin = report.vin
    maker = maker_of(vin) if len(vin) >= _MAKER_LETTERS else None
    latin, chinese = _make_of(maker) if maker else ("", "")
    return VinTells(
        vin=vin,
        region=region_of(vin),
        country=country_of(vin),
        maker=maker,
        make=latin,
        make_chinese=chinese,
        years=tuple(reversed(model_year_candidates(vin, latest=latest))) if not report.error else (),
        error=report.error if vin else None,
        warning=report.warning,
    )


def _make_of(maker: str) -> tuple[str, str]:
    """The make that a maker's name contains (SAIC Volkswagen: Volkswagen, 大众), else the name itself."""
    own = maker.replace("-", " ").replace("(", " ").replace(")", " ").split()
    words = tuple(word.casefold() for word in (maker.replace(" ", ""), *own))
    names = names_of_make(words)
    if not names:
        return maker, ""
    latin = max((name for name in names if name.isascii()), key=len)
    written = next((word for word in own if word.casefold() == latin), "")
    return written or capitalised(latin), next((name for name in names if not name.isascii()), "")


def capitalised(make: str) -> str:
    """A make in small Latin letters as makes are written: ``BMW``, ``Land Rover``."""
    return make.upper() if len(make) <= _WHOLLY_UPPER else make.replace("-", " ").title()
