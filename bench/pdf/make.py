#!/usr/bin/env python3
"""Writes the benchmark's PDFs into a folder: many producers, many layouts, two languages, all text invented.

    python3 make.py FOLDER

Uses what is installed of LibreOffice, Chromium, pdflatex, Ghostscript, poppler's pdftocairo, MuPDF and
tesseract, and says which producer it had to leave out. The PDFs are not kept in the repository.
"""

import html
import pathlib
import shutil
import subprocess
import sys
import tempfile

from texts import HEAD, ROWS, paragraphs

LANGUAGES = ("en", "es")


def run(*command, cwd=None, stdin=None):
    done = subprocess.run(command, cwd=cwd, input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    return done.returncode == 0


# --- LaTeX -----------------------------------------------------------------------------------------------------------

TEX_ESCAPES = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "“": "``", "”": "''", "’": "'",
               "«": r"\guillemotleft{}", "»": r"\guillemotright{}"}


def tex(text):
    return "".join(TEX_ESCAPES.get(c, c) for c in text)


def tex_table():
    rows = [HEAD, *ROWS]
    return "\\begin{tabular}{|l|r|l|l|}\\hline\n" + "".join(" & ".join(map(tex, r)) + " \\\\ \\hline\n" for r in rows) + "\\end{tabular}"


def tex_document(language, kind, options="", preamble="", encoding="T1"):
    body = "\n\n".join(map(tex, paragraphs(language, 14)))
    if kind == "multicols":
        body = "\\begin{multicols}{3}\n" + body + "\n\\end{multicols}"
    if kind == "footnotes":
        body = "\n\n".join(tex(p) + "\\footnote{" + tex(p[:90]) + "}" for p in paragraphs(language, 12))
    if kind == "table":
        body = tex(paragraphs(language, 1)[0]) + "\n\n" + tex_table() + "\n\n" + body
    if kind == "lists":
        items = "\n".join("\\item " + tex(p) for p in paragraphs(language, 6))
        body = "\\tableofcontents\\section{Primero}\\begin{enumerate}" + items + "\\end{enumerate}\\section{Segundo}" \
            "\\begin{itemize}" + items + "\\end{itemize}"
    if kind == "math":
        body += "\n\n\\[ \\hat N = \\frac{n_1 n_2}{m} \\qquad \\sum_{i=1}^{k} x_i^2 = 1 \\]\n\n" + body
    fonts = "\\usepackage[utf8]{inputenc}\\usepackage[" + encoding + "]{fontenc}"
    return ("\\documentclass[a4paper," + options + "]{article}" + fonts
            + "\\usepackage{multicol}" + preamble + "\\title{" + tex("Registro: " + paragraphs(language, 1)[0][:40])
            + "}\\author{A. Fonseca}\\date{}\\begin{document}\\maketitle\n" + body + "\n\\end{document}\n")


def latex(folder, work):
    lm = "\\usepackage{lmodern}"
    variants = {
        "article": dict(kind="plain", preamble=lm),
        "drawn-accents-12pt": dict(kind="plain", options="12pt", encoding="OT1"),
        "twocolumn": dict(kind="plain", options="twocolumn", preamble=lm),
        "twocolumn-10pt-narrow": dict(kind="plain", options="twocolumn,10pt", preamble=lm + "\\setlength{\\columnsep}{10pt}"),
        "multicols": dict(kind="multicols", preamble=lm),
        "footnotes": dict(kind="footnotes", preamble=lm),
        "table": dict(kind="table", preamble=lm),
        "lists": dict(kind="lists", preamble=lm + "\\usepackage{hyperref}"),
        "math": dict(kind="math", preamble=lm),
        "rotated-page": dict(kind="plain", preamble=lm + "\\pdfpageattr{/Rotate 90}"),
        "upside-down": dict(kind="plain", preamble=lm + "\\pdfpageattr{/Rotate 180}"),
        "uncompressed": dict(kind="plain", preamble=lm + "\\pdfcompresslevel=0\\pdfobjcompresslevel=0"),
    }
    for language in LANGUAGES:
        for name, how in variants.items():
            source = work / f"latex-{name}-{language}.tex"
            source.write_text(tex_document(language, **how), encoding="utf-8")
            for _ in range(2):
                run("pdflatex", "-interaction=batchmode", source.name, cwd=work)
            keep(source.with_suffix(".pdf"), folder)


