"""The documents: LibreOffice for .pdf, .odt and the old .doc; LaTeX for the court's papers; the .docx is written in docx.py."""

import re

from common import TEXTS, put, rezip, rows, run, scratch, soffice, text

STYLES = """<office:font-face-decls><style:font-face style:name="Serif" svg:font-family="'Liberation Serif'"/><style:font-face style:name="Sans" svg:font-family="'Liberation Sans'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="Serif" fo:font-size="11.5pt" fo:language="es" fo:country="ES" fo:hyphenate="false"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.28cm" fo:line-height="118%"/></style:style>
<style:style style:name="Right" style:family="paragraph"><style:paragraph-properties fo:text-align="end" fo:margin-bottom="0.4cm"/></style:style>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.3cm"/><style:text-properties style:font-name="Sans" fo:font-size="19pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Lead" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.4cm"/><style:text-properties style:font-name="Sans" fo:font-weight="bold"/></style:style>
<style:style style:name="Subhead" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties style:font-name="Sans" fo:font-weight="bold"/></style:style>
<style:style style:name="Cell" style:family="paragraph"><style:paragraph-properties fo:padding="0.05cm"/></style:style>
<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Small" style:family="paragraph"><style:text-properties style:font-name="Sans" fo:font-size="8.5pt" fo:color="#555555"/></style:style>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="Balance" style:family="table"><style:table-properties style:width="15cm" table:align="left"/></style:style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.4cm"/><style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>"""

SPACES = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("svg", "svg-compatible")))


def fodt(name, body, title, author, created, header):
    """A flat OpenDocument text around `body`, with a running header and page numbers; returns its path."""
    running = f'<text:p text:style-name="Small">{header}</text:p>'
    pages = '<text:p text:style-name="Small"><text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1</text:page-count></text:p>'
    path = scratch() / f"{name}.fodt"
    path.write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator><meta:creation-date>{created}</meta:creation-date><dc:date>{created}</dc:date><dc:title>{title}</dc:title></office:meta>
{STYLES}
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:header>{running}</style:header><style:footer>{pages}</style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>""", encoding="utf-8")
    return path


def date_pdf(data, stamp):
    """The same PDF with every date set to `stamp` (D:YYYYMMDDHHMMSS...), in place: no offset moves. The ID is set, too."""
    def same_length(match):
        old = match.group(2)
        return match.group(1) + (stamp.encode() + b"-04'00'" + b" " * 30)[:len(old)].rstrip().ljust(len(old))
    data = re.sub(rb"(/DocChecksum /)[0-9A-F]{32}", rb"\g<1>" + b"8F" * 16, data)
    data = re.sub(rb"(/(?:CreationDate|ModDate)\s*\()([^)]*)", same_length, data)
    return re.sub(rb"(/(?:ID)\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)", lambda m: m.group(1) + b"8F" * (len(m.group(2)) // 2) + m.group(3) + b"8F" * (len(m.group(4)) // 2), data)


def latex(name, source, epoch):
    """A PDF by pdflatex (two runs)."""
    folder = scratch() / "latex"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.tex").write_text(source, encoding="utf-8")
    for _ in range(2):
        run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex", cwd=folder, epoch=epoch)
    return (folder / f"{name}.pdf").read_bytes()


def petition():
    """The habeas corpus petition with its numbered list of 24 people."""
    lines = [rf"{i}.\>{r['name']}\>{r['doc']}\>{r['dob']}\\" for i, r in enumerate(rows("filing"), 1)]
    put("tribunal/peticion-habeas-corpus.pdf", latex("peticion", text("peticion.tex").replace("%ROWS%", "\n".join(lines)), "1708432800"))


def order_cut_short():
    """The court's order, of which a broken download kept the first part only."""
    whole = latex("auto", text("auto.tex"), "1714658400")
    put("tribunal/auto-2024-05-02.pdf", whole[:int(len(whole) * 0.62)])


def press_release():
    """Press release 041 as LibreOffice prints it."""
    source = fodt("comunicado", text("comunicado-041.xml"), "Comunicado 041-2024", "Dirección de Comunicaciones", "2024-02-09T08:10:00", "Ministerio de Orden Interior y Fronteras · Comunicado 041-2024")
    put("ministerio/comunicado-041-2024.pdf", date_pdf(soffice(source, "pdf:writer_pdf_Export", "pdf"), "D:20240209081500"))


def letter():
    """The lawyers' letter, still with its tracked changes."""
    source = fodt("carta", text("carta-colectivo.xml"), "Carta al ministro", "Mireya Fonseca Duarte", "2024-05-05T17:02:00", "Colectivo Jurídico Litoral · borrador con cambios")
    put("tribunal/carta-colectivo-ministro.odt", rezip(soffice(source, "odt", "odt"), (2024, 5, 6, 8, 0, 0)))


def old_letter():
    """The warden's letter of 2016 in the binary format of old word processors."""
    source = fodt("oficio", text("oficio-0388.xml"), "Oficio 0388-2016", "Alcaide", "2016-06-03T09:00:00", "Penal de Isla Corvina")
    put("ministerio/oficio-0388-2016.doc", soffice(source, "doc:MS Word 97", "doc"))


def infirmary():
    """The infirmary's sheet, locked with a password (marea-baja). Needs pikepdf; its bytes differ at every build."""
    import pikepdf
    source = fodt("acta", text("acta-enfermeria.xml"), "Hoja de evolución", "Enfermería", "2024-02-26T09:10:00", "RESERVADO")
    plain = scratch() / "acta.pdf"
    plain.write_bytes(date_pdf(soffice(source, "pdf:writer_pdf_Export", "pdf"), "D:20240226091500"))
    target = scratch() / "acta-locked.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="marea-baja", owner="marea-baja-dueño", R=6))
    put("tribunal/hoja-enfermeria.pdf", target.read_bytes())


def plain_texts():
    """The transcript of the press conference in windows-1252 with the line ends of the ministry's machines."""
    source = (TEXTS / "rueda-de-prensa-2024-02-15.txt").read_text(encoding="utf-8")
    put("ministerio/rueda-de-prensa-2024-02-15.txt", source.replace("\n", "\r\n").encode("cp1252"))


def build():
    """Writes everything of this module."""
    plain_texts()
    press_release()
    petition()
    order_cut_short()
    letter()
    old_letter()
    infirmary()
