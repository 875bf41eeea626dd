"""Translation catalogues: compiled into the package by its build, gathered by ``make translations``.

``resources/translations/<language>/LC_MESSAGES/dealerdesk.po`` is what translators write,
``dealerdesk/locale/<language>/LC_MESSAGES/dealerdesk.mo`` is what the program reads.
"""

from __future__ import annotations

import ast
import io
import os
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
LANGUAGES = ("zh_CN", "zh_TW")
# Which arguments of a call are text: singular, then plural where there is one.
TEXT_ARGUMENTS = {"_": (0,), "ngettext": (0, 1), "Message": (1, 2)}
_ONLY_FOR_SOURCES = {"translations", "pictures"}
"""Resources that the program does without: what translators write, and what the README shows."""
ARGUMENT_NAMES = {"text": 1, "plural": 2}


class CustomBuildHook(BuildHookInterface[Any]):
    """Compiles the catalogues into the package, and takes its other resources along into a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before hatchling collects files; `version` is ``standard`` or ``editable``."""
        root = Path(self.root)
        compile_catalogues(root)
        if version == "editable" or self.target_name != "wheel":
            return
        for folder in sorted((root / "resources").iterdir()):
            if folder.is_dir() and folder.name not in _ONLY_FOR_SOURCES:
                build_data["force_include"][str(folder)] = f"dealerdesk/resources/{folder.name}"


def source_catalogue(root: Path, language: str) -> Path:
    """Where the translators' file of a language is."""
    return root / "resources" / "translations" / language / "LC_MESSAGES" / "dealerdesk.po"


def read_catalogue(root: Path, language: str) -> Catalog:
    """The translators' file as it stands; an empty catalogue when there is none yet."""
    path = source_catalogue(root, language)
    if not path.exists():
        return Catalog(locale=language, project="DealerDesk", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def compile_catalogues(root: Path) -> None:
    """Write the .mo file of every language, whole or not at all."""
    for language in LANGUAGES:
        target = root / "dealerdesk" / "locale" / language / "LC_MESSAGES" / "dealerdesk.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, read_catalogue(root, language))
        unfinished.replace(target)


def gather_sentences(package: Path) -> Catalog:
    """Every sentence of the package that is for people, with the files it stands in and its code."""
    gathered = Catalog()
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            name = called_name(call)
            texts = texts_of(call) if name in TEXT_ARGUMENTS else ()
            if not texts:
                continue
            place = path.relative_to(package.parent).as_posix()
            code = code_of(call)
            comments = [f"code: {code}"] if code else []
            gathered.add(
                texts[0] if len(texts) == 1 else texts, locations=[(place, 0)], auto_comments=comments
            )
    return gathered


def called_name(call: ast.Call) -> str:
    """The last name of what is called: ``ngettext`` of ``i18n.ngettext(…)``."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def code_of(call: ast.Call) -> str:
    """The literal code of a ``Message``; empty for other calls, which have none."""
    code = call.args[0] if called_name(call) == "Message" and call.args else None
    return code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else ""


def texts_of(call: ast.Call) -> tuple[str, ...]:
    """The literal texts of a call for people: the sentence, or singular and plural; empty without one."""
    arguments = dict(enumerate(call.args))
    arguments |= {
        ARGUMENT_NAMES[word.arg]: word.value for word in call.keywords if word.arg in ARGUMENT_NAMES
    }
    texts = []
    for position in TEXT_ARGUMENTS[called_name(call)]:
        argument = arguments.get(position)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
            texts.append(argument.value)
    return tuple(texts)


def updated_catalogue(root: Path, language: str) -> str:
    """The text that a language's .po file should have: today's sentences, with the translations there are."""
    catalogue = read_catalogue(root, language)
    gathered = gather_sentences(root / "dealerdesk")
    catalogue.update(
        gathered, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False
    )
    body = io.BytesIO()
    write_po(
        body,
        catalogue,
        width=100,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return _HEADER.format(language=language) + body.getvalue().decode()


_HEADER = """\
# DealerDesk in {language}.
# Written by translators; `make translations` adds and removes sentences.
msgid ""
msgstr ""
"Project-Id-Version: DealerDesk\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def gather(root: Path) -> None:
    """Bring every .po file up to date with the sources."""
    for language in LANGUAGES:
        text = updated_catalogue(root, language)
        path = source_catalogue(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--gather"]:
        gather(ROOT)
    compile_catalogues(ROOT)
