"""The counting page: its scan field, verdicts in their colours, cabinets, and what nobody has seen yet."""

from __future__ import annotations

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import Colours
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.sheet.lettering import type_of


def counting(c: Colours) -> str:
    """All of it."""
    rules = [
        f"""
QFrame[look="scan"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.input_border};
    border-radius: {m.RADIUS_CARD}px; margin: 1px; }}
QFrame[look="scan"][focused="true"] {{ border: {m.FOCUS_RING}px solid {c.accent}; margin: 0; }}
QFrame[look="scan"]:disabled {{ background: {c.subtle}; border-color: {c.border}; }}
QFrame[look="scan"] QLineEdit {{ background: transparent; border: none; padding: 0; color: {c.text};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; {type_of(Text.SECTION)}
    font-weight: {int(Text.BODY.weight)}; }}
QPushButton[look="cabinet"] {{ background: transparent; border: {m.FOCUS_RING}px solid transparent;
    border-radius: {m.RADIUS_CONTROL}px; padding: 0; min-height: {m.SLOT - 2 * m.FOCUS_RING}px; }}
QPushButton[look="cabinet"]:hover {{ background: {c.hover}; }}
QPushButton[look="cabinet"]:checked {{ background: {c.accent_tint}; }}
QPushButton[look="cabinet"]:focus {{ border-color: {c.accent}; }}
QFrame[look="unseen"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.warn_fill};
    border-left: {m.SELECTION_BAR}px solid {c.warn_fill}; border-top-right-radius: {m.RADIUS_CARD}px;
    border-bottom-right-radius: {m.RADIUS_CARD}px; }}
QFrame[look="sign_off"] {{ background: {c.subtle}; border: none;
    border-top: {m.BORDER}px solid {c.border}; }}"""
    ]
    for role, ground, edge, ink in (
        ("ok", c.ok_tint, c.ok_fill, c.ok),
        ("accent", c.accent_tint, c.accent, c.accent),
        ("warn", c.warn_tint, c.warn_fill, c.warn),
        ("bad", c.bad_tint, c.bad_fill, c.bad),
        ("text_2", c.subtle, c.input_border, c.text_2),
    ):
        rules.append(f"""
QFrame[look="verdict"][role="{role}"] {{ background: {ground}; border: none;
    border-left: {2 * m.SELECTION_BAR}px solid {edge}; border-top-right-radius: {m.RADIUS_CARD}px;
    border-bottom-right-radius: {m.RADIUS_CARD}px; }}
QLabel[text_kind="verdict_{role}"] {{ color: {ink}; {type_of(Text.PLATE)} }}""")
    return "\n".join(rules)
