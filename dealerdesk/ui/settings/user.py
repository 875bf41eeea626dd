"""The section of the user: the name under which the history keeps what you do, and your role."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.users import ROLE_LABELS
from dealerdesk.services.users import UserDetail
from dealerdesk.ui.formats import label
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import SettingsSection, words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

TITLE = Message("ui.settings_user", "User")
ABOUT = Message("ui.settings_user_about", "Who works here. The history keeps every change under this name.")
NAME = Message("ui.user_name", "Your name")
ROLE = Message("ui.user_role", "Role")
RENAMED = Message("ui.user_renamed", "You are {name} now.")
NOTHING_TO_SAVE = Message("ui.user_nothing_to_save", "The name is saved already.")
TOPIC = "settings.user"


class UserSection(SettingsSection):
    """Shows who works now, and lets them give their name."""

    title, about, icon = TITLE, ABOUT, "user"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._user: UserDetail | None = None
        self.name = FieldInput(Field("user_name", FieldType.TEXT, NAME))
        self.name.setFixedWidth(m.SETTING_INPUT)
        self.name.setEnabled(False)  # until it is known
        self._labels = words_of("second"), words_of("second")
        self.role = words_of("second")
        self.setFocusProxy(self.name.editor)
        for words, part in zip(self._labels, (self.name, self.role), strict=True):
            words.setFixedWidth(m.SETTING_LABEL)
            words.setMinimumHeight(m.CONTROL)
            row = QHBoxLayout()
            row.setSpacing(m.GAP_4)
            row.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(part)
            row.addStretch(1)
            self.add(row)
        self._labels[0].setBuddy(self.name.editor)
        self.name.edited.connect(self.name.show_problem)
        self.name.finished.connect(self.save)
        retell(self, self._tell)

    def reload(self) -> None:
        """Read who works now."""
        self.workplace.tasks.read(TOPIC, self.workplace.desk.users.get_current, self._on_read)

    def save(self) -> None:
        """Save the name that was typed."""
        if not self.name.is_changed:
            return
        name, seen, users = self.name.text, self.name.shown, self.workplace.desk.users
        self.workplace.tasks.write(
            lambda: users.rename_current(name, seen=seen), self._on_renamed, self._on_refused
        )

    def why_not_save(self) -> Message | None:
        """Whether another name was typed."""
        return None if self.name.is_changed else NOTHING_TO_SAVE

    def _on_read(self, user: UserDetail) -> None:
        self._user = user
        if not self.name.isEnabled() or not self.name.is_changed:
            self.name.setEnabled(True)
            self.name.show_text(user.name)
        self._tell()

    def _on_renamed(self, user: UserDetail) -> None:
        self._user = user
        self.name.show_text(user.name)
        self.name.show_problem()
        self.workplace.say(RENAMED.said(name=user.name))

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, DealerDeskError):
            self.name.show_problem(str(error))
        else:
            self.workplace.fail(error)

    def _tell(self) -> None:
        for words, name in zip(self._labels, (NAME, ROLE), strict=True):
            words.setText(name.said())
        self.role.setText(label(ROLE_LABELS[self._user.role]) if self._user else "")
