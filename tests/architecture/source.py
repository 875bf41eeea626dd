"""The program's source as the architecture tests see it: parsed once, without importing it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "dealerdesk"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the package."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Where it stands, for a person: ``dealerdesk/domain/vin.py``."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        """The part of the house it is in: ``domain``, ``ui``, ``paths``; empty for the package itself."""
        first = self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        return "" if first == "__init__" else first


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name, dotted and absolute."""

    source: SourceFile
    line: int
    target: str
    inside_function: bool

    @property
    def room(self) -> str:
        """The room it leads to; empty when it leaves the package."""
        parts = self.target.split(".")
        return parts[1] if parts[0] == "dealerdesk" and len(parts) > 1 else ""

    @property
    def library(self) -> str:
        """The outermost package it leads to."""
        return self.target.split(".")[0]

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line} imports {self.target}"


@cache
def program() -> tuple[SourceFile, ...]:
    """Every file of the package."""
    return tuple(
        SourceFile(path, text := path.read_text(encoding="utf-8"), ast.parse(text))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the program, those for type checkers too."""
    return tuple(found for source in program() for found in _imports_of(source))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Every call of one of `names`, plain or as an attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def words(name: str) -> list[str]:
    """The words of a name, lower-case: ``FileManager`` and ``_file_manager`` are file, manager."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def _imports_of(source: SourceFile) -> Iterator[Import]:
    inner = {id(node) for function in functions(source.tree) for node in ast.walk(function)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = _absolute(source, node)
            targets = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for target in targets:
            yield Import(source, node.lineno, target, id(node) in inner)


def _absolute(source: SourceFile, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    above = source.path.relative_to(ROOT).with_suffix("").parts[: -node.level]
    return ".".join((*above, *((node.module,) if node.module else ())))
