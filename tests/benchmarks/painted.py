"""A process that opens a window and tells on the system's clock when what was painted, then closes it.

``python painted.py bare`` opens Qt's plainest main window, ``python painted.py shell FOLDER`` DealerDesk.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow

_SIZE = (1280, 800)


class PaintWatch(QObject):
    """Tells of the first paint of a main window, then of the first of a list with rows in it.

    Until the window is painted it hears that window alone: each object that a listener to everything is
    handed becomes one of Python's, which would be measured along.
    """

    def __init__(self, application: QApplication, last: str) -> None:
        super().__init__()
        self._application = application
        self._last = last
        self._seen: set[str] = set()
        show = QMainWindow.show

        def show_watched(window: QMainWindow) -> None:
            window.installEventFilter(self)
            show(window)

        QMainWindow.show = show_watched  # type: ignore[assignment, method-assign]  # all windows come by

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            if isinstance(watched, QMainWindow):
                self._see("window")
            elif _has_rows(watched.parent()):
                self._see("rows")
        return False

    def _see(self, name: str) -> None:
        """The event is on its way in; when it is done, the turn of what is due now comes."""
        if name not in self._seen:
            self._seen.add(name)
            QTimer.singleShot(0, self, lambda: self._tell(name))

    def _tell(self, name: str) -> None:
        sys.stdout.write(f"{name} {time.monotonic()}\n")
        if name == "window":
            self._application.installEventFilter(self)
        if name == self._last:
            self._application.removeEventFilter(self)
            self._application.closeAllWindows()


def _has_rows(view: QObject | None) -> bool:
    if not isinstance(view, QAbstractItemView):
        return False
    model = view.model()
    if model is None or not model.rowCount():
        return False
    return any(model.index(0, column).data() for column in range(model.columnCount()))


def main() -> int:
    application = QApplication(sys.argv[:1])
    watch = PaintWatch(application, "window" if sys.argv[1] == "bare" else "rows")
    if sys.argv[1] == "bare":
        window = QMainWindow()
        window.resize(*_SIZE)
        window.show()
        code = application.exec()
    else:
        # start-up: the bare window loads nothing of DealerDesk
        from dealerdesk.__main__ import main as dealerdesk  # noqa: PLC0415 - start-up, see above

        code = dealerdesk(["--data", sys.argv[2]])
    del watch
    return code


if __name__ == "__main__":
    sys.exit(main())
