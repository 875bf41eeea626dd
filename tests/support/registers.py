"""A register as a dealership may have it: most of it known already, some of it new, wrong, or doubtful."""

from __future__ import annotations

from pathlib import Path

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.vin import vin_with_check_digit
from tests.support.importing import query
from tests.support.spreadsheets import workbook

HEADINGS = ["车牌号", "车架号", "车主", "手机", "车型", "颜色", "登记日期", "最近进店日期", "业务员", "顺序"]
NAME = "客户名单2026.xlsx"
_KNOWN = (
    "SELECT f.plate, f.vin, c.name, c.phone, f.model, f.colour, '', f.last_visit FROM vehicle_file f "
    "JOIN customer c ON c.id = f.customer_id WHERE f.archived_at IS NULL AND f.vin IS NOT NULL "
    "AND f.plate IS NOT NULL ORDER BY f.id LIMIT ?"
)


def register_of(desk: Desk, folder: Path, known: int = 30, new: int = 6) -> Path:
    """A workbook over files of `desk`: two names and a plate differ, two VINs are wrong, some values changed.

    Its headings stand in row 3, below a title; the last column is not known.
    """
    rows = [[str(cell or "") for cell in row] for row in query(desk, _KNOWN, known)]
    rows[1][2], rows[4][2] = "陈佳怡", "钟文茂"
    rows[2][0] = rows[9][0]
    rows[5][1] = rows[5][1][:-1]
    rows[6][7] = "2023/13/02"
    for place in range(10, min(known, 18)):
        rows[place][3] = f"1380013{place:04}"
        rows[place][5] = "珠光白"
    rows += [_new_row(place) for place in range(new)]
    numbered = [[*row, "", str(place)] for place, row in enumerate(rows, start=1)]
    return workbook(folder / NAME, [["海港汽车 客户名单"], [], HEADINGS, *numbered], "车辆档案")


def _new_row(place: int) -> list[str]:
    vin = vin_with_check_digit(f"LSVAM4180C21{place:05}")
    names = ("周婉敏", "许雅雯", "孙立群", "Oliver Grant", "Sophie Laurent", "何丽")
    return [
        f"苏A·{place:02}K8{place % 10}",
        vin,
        names[place % len(names)],
        f"1390755{place:04}",
        "途观L",
        "黑",
        "2024-05-06",
        "",
    ]