# --- HTML: Chromium and LibreOffice ----------------------------------------------------------------------------------

def html_table():
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in ROWS)
    head = "".join(f"<th>{h}</th>" for h in HEAD)
    return f"<table border=1><thead><tr>{head}</tr></thead>{rows}</table>"


def html_document(language, style="", body=None, count=14):
    body = body or "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(language, count))
    return (f"<!doctype html><html lang={language}><meta charset=utf-8><title>Registro</title><style>{style}</style>"
            f"<body><h1>{html.escape(paragraphs(language, 1)[0][:60])}</h1>{body}</body></html>")


def html_variants(language):
    many = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(language, 12))
    first, second = (f"<div>{''.join(f'<p>{html.escape(p)}</p>' for p in paragraphs(language, 5, s))}</div>" for s in (0, 3))
    form = "".join(f"<p><label>{html.escape(h)}: <input value=\"{html.escape(v)}\"></label></p>" for h, v in zip(HEAD, ROWS[3]))
    notes = "".join(f"<p>{html.escape(p)}<sup>{i + 1}</sup></p>" for i, p in enumerate(paragraphs(language, 8)))
    return {
        "plain": ("", None),
        "serif-justified": ("body{font-family:'Liberation Serif';text-align:justify;hyphens:auto}", None),
        "two-columns": ("body{columns:2;column-gap:18pt;font-size:10pt;text-align:justify;hyphens:auto}", None),
        "three-columns": ("body{columns:3;column-gap:12pt;font-size:9pt}", None),
        "table": ("td,th{padding:2pt 6pt}", html_table() + many),
        "flex": (".r{display:flex;gap:24pt}.r div{flex:1}", f"<div class=r>{first}{second}</div>"),
        "form": ("", form + many),
        "notes": ("", notes),
        "letterspaced": ("h1,b{letter-spacing:.25em;text-transform:uppercase}",
                         "<b>Expediente reservado</b>" + many),
        "sidebar": ("aside{float:right;width:30%;font-size:9pt;margin-left:16pt;border:1px solid}",
                    f"<aside>{''.join(f'<p>{html.escape(r[0])}</p>' for r in ROWS)}</aside>" + many),
    }


def chromium(folder, work):
    for language in LANGUAGES:
        for name, (style, body) in html_variants(language).items():
            source = work / f"chromium-{name}-{language}.html"
            source.write_text(html_document(language, style, body), encoding="utf-8")
            out = source.with_suffix(".pdf")
            run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", source.as_uri())
            keep(out, folder)


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
 <style:style style:name="J" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"/>
  <style:text-properties fo:language="{language}" fo:hyphenate="true" fo:hyphenation-remain-char-count="2"
   fo:hyphenation-push-char-count="2" fo:font-size="11pt"/></style:style>
 <style:style style:name="S" style:family="section"><style:section-properties>
  <style:columns fo:column-count="{columns}" fo:column-gap="0.5cm"/></style:section-properties></style:style>
 <style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}"
  fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
 <style:header><text:p>Expediente 2031-0457-B</text:p></style:header>
 <style:footer><text:p>Página <text:page-number/> — Registro de Costa Clara</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def fodt(language, columns=1, size=("21cm", "29.7cm"), notes=False, table=False):
    def paragraph(i, text):
        note = f'<text:note text:note-class="footnote"><text:note-citation>{i}</text:note-citation><text:note-body>' \
               f"<text:p>{html.escape(text[:80])}</text:p></text:note-body></text:note>" if notes else ""
        return f'<text:p text:style-name="J">{html.escape(text)}{note}</text:p>'

    body = "".join(paragraph(i + 1, p) for i, p in enumerate(paragraphs(language, 16)))
    if table:
        cell = lambda c: f"<table:table-cell><text:p>{html.escape(c)}</text:p></table:table-cell>"
        rows = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in (HEAD, *ROWS))
        body = f'<table:table><table:table-column table:number-columns-repeated="4"/>{rows}</table:table>' + body
    body = f'<text:section text:style-name="S" text:name="s">{body}</text:section>'
    return FODT.format(language=language, columns=columns, width=size[0], height=size[1], body=body)


