"""The style sheet of the app's own windows, in the colours of the pages (the server's tokens.css)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

LIGHT = {
    "paper": "#faf9f7",
    "surface": "#ffffff",
    "line": "#e5e2dc",
    "edge": "#87827a",
    "ink": "#1c1b19",
    "soft": "#57534d",
    "on_ink": "#ffffff",
    "hover": "#3a3733",
    "accent": "#2457c5",
    "care": "#8a5200",
    "air": "#c8201a",
}
DARK = {
    "paper": "#141312",
    "surface": "#1d1c1a",
    "line": "#34312d",
    "edge": "#837d74",
    "ink": "#f4f1ec",
    "soft": "#b8b2a9",
    "on_ink": "#1c1b19",
    "hover": "#d8d3cb",
    "accent": "#8fb1ff",
    "care": "#f2bd63",
    "air": "#da2f26",
}
STYLE = """
QWidget {{ color: {ink}; font-size: 15px; }}
QMainWindow, QStackedWidget, QWidget#home, QDialog, QScrollArea, QWidget#settings {{ background: {paper}; }}
QLabel#title {{ font-size: 24px; font-weight: 600; }}
QLabel#section {{ font-size: 17px; font-weight: 600; }}
QLabel#soft {{ color: {soft}; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: 17px; font-weight: 600; }}
QLabel#banner {{ color: {care}; }}
QLineEdit {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; padding: 9px 12px; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 8px 11px; }}
QPushButton {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; padding: 9px 16px; }}
QPushButton {{ font-weight: 600; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 8px 15px; }}
QPushButton:default {{ background: {ink}; color: {on_ink}; border-color: {ink}; }}
QPushButton:default:hover {{ background: {hover}; }}
QPushButton:disabled {{ color: {edge}; border-color: {line}; }}
QPushButton#quiet {{ background: transparent; border-color: transparent; }}
QPushButton#quiet:focus {{ border-color: {accent}; }}
QComboBox {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; padding: 8px 12px; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 7px 11px; }}
QMenuBar {{ background: {paper}; border-bottom: 1px solid {line}; font-size: 13px; }}
QMenuBar::item {{ background: transparent; border-radius: 4px; padding: 4px 10px; }}
QMenuBar::item:selected {{ background: {line}; }}
QMenu {{ background: {surface}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px; }}
QMenu::item:selected {{ background: {paper}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px; }}
QWidget#small_window {{ background: {surface}; border: 1px solid {line}; }}
QWidget#small_window QPushButton {{ padding: 4px 8px; font-size: 13px; }}
QWidget#small_window QPushButton:focus {{ padding: 3px 7px; }}
QWidget#small_window QLabel {{ font-size: 13px; }}
QWidget#small_window QLabel[air="true"] {{ color: {air}; font-weight: 600; }}
QListWidget {{ background: {surface}; border: 1px solid {line}; border-radius: 12px; outline: none; }}
QListWidget::item {{ border: 2px solid transparent; border-radius: 8px; padding: 8px; color: {ink}; }}
QListWidget::item:selected {{ border-color: {accent}; background: {paper}; }}
QLabel#picture {{ background: #000000; }}
QFrame#card {{ background: {surface}; border: 1px solid {line}; border-radius: 12px; }}
"""


def style(dark: bool) -> str:
    """Return the style sheet."""
    return STYLE.format(**(DARK if dark else LIGHT))


def label(text: str, name: str = "") -> QLabel:
    """Make a label of plain text, because the text may come from strangers. `name`: its selector in the style sheet."""
    widget = QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setWordWrap(True)
    widget.setObjectName(name)
    return widget
