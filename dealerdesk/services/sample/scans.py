"""The scans of a sample: drawn for the first files, shared by the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, NamedTuple

from dealerdesk.domain.amounts import from_stored
from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.sample.chance import Chance
from dealerdesk.services.sample.dealership import Graph
from dealerdesk.services.sample.drawing import Form, can_draw_chinese, draw
from dealerdesk.services.sample.jobs import LANGUAGE, Words
from dealerdesk.services.sample.rows import Ids, NewDocument, NewScan
from dealerdesk.vault import StoredScan, Vault

DRAWING_SCANS = Message("drawing_scans", "Drawing scans")

_THREADS: Final = 2
_AT_ONCE: Final = 64
_HOUSE: Final[Words] = ("宏图汽车销售服务有限公司", "宏圖汽車股份有限公司", "Hongtu Motors")
_TITLES: Final[dict[DocumentType, Words]] = {
    DocumentType.PURCHASE_INTENTION: ("购车意向表", "購車意向表", "Purchase intention"),
    DocumentType.SALES_CONTRACT: ("新车销售合同", "新車銷售合約", "Sales contract"),
    DocumentType.PREPARATION_ORDER: ("新车准备任务书", "新車準備任務書", "Preparation order (PDI)"),
    DocumentType.DELIVERY_CHECKLIST: ("交车检查表", "交車檢查表", "Delivery checklist"),
    DocumentType.VEHICLE_INVOICE: ("机动车销售统一发票", "新車發票", "Vehicle invoice"),
    DocumentType.CONFORMITY_CERTIFICATE: ("车辆合格证", "車輛合格證", "Certificate of conformity"),
    DocumentType.REGISTRATION_CERTIFICATE: ("机动车行驶证", "行車執照", "Registration certificate"),
    DocumentType.INSURANCE_POLICY: ("机动车保险单", "汽車保險單", "Insurance policy"),
    DocumentType.OTHER_SALES: ("其他销售文件", "其他銷售文件", "Other document"),
    DocumentType.REPAIR_ORDER: ("维修委托书", "維修委託書", "Repair order"),
    DocumentType.PARTS_ISSUE_SLIP: ("备件出库单", "零件領料單", "Parts issue slip"),
    DocumentType.SETTLEMENT_STATEMENT: ("结算单", "結算單", "Settlement statement"),
    DocumentType.INSPECTION_RESULT: ("检测结果", "檢測結果", "Inspection result"),
    DocumentType.OTHER_SERVICE: ("其他维修文件", "其他維修文件", "Other service document"),
}
_LABELS: Final = (
    ("编号", "日期", "车牌号", "车辆识别代号", "发动机号", "厂牌车型", "颜色", "客户", "电话", "金额"),
    ("編號", "日期", "牌照號碼", "車身號碼", "引擎號碼", "廠牌車型", "顏色", "客戶", "電話", "金額"),
    ("Number", "Date", "Plate", "VIN", "Engine number", "Vehicle", "Colour", "Customer", "Phone", "Amount"),
)
_TERMS: Final = (
    (
        "双方确认上述内容真实无误，一式两份，双方各执一份。",
        "客户已核对车辆及随车物品，无异议。",
        "未尽事宜由双方协商解决。",
    ),
    (
        "雙方確認上述內容真實無誤，一式兩份，雙方各執一份。",
        "客戶已核對車輛及隨車物品，無異議。",
        "未盡事宜由雙方協商解決。",
    ),
    (
        "Both parties confirm the above; each keeps one signed copy.",
        "The customer has checked the vehicle and what came with it.",
        "Whatever is not settled here is settled by agreement.",
    ),
)
# Photographed with a phone rather than scanned.
_PHOTOGRAPHED: Final = frozenset(
    {
        DocumentType.REGISTRATION_CERTIFICATE,
        DocumentType.VEHICLE_INVOICE,
        DocumentType.CONFORMITY_CERTIFICATE,
        DocumentType.DELIVERY_CHECKLIST,
        DocumentType.INSPECTION_RESULT,
    }
)
_ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg"}


class _Paper(NamedTuple):
    """A scan that is to be drawn."""

    document: NewDocument
    form: Form
    values: tuple[str, ...]


class ScanRoom:
    """Draws the scans of the first files and hands them out to the documents of all."""

    def __init__(self, vault: Vault, ids: Ids, seed: int) -> None:
        self._vault = vault
        self._ids = ids
        self._chance = Chance(f"scans {seed}")
        self._own: dict[int, StoredScan] = {}
        self._shared: dict[str, list[StoredScan]] = {}

    def draw(self, graphs: Sequence[Graph], progress: Progress) -> None:
        """Draw the scans of these files and put them into the vault, to be shared by type."""
        papers = [paper for graph in graphs for paper in _papers(graph)]
        with ThreadPoolExecutor(_THREADS, "drawing") as threads:
            for start in range(0, len(papers), _AT_ONCE):
                progress.step(DRAWING_SCANS, start, len(papers))
                batch = papers[start : start + _AT_ONCE]
                for paper, scan in zip(batch, threads.map(self._store, batch), strict=True):
                    self._own[paper.document.id] = scan
                    self._shared.setdefault(paper.document.type, []).append(scan)

    def rows(self, graph: Graph) -> Iterator[NewScan]:
        """The scans of one file's documents."""
        for document in graph.papers.documents:
            if document.id in graph.papers.scanned:
                scan = self._own.get(document.id) or self._borrowed(document)
                if scan:
                    yield self._row(graph, document, scan)

    def _borrowed(self, document: NewDocument) -> StoredScan | None:
        shared = self._shared.get(document.type)
        return self._chance.pick(shared) if shared else None

    def _row(self, graph: Graph, document: NewDocument, scan: StoredScan) -> NewScan:
        return NewScan(
            id=self._ids.next(NewScan),
            document_id=document.id,
            sha256=scan.sha256,
            name=f"{document.type}-{graph.file.vin[-6:]}.{_ENDINGS[scan.media_type.value]}",
            media_type=scan.media_type.value,
            size=scan.size,
            pages=scan.pages,
            added_at=document.created_at,
        )

    def _store(self, paper: _Paper) -> StoredScan:
        return self._vault.store_bytes(draw(paper.form, paper.values), paper.document.type)


def _papers(graph: Graph) -> Iterator[_Paper]:
    language = LANGUAGE[graph.market] if can_draw_chinese() else LANGUAGE[Market.UNITED_KINGDOM]
    for document in graph.papers.documents:
        if document.id in graph.papers.scanned:
            type_ = DocumentType(document.type)
            yield _Paper(document, _form(type_, language), _values(graph, document))


@cache
def _form(type_: DocumentType, language: int) -> Form:
    return Form(
        house=_HOUSE[language],
        title=_TITLES[type_][language],
        labels=_LABELS[language],
        terms=_TERMS[language],
        pages=2 if type_ is DocumentType.SALES_CONTRACT else 1,
        photographed=type_ in _PHOTOGRAPHED,
    )


def _values(graph: Graph, document: NewDocument) -> tuple[str, ...]:
    file, owner = graph.file, graph.owner
    return (
        document.number or file.file_no,
        document.dated or "",
        file.plate or "",
        file.vin,
        file.engine_no,
        f"{file.make} {file.model}",
        file.colour,
        owner.name,
        owner.phone,
        f"{from_stored(document.amount):,.2f}" if document.amount else "",
    )
