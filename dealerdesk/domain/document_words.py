"""Other words by which the trade calls types of documents, and what it says of their paper.

They are understood in spreadsheets and in the names of scans; the codes and the English labels count besides.
Words are compared in simplified characters. Sources: product.md, "Vocabulary", and the forms of the trade.
"""

from __future__ import annotations

from typing import Final

from dealerdesk.domain.documents import DocumentType, Paper

TYPE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    DocumentType.PURCHASE_INTENTION: (
        "purchase intention", "intention form", "purchase enquiry", "purchase inquiry", "order form",
        "购车意向表", "购车意向书", "购车意向", "意向表", "意向书", "意向单", "购车订单", "订车单",
    ),
    DocumentType.SALES_CONTRACT: (
        "contract", "sale contract", "contract of sale", "sales agreement", "purchase contract",
        "purchase agreement", "bill of sale", "buyers order", "新车销售合同", "销售合同", "购车合同",
        "买卖合同", "汽车买卖合同", "车辆买卖合同", "二手车买卖合同", "合同", "新车销售合约", "销售合约",
        "购车合约", "买卖合约", "买卖契约", "买卖契约书", "合约", "合约书",
    ),
    DocumentType.PREPARATION_ORDER: (
        "preparation order", "pdi", "pdi order", "pdi sheet", "pdi checklist", "pre-delivery inspection",
        "new vehicle preparation", "新车准备任务书", "新车准备任务书（pdi）", "新车准备任务书pdi",
        "准备任务书", "新车准备单", "新车整备单", "整备单", "pdi检查表", "pdi检测表", "pdi检查单",
        "售前检查表", "新车检查表",
    ),
    DocumentType.DELIVERY_CHECKLIST: (
        "delivery check list", "handover checklist", "delivery sheet", "handover sheet", "delivery note",
        "delivery inspection", "交车检查表", "交车检查单", "交车确认单", "交车单", "交车表", "交车清单",
        "交车确认表", "点交单", "交车点交表",
    ),
    DocumentType.VEHICLE_INVOICE: (
        "invoice", "sales invoice", "car invoice", "purchase invoice", "新车发票", "购车发票", "车辆发票",
        "机动车发票", "机动车销售统一发票", "统一发票", "销售发票", "发票",
    ),
    DocumentType.CONFORMITY_CERTIFICATE: (
        "certificate of conformity", "coc", "conformity", "manufacturers certificate", "合格证",
        "车辆合格证", "整车合格证", "机动车合格证", "出厂合格证", "出厂证明", "合格证明",
        "车辆一致性证书",
    ),
    DocumentType.REGISTRATION_CERTIFICATE: (
        "registration", "vehicle registration", "registration document", "registration card", "v5c", "v5",
        "log book", "logbook", "title", "行驶证", "机动车行驶证", "行车证", "行车执照", "行照",
        "登记证书", "机动车登记证书", "车辆登记证",
    ),
    DocumentType.INSURANCE_POLICY: (
        "insurance", "policy", "insurance certificate", "insurance card", "certificate of insurance",
        "保险单", "保单", "交强险", "交强险保单", "交强险保险单", "商业险", "商业险保单", "商业险保险单",
        "强制险", "强制险保单", "强制险保险单", "任意险", "任意险保单", "强制险保险卡", "保险卡", "保险",
    ),
    DocumentType.OTHER_SALES: (
        "other sales", "other sales paper", "sales other", "其他销售文件", "其他销售资料", "其他售车资料",
        "其它销售文件", "其它销售资料", "销售其他",
    ),
    DocumentType.REPAIR_ORDER: (
        "ro", "work order", "job card", "job sheet", "service order", "维修委托书", "委托书",
        "维修委托单", "委托单", "维修工单", "工单", "维修单", "施工单", "派工单", "接车单", "工令单",
    ),
    DocumentType.PARTS_ISSUE_SLIP: (
        "parts slip", "issue slip", "parts issue", "parts requisition", "picking slip", "pick list",
        "备件出库单", "配件出库单", "零件出库单", "出库单", "领料单", "零件领料单", "备件领料单",
        "配件领料单",
    ),
    DocumentType.SETTLEMENT_STATEMENT: (
        "settlement", "statement", "settlement sheet", "repair invoice", "service invoice", "repair bill",
        "结算单", "维修结算单", "结算清单", "维修发票", "结账单", "维修结账单",
    ),
    DocumentType.INSPECTION_RESULT: (
        "inspection", "inspection report", "inspection sheet", "test result", "test report",
        "health check", "mot certificate", "mot", "检测结果", "检测报告", "检测单", "检验报告",
        "检验结果", "检查报告", "检测表", "验车单", "检验单",
    ),
    DocumentType.OTHER_SERVICE: (
        "other service", "other service paper", "service other", "other repair document", "其他维修文件",
        "其他维修资料", "其它维修文件", "其它维修资料", "其他售后资料", "维修其他",
    ),
}  # fmt: skip
PAPER_WORDS: Final[dict[str, tuple[str, ...]]] = {
    Paper.PRESENT: (
        "there", "yes", "y", "in file", "filed", "ok", "original", "✓", "✔", "√", "☑", "已有", "有",
        "在", "在档", "在册", "是", "原件", "有原件", "正本", "已收", "齐", "齐全",
    ),
    Paper.MISSING: (
        "no", "n", "lost", "absent", "not there", "none", "✗", "✘", "×", "☒", "缺失", "缺漏", "缺", "无",
        "没有", "否", "遗失", "丢失", "缺件", "未收", "无原件", "不在",
    ),
    Paper.NOT_APPLICABLE: (
        "na", "not required", "not needed", "exempt", "不适用", "不需要", "无需", "免", "不用", "毋需",
    ),
    Paper.CHECKED_OUT: (
        "out", "borrowed", "lent", "lent out", "on loan", "taken out", "signed out", "已借出", "借出",
        "外借", "借走", "已外借", "调出", "借阅中",
    ),
}  # fmt: skip
