"""What people of the sample's house write in its audits: the house is a Chinese one."""

from __future__ import annotations

from typing import Final

from dealerdesk.domain.audits import Fault

FULL_TITLE: Final = "{year} 年度车辆档案盘点"
CABINET_TITLE: Final = "{year} 年 {cabinet} 柜档案盘点"

REASONS: Final = {
    Fault.MISSING: (
        ("外借未登记，经手人已离职", "逐柜复查；仍未找到则按扫描件补建档案"),
        ("办理过户时借出，未归还", "联系客户取回档案袋"),
        ("搬柜时遗失", "按扫描件补建档案，原件登报作废"),
    ),
    Fault.MISPLACED: (
        ("归档时放错柜", "已放回原位"),
        ("维修后未归位", "已放回原位，提醒前台当天归档"),
        ("同名客户的档案放在一起", "已分开并放回原位"),
    ),
    Fault.CONFLICT: (
        ("初盘时档案袋夹在旁边的档案里", "两人一起复点，档案在原位"),
        ("初盘时档案在客服桌上", "两人一起复点，已归位"),
    ),
    Fault.PAPER: (
        ("客户借用原件办理年检", "请客户下次进店时带回"),
        ("交车时漏收", "联系客户补交复印件"),
        ("原件受潮，字迹不清", "向开具方补打一份"),
    ),
    Fault.SCAN: (
        ("扫描时缺页", "重新扫描"),
        ("照片模糊，看不清号码", "重新扫描原件"),
        ("当时扫描仪故障，未补扫", "补扫"),
    ),
    Fault.CARD: (
        ("客户换了手机号，只改了纸卡", "电话核实后更新系统"),
        ("登记时抄错一位", "按证件更正"),
    ),
    Fault.UNKNOWN: (
        ("旧系统的标签，档案已换新号", "撕下旧标签，补打新标签"),
        ("寄售车的档案，不在本店名下", "退还寄售方并登记"),
    ),
    Fault.ARCHIVED: (("已归档车辆的档案未移出", "移入归档箱"),),
}
"""Cause and action of a discrepancy."""

PAPER_NOTES: Final = ("档案袋内没有", "只有复印件", "字迹不清")
SCAN_NOTES: Final = ("缺第二页", "照片模糊", "扫描件打不开")
REASON_OF_NOTE: Final = {
    **dict(zip(PAPER_NOTES, REASONS[Fault.PAPER], strict=True)),
    **dict(zip(SCAN_NOTES, REASONS[Fault.SCAN], strict=True)),
}
"""Cause and action that go with what was noted of a document."""
SEEN_ELSEWHERE: Final = ("前台", "维修接待", "财务室")
"""Where folders lie that stand at no other folder's place."""
MISSED_AGAIN: Final = "去年盘点时也没有找到，柜内只有空的吊夹。"
UNKNOWN_LABEL: Final = "标签褪色，档案袋内只有一张旧保单。"
