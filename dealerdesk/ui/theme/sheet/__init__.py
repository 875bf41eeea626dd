"""Qt's style sheet, generated from colours and measures; widgets ask for a look by properties.

``text_kind`` on a QLabel is a kind of text, ``look`` on a QPushButton or QFrame a kind of control.
"""

from __future__ import annotations

from dealerdesk.ui.theme.colours import Colours
from dealerdesk.ui.theme.sheet import controls, counting, grounds, lettering, parts

_RULES = (
    *(grounds.grounds, grounds.panels, grounds.import_page, grounds.file_page, lettering.labels),
    *(controls.buttons, controls.fields, controls.inputs, controls.choosers),
    *(parts.tables, parts.small_parts, parts.offers, parts.slots),
    counting.counting,
)


def style_sheet(c: Colours) -> str:
    """The style sheet of the whole application in colours `c`."""
    return "\n".join(rules(c) for rules in _RULES)
