"""The Observatory's interim report as a .docx in the shape Word writes: footnotes, comments, tracked changes, a table.

The report's text is data in texts/informe.txt, in a small markup of its own:
`# heading`, `| cell | cell` (a table row), blank line between paragraphs, and inside a paragraph
`[[fn:N]]` footnote, `[[c:N|text]]` commented text, `[[+who:text]]` inserted, `[[-who:text]]` deleted, `**bold**`.
"""

import re
from xml.sax.saxutils import escape

from common import put, text, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOX = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHO = {"jo": ("Judith Okafor", "2024-04-09T16:20:00Z"), "nt": ("Noelia Tarrasó", "2024-04-11T09:05:00Z")}
TOKEN = re.compile(r"\[\[(fn:\d+|c:\d+\|.*?|[+-]\w\w:.*?)\]\]|\*\*(.+?)\*\*")


class Body:
    """Turns the markup into WordprocessingML; numbers the tracked changes."""

    def __init__(self):
        self.changes = 100

    @staticmethod
    def run(words, bold=False, tag="w:t"):
        """A run of text."""
        mark = "<w:rPr><w:b/></w:rPr>" if bold else ""
        return f'<w:r>{mark}<{tag} xml:space="preserve">{escape(words)}</{tag}></w:r>' if words else ""

    def change(self, kind, who, words):
        """An insertion or a deletion by `who`."""
        self.changes += 1
        name, date = WHO[who]
        tag, inner = ("ins", "w:t") if kind == "+" else ("del", "w:delText")
        return f'<w:{tag} w:id="{self.changes}" w:author="{name}" w:date="{date}">{self.run(words, tag=inner)}</w:{tag}>'

    def inline(self, line):
        """The runs of one paragraph."""
        out, at = [], 0
        for m in TOKEN.finditer(line):
            out.append(self.run(line[at:m.start()]))
            at, token = m.end(), m.group(1)
            if token is None:
                out.append(self.run(m.group(2), bold=True))
            elif token.startswith("fn:"):
                out.append(f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{token[3:]}"/></w:r>')
            elif token.startswith("c:"):
                number, words = token[2:].split("|", 1)
                out.append(f'<w:commentRangeStart w:id="{number}"/>{self.run(words)}<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>')
            else:
                out.append(self.change(token[0], token[1:3], token[4:]))
        return "".join(out) + self.run(line[at:])

    def paragraph(self, line, style=None):
        """One paragraph."""
        return f'<w:p>{f"<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>" if style else ""}{self.inline(line)}</w:p>'

    def table(self, lines):
        """A table of as many columns as its first row."""
        cells = [[c.strip() for c in line.strip("| ").split("|")] for line in lines]
        grid = "".join('<w:gridCol w:w="2400"/>' for _ in cells[0])
        body = "".join("<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>{self.paragraph(c)}</w:tc>' for c in row) + "</w:tr>" for row in cells)
        return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>'

    def all(self, source):
        """The whole body."""
        out = []
        for block in source.strip().split("\n\n"):
            lines = block.split("\n")
            if lines[0].startswith("|"):
                out.append(self.table(lines))
            elif lines[0].startswith("# "):
                out.append(self.paragraph(lines[0][2:], "Heading1"))
            elif lines[0].startswith("= "):
                out.append(self.paragraph(lines[0][2:], "Title"))
            else:
                out.append(self.paragraph(" ".join(lines)))
        return "".join(out)


def notes(source):
    """Footnotes and comments from the second part of the text: `fn N: ...` and `c N who date: ...`."""
    feet, marks = [], []
    for line in source.strip().split("\n"):
        head, words = line.split(": ", 1)
        parts = head.split(" ")
        if parts[0] == "fn":
            feet.append(f'<w:footnote w:id="{parts[1]}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{Body.run(" " + words)}</w:p></w:footnote>')
        else:
            name = WHO[parts[2]][0]
            initials = "".join(p[0] for p in name.split())
            marks.append(f'<w:comment w:id="{parts[1]}" w:author="{name}" w:date="{parts[3]}" w:initials="{initials}"><w:p>{Body.run(words)}</w:p></w:comment>')
    separators = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    return separators + "".join(feet), "".join(marks)


def style(kind, name, label, more=""):
    """One style."""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{label}"/>{more}</w:style>'


STYLES = HEAD + f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="23"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140"/></w:pPr></w:pPrDefault></w:docDefaults>' + "".join((
    style("paragraph", "Normal", "Normal"), style("paragraph", "Title", "Title", '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'), style("paragraph", "Heading1", "heading 1", '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="27"/></w:rPr>'),
    style("paragraph", "FootnoteText", "footnote text", '<w:rPr><w:sz w:val="19"/></w:rPr>'), style("character", "FootnoteReference", "footnote reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    style("table", "TableGrid", "Table Grid", '<w:tblPr><w:tblBorders>' + "".join(f'<w:{s} w:val="single" w:sz="4" w:color="888888"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")) + "</w:tblBorders></w:tblPr>"))) + "</w:styles>"


def build():
    """Writes observatorio/interim-report-draft.docx."""
    main, rest = text("informe.txt").split("\n----\n")
    feet, marks = notes(rest)
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300" w:header="600" w:footer="600"/></w:sectPr>'
    parts = [
        ("[Content_Types].xml", HEAD + f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' + "".join(f'<Override PartName="/word/{n}.xml" ContentType="{CT}.{t}+xml"/>' for n, t in (("document", "document.main"), ("styles", "styles"), ("settings", "settings"), ("footnotes", "footnotes"), ("comments", "comments"), ("header1", "header"))) + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
        ("_rels/.rels", HEAD + f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OOX}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'),
        ("word/document.xml", HEAD + f"<w:document {W}><w:body>{Body().all(main)}{section}</w:body></w:document>"),
        ("word/_rels/document.xml.rels", HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="rId{i}" Type="{OOX}/{t}" Target="{f}.xml"/>' for i, (t, f) in enumerate((("styles", "styles"), ("footnotes", "footnotes"), ("comments", "comments"), ("header", "header1"), ("settings", "settings")), 1)) + "</Relationships>"),
        ("word/styles.xml", STYLES),
        ("word/settings.xml", HEAD + f'<w:settings {W}><w:trackRevisions/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr></w:settings>'),
        ("word/footnotes.xml", HEAD + f"<w:footnotes {W}>{feet}</w:footnotes>"),
        ("word/comments.xml", HEAD + f"<w:comments {W}>{marks}</w:comments>"),
        ("word/header1.xml", HEAD + f"<w:hdr {W}><w:p>{Body.run('Third Shore Observatory. DRAFT, not for publication')}</w:p></w:hdr>"),
        ("docProps/core.xml", HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Interim report on the transfers to Corvina Island</dc:title><dc:creator>Judith Okafor</dc:creator><cp:lastModifiedBy>Noelia Tarrasó</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2024-04-02T08:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2024-04-11T09:30:00Z</dcterms:modified></cp:coreProperties>'),
    ]
    put("observatorio/interim-report-draft.docx", zipped([(n, x.encode(), False) for n, x in parts], (2024, 4, 11, 9, 30, 0)))
