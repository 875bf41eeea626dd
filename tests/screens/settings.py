"""The settings page: every section, and what is asked and told there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.files import FileKind
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from dealerdesk.ui.settings.dealership import DealershipSection
from dealerdesk.ui.settings.page import SettingsPage
from dealerdesk.ui.settings.required import RequiredSection
from dealerdesk.ui.settings.safekeeping import SafekeepingSection
from dealerdesk.ui.settings.section import SettingsSection
from dealerdesk.ui.welcome.already_open import AlreadyOpen
from tests.support.screens import SMALL, Release, Screen
from tests.support.windows import settle, wait_until

_S = TypeVar("_S", bound=SettingsSection)


def section(session: Session, name: str, kind: type[_S]) -> _S:
    session.window.go(Place(PageName.SETTINGS, words=name))
    settle(session)
    page = session.window.current
    assert isinstance(page, SettingsPage)
    assert isinstance(page.section, kind)
    return page.section


def go_to(name: str) -> Callable[[Session], None]:
    def reach(session: Session) -> None:
        section(session, name, SettingsSection)

    return reach


def type_what_is_refused(session: Session) -> None:
    field = section(session, "dealership", DealershipSection).inputs["working_hours"]
    field.input.write("nine to five")
    field.finish()


def ask_for_another_market(session: Session) -> None:
    market = section(session, "dealership", DealershipSection).inputs["market"]
    market.input.write("US")
    market.finish()


def tick_differently(session: Session) -> None:
    ticks = section(session, "required", RequiredSection).ticks.ticks
    ticks[FileKind.NEW_SALE, DocumentType.PURCHASE_INTENTION].click()
    ticks[FileKind.USED_SALE, DocumentType.REGISTRATION_CERTIFICATE].click()


def back_up(session: Session) -> None:
    shown = section(session, "data", SafekeepingSection)
    shown.backup_button.click()
    settle(session)


def find_something_amiss(session: Session) -> None:
    shown = section(session, "data", SafekeepingSection)
    desk = session.desk
    assert isinstance(desk, Desk)
    for sha256 in list(desk.vault.hashes()):
        desk.vault.path_of(sha256).unlink()
    shown.check_button.click()
    settle(session)


def say_that_another_window_hangs(session: Session) -> Release:
    dialog = AlreadyOpen(session.window.folder, session.window)
    dialog.open()
    wait_until(dialog.isVisible)
    return dialog.deleteLater


SCREENS = (
    Screen("settings", "full", go_to("dealership")),
    Screen("settings-problem", "full", type_what_is_refused),
    Screen("settings-market", "full", ask_for_another_market),
    Screen("settings-required", "full", go_to("required"), is_main=True),
    Screen("settings-required-effect", "full", tick_differently),
    Screen("settings-required-small", "full", tick_differently, SMALL),
    Screen("settings-this-pc", "full", go_to("this_pc")),
    Screen("settings-data", "full", go_to("data")),
    Screen("settings-backed-up", "imported", back_up),
    Screen("settings-amiss", "full", find_something_amiss),
    Screen("settings-user", "empty", go_to("user")),
    Screen("settings-about", "empty", go_to("about")),
    Screen("settings-small", "full", go_to("dealership"), SMALL),
    Screen("already-open", "empty", say_that_another_window_hangs),
)
