"""The official list as a workbook in the shape Excel writes, and the Observatory's count as an OpenDocument sheet."""

import datetime
from xml.sax.saxutils import escape

from common import put, rezip, rows, scratch, soffice, zipped

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOX = "http://schemas.openxmlformats.org/officeDocument/2006"

# Cell styles of styles.xml, by index.
PLAIN, BOLD, DATE, TITLE, LONG = range(5)


def serial(day):
    """Excel's number for a day of the 1900 system."""
    return (day - datetime.date(1899, 12, 30)).days


class Workbook:
    """Collects shared strings; each sheet is a list of rows of cells (value, style)."""

    def __init__(self):
        self.strings = []

    def cell(self, ref, value, style):
        """One cell: a date or a number typed as such, a text as a shared string; None is an empty cell."""
        if value is None or value == "":
            return f'<c r="{ref}" s="{style}"/>' if style else ""
        if isinstance(value, datetime.date):
            return f'<c r="{ref}" s="{DATE}"><v>{serial(value)}</v></c>'
        if isinstance(value, int):
            return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'
        if value.startswith("="):
            formula, result = value[1:].split("|")
            return f'<c r="{ref}" s="{style}"><f>{escape(formula)}</f><v>{result}</v></c>'
        if value not in self.strings:
            self.strings.append(value)
        return f'<c r="{ref}" s="{style}" t="s"><v>{self.strings.index(value)}</v></c>'

    def sheet(self, table, widths, merged=(), frozen=0, hidden_rows=()):
        """The XML of a worksheet."""
        out = [HEAD, f'<worksheet {MAIN} {REL}><sheetViews><sheetView workbookViewId="0">']
        if frozen:
            out.append(f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>')
        out.append('</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>')
        for i, (width, hidden) in enumerate(widths, 1):
            out.append(f'<col min="{i}" max="{i}" width="{width}" customWidth="1"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}/>')
        out.append("</cols><sheetData>")
        for y, row in enumerate(table, 1):
            cells = "".join(self.cell(f"{chr(64 + x)}{y}", value, style) for x, (value, style) in enumerate(row, 1))
            hide = ' hidden="1"' if y in hidden_rows else ""
            out.append(f'<row r="{y}"{hide}>{cells}</row>')
        out.append("</sheetData>")
        if merged:
            out.append(f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>")
        out.append('<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>')
        return "".join(out)


STYLES = HEAD + f"""<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
<fonts count="3"><font><sz val="11"/><name val="Liberation Sans"/></font><font><b/><sz val="11"/><name val="Liberation Sans"/></font><font><b/><sz val="14"/><name val="Liberation Sans"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDE6EC"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

COLUMNS = ["N.º", "Primer apellido", "Segundo apellido", "Nombres", "Cédula", "Fecha de nacimiento", "Sexo", "Fecha de traslado", "Medio", "Celda", "Observación"]
WIDTHS = [(6, False), (20, False), (18, False), (24, False), (15, False), (14, False), (7, False), (14, False), (13, False), (8, True), (22, False)]


def official_row(number, row):
    """One line of the official list, with its cells typed as the clerk left them."""
    born = row["nacimiento"]
    if row["nacimiento_cell"] == "d":
        born = datetime.date.fromisoformat(born)
    doc = int(row["cedula"]) if row["cedula_cell"] == "n" else row["cedula"]
    block = "F" if row["sexo"] == "F" else "ABCDE"[number % 5]
    values = [number, row["apellido1"], row["apellido2"], row["nombres"], doc, born, row["sexo"], datetime.date.fromisoformat(row["traslado"]), row["medio"], f"{block}-{number % 30 + 1:02}", row["observacion"]]
    return [(v, LONG if i == 4 and isinstance(v, int) else PLAIN) for i, v in enumerate(values)]


def official():
    """The partial list: two visible sheets, a hidden column with cells, and a hidden sheet that explains 252."""
    book, people = Workbook(), rows("official")
    lines = [official_row(i, r) for i, r in enumerate(people, 1)]
    top = [[("REPÚBLICA DE MARENCA", BOLD)], [("Ministerio de Orden Interior y Fronteras", TITLE)],
           [("Relación PARCIAL de personas trasladadas al Penal de Isla Corvina. Primera entrega", PLAIN)],
           [("Total de personas trasladadas: 238", PLAIN), ("", PLAIN), ("", PLAIN), ("", PLAIN), ("Corte:", PLAIN), (datetime.date(2024, 2, 15), DATE)], []]
    header = [[(c, BOLD) for c in COLUMNS]]
    first = book.sheet(top + header + lines[:40], WIDTHS, ("A1:K1", "A2:K2", "A3:K3", "A4:D4"), frozen=6)
    tail = [[], [("", PLAIN), ("TOTAL PUBLICADO", BOLD), ("", BOLD), ("", BOLD), ("=COUNT(Listado!A7:A46)+COUNT(A2:A25)|64", BOLD)]]
    second = book.sheet(header + lines[40:] + tail, WIDTHS, frozen=1)
    control = [[("Control interno, no publicar", TITLE)], [], [("Concepto", BOLD), ("Personas", BOLD), ("Nota", BOLD)],
               [("Vuelo 7012", PLAIN), (49, PLAIN), ("50 en manifiesto; 1 repetido", PLAIN)], [("Vuelo 7014", PLAIN), (62, PLAIN), ("", PLAIN)],
               [("Buses 1 a 3", PLAIN), (141, PLAIN), ("47 por unidad", PLAIN)], [("Total trasladados", BOLD), ("=SUM(B4:B6)|252", BOLD), ("", PLAIN)],
               [("Reservados", PLAIN), (14, PLAIN), ("por instrucción del despacho; no incluir en cifra pública", PLAIN)],
               [("Cifra pública", BOLD), ("=B7-B8|238", BOLD), ("", PLAIN)], [],
               [("Pendiente: los dos RIVAS MEDINA son personas distintas (edades). No depurar.", PLAIN)]]
    hidden = book.sheet(control, [(24, False), (12, False), (60, False)])
    strings = "".join(f"<si><t{' xml:space=' + chr(34) + 'preserve' + chr(34) if s != s.strip() else ''}>{escape(s)}</t></si>" for s in book.strings)
    parts = [
        ("[Content_Types].xml", HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in (1, 2, 3)) + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
        ("_rels/.rels", HEAD + f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OOX}/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'),
        ("xl/workbook.xml", HEAD + f'<workbook {MAIN} {REL}><workbookPr/><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="Listado" sheetId="1" r:id="rId1"/><sheet name="Listado (cont.)" sheetId="2" r:id="rId2"/><sheet name="Control" sheetId="3" state="hidden" r:id="rId3"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="rId{i}" Type="{OOX}/relationships/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in (1, 2, 3)) + f'<Relationship Id="rId4" Type="{OOX}/relationships/styles" Target="styles.xml"/><Relationship Id="rId5" Type="{OOX}/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", first), ("xl/worksheets/sheet2.xml", second), ("xl/worksheets/sheet3.xml", hidden), ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", HEAD + f'<sst {MAIN} uniqueCount="{len(book.strings)}">{strings}</sst>'),
        ("docProps/core.xml", HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>MOIF Informática</dc:creator><cp:lastModifiedBy>despacho2</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2024-02-14T21:03:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2024-02-15T13:41:00Z</dcterms:modified></cp:coreProperties>'),
    ]
    put("ministerio/lista-parcial-trasladados.xlsx", zipped([(n, x.encode(), False) for n, x in parts], (2024, 2, 15, 9, 41, 0)))


FIGURES = [
    ("2024-02-09", "MOIF, comunicado 041", "más de 300", 300, "capturas", "Cifra redonda; el cuadro del propio comunicado suma 267"),
    ("2024-02-15", "Ministro Larrondo", "238", 238, "trasladados", "«ni una más ni una menos»"),
    ("2024-02-15", "MOIF, lista parcial", "64", 64, "renglones", "63 personas: una aparece dos veces"),
    ("2024-02-16", "Manifiesto vuelo 7012", "50", 50, "asientos", "49 personas: una aparece dos veces"),
    ("2024-02-17", "Presidente Quintanal", "más de 300", 300, "delincuentes", "Mitin en Torreclara"),
    ("2024-02-18", "Comité 8F", "252", 252, "familias que llamaron", "No es lo mismo que personas trasladadas"),
    ("2024-02-18", "Comité 8F, lista versión 3", "45", 45, "renglones", "43 personas"),
    ("2024-02-20", "Colectivo Jurídico Litoral", "24", 24, "beneficiarios", ""),
    ("2024-03-01", "Director del penal", "252", 252, "recibidos", "Contradice al ministro"),
    ("2024-03-12", "MOIF, página", "252", 252, "trasladados", "Cambiada sin aviso"),
    ("2024-11-08", "MOIF", "60", 60, "liberados", ""),
    ("2024-11-08", "Comité 8F", "58", 58, "liberados", "Contados en el muelle"),
]


def figures():
    """The Observatory's sheet of figures by source: typed dates, a merged heading, a formula, a cell note."""
    def t(value, extra="", style=""):
        return f'<table:table-cell office:value-type="string"{style}{extra}><text:p>{escape(value)}</text:p></table:table-cell>'
    body = ['<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="6" table:number-rows-spanned="1"><text:p>Cifras por fuente. Observatorio Tercera Orilla</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="5"/></table:table-row>',
            "<table:table-row>" + "".join(t(c) for c in ("Fecha", "Fuente", "Como lo dijo", "Número", "Qué cuenta", "Nota")) + "</table:table-row>"]
    for day, source, said, number, what, note in FIGURES:
        remark = '<office:annotation><dc:creator>Judith Okafor</dc:creator><dc:date>2024-04-03T10:12:00</dc:date><text:p>Pedir la captura del 15 de febrero: la página ya no lo dice.</text:p></office:annotation>' if day == "2024-02-15" and number == 238 else ""
        body.append(f'<table:table-row><table:table-cell table:style-name="day" office:value-type="date" office:date-value="{day}"><text:p>{day[8:]}/{day[5:7]}/{day[:4]}</text:p></table:table-cell>{t(source)}{t(said)}<table:table-cell office:value-type="float" office:value="{number}">{remark}<text:p>{number}</text:p></table:table-cell>{t(what)}{t(note)}</table:table-row>')
    body.append(f'<table:table-row>{t("Diferencia entre el director y el ministro")}<table:table-cell/><table:table-cell/><table:table-cell table:formula="of:=[.D11]-[.D4]" office:value-type="float" office:value="14"><text:p>14</text:p></table:table-cell></table:table-row>')
    method = "".join(f"<table:table-row>{t(line)}</table:table-row>" for line in (
        "Método", "Cada renglón es una cifra dicha por alguien, con su fecha y lo que dice contar.",
        "No se suman ni se promedian. “Más de 300” se anota como 300 solo para ordenar.",
        "Las cifras de una fuente que copia a otra no se cuentan dos veces."))
    fods = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:meta><meta:initial-creator>Judith Okafor</meta:initial-creator><meta:creation-date>2024-04-03T09:30:00</meta:creation-date><dc:title>Cifras por fuente</dc:title></office:meta>
<office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Cifras">{"".join(body)}</table:table><table:table table:name="Método">{method}</table:table></office:spreadsheet></office:body></office:document>"""
    source = scratch() / "cifras-por-fuente.fods"
    source.write_text(fods, encoding="utf-8")
    put("observatorio/cifras-por-fuente.ods", rezip(soffice(source, "ods", "ods"), (2024, 11, 14, 20, 0, 0)))


def build():
    """Writes everything of this module."""
    official()
    figures()
