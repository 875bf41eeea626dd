"""Small rooms, and names that say something (ARCHITECTURE.md, Style)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import SourceFile, calls, functions, program, words

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
EMPTY_NAMES = {"manager", "helper", "helpers", "util", "utils", "data", "info", "handler", "handlers"}
EMPTY_ENDINGS = {"manager", "helper", "helpers", "util", "utils"}
# Qt's own names, which a model or an event filter has to take over.
NAMES_OF_QT = {"data"}


def test_no_file_is_longer_than_400_lines_unless_it_is_only_a_table() -> None:
    lengths = {
        source.name: len(source.text.splitlines())
        for source in program()
        if any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in source.tree.body)
    }
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE}


def test_no_function_is_longer_than_40_lines() -> None:
    wrong = []
    for source in program():
        for function in functions(source.tree):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                wrong.append(f"{source.name}:{function.lineno} {function.name} has {length} lines")
    assert not wrong


def test_names_say_something() -> None:
    wrong = [
        f"{source.name}: {name}" for source in program() for name in names_of(source) if says_nothing(name)
    ]
    assert not wrong


def test_classes_are_not_managers_or_helpers_of_something() -> None:
    wrong = [
        f"{source.name}: {node.name}"
        for source in program()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and EMPTY_ENDINGS & set(words(node.name)[-1:])
    ]
    assert not wrong


def test_painters_are_ended_whatever_happens() -> None:
    """An error's traceback would keep a painter beyond its paper, and the painter's end would crash."""
    wrong = []
    for source in program():
        withs = [item for node in ast.walk(source.tree) if isinstance(node, ast.With) for item in node.items]
        safe = {id(item.context_expr) for item in withs}
        painters = [call for call in calls(source.tree, "QPainter") if call.args]
        wrong += [f"{source.name}:{call.lineno}" for call in painters if id(call) not in safe]
    assert not wrong


def test_layouts_are_not_asked_for_their_items() -> None:
    """Python holds on to an item whose widget is gone; what Qt makes in its place crashes when it goes."""
    wrong = [
        f"{source.name}:{call.lineno}"
        for source in program()
        for call in calls(source.tree, "itemAt", "takeAt", "itemAtPosition")
        if source.room == "ui"
    ]
    assert not wrong


def says_nothing(name: str) -> bool:
    return name.strip("_").lower() in EMPTY_NAMES


def names_of(source: SourceFile) -> Iterator[str]:
    """Names that the file gives: itself, classes, functions, parameters, variables; no members of enums."""
    yield source.path.stem
    if source.path.name == "__init__.py":
        yield source.path.parent.name
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if not (source.room == "ui" and node.name in NAMES_OF_QT):
                yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not node.id.isupper():
            yield node.id