def libreoffice(folder, work):
    sources = []
    for language in LANGUAGES:
        variants = {
            "plain": {}, "two-columns": {"columns": 2}, "three-columns": {"columns": 3}, "footnotes": {"notes": True},
            "table": {"table": True}, "landscape": {"size": ("29.7cm", "21cm"), "columns": 2},
        }
        for name, how in variants.items():
            source = work / f"libreoffice-{name}-{language}.fodt"
            source.write_text(fodt(language, **how), encoding="utf-8")
            sources.append(source)
        source = work / f"libreoffice-web-{language}.html"
        source.write_text(html_document(language, body=html_table() + "".join(
            f"<p>{html.escape(p)}</p>" for p in paragraphs(language, 8))), encoding="utf-8")
        sources.append(source)
    sheet = work / "libreoffice-sheet.csv"
    sheet.write_text("\n".join(";".join(row) for row in (HEAD, *ROWS * 8)), encoding="utf-8")
    sources.append(sheet)
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work), *map(str, sources))
    for source in sources:
        keep(source.with_suffix(".pdf"), folder)


# --- Others ----------------------------------------------------------------------------------------------------------

def rewritten(folder, work):
    """The same pages as other programs write them: cairo, Ghostscript, MuPDF; subset and re-encoded fonts."""
    for name in ("latex-twocolumn-es", "chromium-table-en", "libreoffice-footnotes-es", "latex-lists-en", "libreoffice-table-es"):
        source = folder / f"{name}.pdf"
        if not source.exists():
            continue
        for tool, command in {
            "cairo": ("pdftocairo", "-pdf", str(source), "{out}"),
            "ghostscript": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "{out}", str(source)),
            "mupdf": ("mutool", "clean", "-gggg", "-z", str(source), "{out}"),
        }.items():
            out = work / f"{tool}-{name}.pdf"
            run(*(part.format(out=out) for part in command))
            keep(out, folder)
    source = folder / "latex-article-en.pdf"
    if source.exists():
        out = work / "ghostscript-empty-password.pdf"
        run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOwnerPassword=secret", "-dEncryptionR=3",
            "-dKeyLength=128", "-o", str(out), str(source))
        keep(out, folder)


def scanned(folder, work):
    """A scan with an invisible text layer."""
    for language, trained in zip(LANGUAGES, ("eng", "spa")):
        source = folder / f"latex-article-{language}.pdf"
        if not source.exists():
            continue
        run("pdftoppm", "-r", "150", "-gray", "-png", "-f", "1", "-l", "1", str(source), str(work / f"scan-{language}"))
        for picture in sorted(work.glob(f"scan-{language}*.png")):
            out = work / f"tesseract-layer-{language}"
            run("tesseract", str(picture), str(out), "-l", trained, "pdf")
            keep(out.with_suffix(".pdf"), folder)


def keep(pdf, folder):
    if pdf.exists() and pdf.stat().st_size:
        shutil.copy(pdf, folder / pdf.name)
    else:
        print("left out:", pdf.name, file=sys.stderr)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    makers = [("pdflatex", latex), ("chromium", chromium), ("soffice", libreoffice), ("gs", rewritten),
              ("tesseract", scanned)]
    with tempfile.TemporaryDirectory() as work:
        for tool, maker in makers:
            if shutil.which(tool):
                maker(folder, pathlib.Path(work))
            else:
                print("left out, not installed:", tool, file=sys.stderr)
    print(len(list(folder.glob("*.pdf"))), "PDFs")


if __name__ == "__main__":
    main()
