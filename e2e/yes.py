"""Run the desktop app and answer yes to each question, for a display without hands. Takes a link."""

import sys
from pathlib import Path

from kaibo_companion import graphics
from kaibo_companion.app import App
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox


def agree() -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMessageBox) and window.isVisible():
            print(window.text(), flush=True)
            for button in window.buttons():
                if window.buttonRole(button) == QMessageBox.ButtonRole.AcceptRole:
                    button.click()


def main() -> None:
    graphics.choose()
    application = QApplication(["kaibo-companion"])
    kept = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    app = App(Path(kept) / "kaibo-companion")
    answers = QTimer(interval=100)
    answers.timeout.connect(agree)
    answers.start()
    app.start(sys.argv[1])
    application.exec()


main()
