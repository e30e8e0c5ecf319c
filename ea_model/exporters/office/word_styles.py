"""What a Word document is and how it looks: its properties, its language, its styles."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ea_model.exporters.office.style import HouseStyle
from ea_model.words.document import DocumentContent

CAPTION, TABLE, NOTE, FINE, SPACER = "Caption", "EA Table", "EA Note", "EA Remark", "EA Spacer"
"""Names of the styles used; those that begin with EA are ours, and a template may bring its own."""
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def mark(parent: Any, tag: str, value: str) -> None:
    """Add a setting of one value to an element."""
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    parent.append(element)


def describe(word: Any, document: DocumentContent) -> None:
    """Title, subject, author, language and model, of which Word takes 255 letters each."""
    core = word.core_properties
    core.title = document.title[:255]
    core.subject = document.subtitle[:255]
    core.author = document.identity.organisation[:255]
    core.comments = document.identity_line[:255]
    core.language = _LANGUAGES.get(document.lang, document.lang)
    core.keywords = f"{document.identity.model_id} {document.identity.version} {document.identity.revision}"[:255]
    core.last_modified_by = ""
    core.revision = 1


def hyphenate(word: Any) -> None:
    """Let Word break words by syllable, as narrow columns need."""
    settings = word.settings.element
    before = settings.find(qn("w:defaultTabStop"))
    # Word wants its settings in a fixed order; a template without this neighbour keeps its own choice.
    if before is not None and settings.find(qn("w:autoHyphenation")) is None:
        before.addnext(OxmlElement("w:autoHyphenation"))


def dress(word: Any, style: HouseStyle, lang: str) -> None:
    """The language everywhere; the house style where the document has no styles of its own."""
    styles = word.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    for look in [*([] if defaults is None else defaults.iter(qn("w:rPr"))), styles["Normal"].element.get_or_add_rPr()]:
        for old in look.findall(qn("w:lang")):
            look.remove(old)
        language = OxmlElement("w:lang")
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), _LANGUAGES.get(lang, lang))
        look.append(language)
    own = style.template is None
    if own:
        _house(styles, style)
    for name, size in ((TABLE, 8.5), (NOTE, style.size), (FINE, 8.5), (SPACER, 1)):
        if name not in styles:
            paragraph = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            paragraph.base_style = styles["Normal"]
            paragraph.font.size = Pt(size)
            paragraph.paragraph_format.space_after = Pt({TABLE: 1, SPACER: 0}.get(name, 6))
            paragraph.paragraph_format.space_before = Pt({TABLE: 1, SPACER: 0}.get(name, 3))
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", CAPTION, "List Bullet"):
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    if "Table Grid" not in styles:
        styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", style.colours["note_fill"].lstrip("#"))):
        shade.set(qn(f"w:{key}"), value)
    styles[NOTE].element.get_or_add_pPr().insert(0, shade)


def _house(styles: Any, style: HouseStyle) -> None:
    """Fonts and colours of the house on the styles Word knows."""
    ink = RGBColor.from_string(style.colours["heading"].lstrip("#"))
    sizes = {"Normal": style.size, "Title": 22, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11,
             CAPTION: style.size}  # fmt: skip
    for name, size in sizes.items():
        font = styles[name].font
        font.name, font.size = style.office_font, Pt(size)
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), style.office_font)
        for spacing in styles[name].element.rPr.findall(qn("w:spacing")):  # Word spreads the letters of a subtitle
            styles[name].element.rPr.remove(spacing)
        if name != "Normal":
            font.color.rgb, font.italic = ink, False
    styles["Heading 1"].paragraph_format.space_before = Pt(16)
    styles[CAPTION].paragraph_format.space_before = Pt(10)
    styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
