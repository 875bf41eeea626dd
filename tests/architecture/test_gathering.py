"""The translations' pipeline: from a sentence in the source to a catalogue that the program reads."""

from __future__ import annotations

import gettext
import textwrap
from pathlib import Path

import build_catalogues

SOURCE = '''
SHORT = Message("short", "Short.")
LONG = Message(
    "long",
    "A sentence over "
    "two lines.",
)
MANY = Message(
    "many",
    "{count} file.",
    plural="{count} files.",
)
BY_POSITION = Message("by_position", "{count} scan.", "{count} scans.")

def words(count: int) -> str:
    """Not for people: Message("no", "No.")."""
    return _("Plain") + i18n.ngettext("{count} car", "{count} cars", count) + other("Not this one")
'''


def tree_with(tmp_path: Path, source: str) -> Path:
    package = tmp_path / "dealerdesk"
    package.mkdir(exist_ok=True)
    (package / "desk.py").write_text(textwrap.dedent(source), encoding="utf-8")
    return tmp_path


def translate(root: Path, sentence: str, translation: str) -> None:
    path = build_catalogues.source_catalogue(root, "zh_CN")
    text = path.read_text(encoding="utf-8")
    start = text.index(f'msgid "{sentence}"')
    filled = text[start:].replace('msgstr ""', f'msgstr "{translation}"', 1)
    path.write_text(text[:start] + filled, encoding="utf-8")


def compiled(root: Path) -> gettext.GNUTranslations:
    build_catalogues.compile_catalogues(root)
    with (root / "dealerdesk/locale/zh_CN/LC_MESSAGES/dealerdesk.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_sentences_are_gathered_over_lines_with_commas_and_plurals(tmp_path: Path) -> None:
    gathered = build_catalogues.gather_sentences(tree_with(tmp_path, SOURCE) / "dealerdesk")
    assert {entry.id for entry in gathered if entry.id} == {
        "Short.",
        "A sentence over two lines.",
        ("{count} file.", "{count} files."),
        ("{count} scan.", "{count} scans."),
        "Plain",
        ("{count} car", "{count} cars"),
    }


def test_translators_see_where_a_sentence_stands_and_its_code(tmp_path: Path) -> None:
    text = build_catalogues.updated_catalogue(tree_with(tmp_path, SOURCE), "zh_CN")
    assert '#. code: short\n#: dealerdesk/desk.py\nmsgid "Short."\nmsgstr ""' in text


def test_a_translation_outlives_a_new_gathering_and_goes_with_its_sentence(tmp_path: Path) -> None:
    root = tree_with(tmp_path, SOURCE)
    build_catalogues.gather(root)
    translate(root, "Short.", "短。")
    build_catalogues.gather(root)
    assert "短。" in build_catalogues.updated_catalogue(root, "zh_CN")
    tree_with(tmp_path, 'SHORT = Message("short", "Shorter.")')
    assert "短。" not in build_catalogues.updated_catalogue(root, "zh_CN")


def test_what_is_translated_is_what_the_program_says(tmp_path: Path) -> None:
    root = tree_with(tmp_path, SOURCE)
    build_catalogues.gather(root)
    translate(root, "Short.", "短。")
    assert compiled(root).gettext("Short.") == "短。"
    assert compiled(root).gettext("Plain") == "Plain"


def test_a_language_that_nobody_has_begun_is_english(tmp_path: Path) -> None:
    assert compiled(tree_with(tmp_path, SOURCE)).gettext("Short.") == "Short."
