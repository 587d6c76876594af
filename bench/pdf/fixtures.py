#!/usr/bin/env python3
"""Writes the small PDF and picture fixtures of `crates/extract/tests/fixtures/pdf/`. All text is invented.

    python3 fixtures.py FOLDER

Needs pdflatex, LibreOffice, Chromium, pdftocairo, Ghostscript, ImageMagick (`convert`) and tesseract with `spa`.
"""

import html
import pathlib
import shutil
import subprocess
import sys
import tempfile

from make import HEAD, ROWS, fodt, html_table, run, tex, tex_table
from texts import EN, ES

SCAN = """El Ministerio de Orden Público
de Valdoria negó el traslado.

Marisol Ibáñez Quero busca a su
hermano Tomás desde el 14 de marzo."""


def latex(out, work):
    body = "\n\n".join(tex(p) for p in ES[:5]) + "\\footnote{" + tex(ES[7][:90]) + "}"
    (work / "latex.tex").write_text(
        "\\documentclass[twocolumn,a5paper]{article}\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}"
        "\\usepackage{lmodern}\\usepackage[pdftitle={Registro de Costa Clara},pdfauthor={Aurelio Fonseca}]{hyperref}"
        "\\begin{document}" + body + "\\end{document}", encoding="utf-8")
    for _ in range(2):
        run("pdflatex", "-interaction=batchmode", "latex.tex", cwd=work)
    shutil.copy(work / "latex.pdf", out / "latex-two-columns.pdf")


def office(out, work):
    text = fodt("es", table=True, notes=True).replace("<table:table>", '<table:table table:name="t">')
    (work / "office.fodt").write_text(text, encoding="utf-8")
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work), str(work / "office.fodt"))
    shutil.copy(work / "office.pdf", out / "libreoffice-table.pdf")
    run("pdftocairo", "-pdf", "-f", "1", "-l", "1", str(work / "office.pdf"), str(out / "cairo-table.pdf"))


def browser(out, work):
    page = (f"<!doctype html><html lang=en><meta charset=utf-8><title>Register</title><style>body{{font-family:'Liberation "
            f"Sans'}}.r{{display:flex;gap:24pt}}.r div{{flex:1}}</style><h1>The efficient office</h1>{html_table()}"
            f"<div class=r><div>{html.escape(EN[0])}</div><div>{html.escape(EN[4])}</div></div>"
            f"<p>See <a href='https://example.invalid/list'>the published list</a>.</p></html>")
    (work / "browser.html").write_text(page, encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={out / 'chromium-flex.pdf'}", (work / "browser.html").as_uri())


def encrypted(out, work):
    (work / "plain.ps").write_text("%!\n/Helvetica findfont 12 scalefont setfont 72 720 moveto (Nothing was moved.) show showpage\n")
    for name, user in (("encrypted-password", "-sUserPassword=geheim"), ("encrypted-empty-password", "-sUserPassword=")):
        run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOwnerPassword=secret", user, "-dEncryptionR=3",
            "-dKeyLength=128", "-dCompatibilityLevel=1.4", "-o", str(out / f"{name}.pdf"), str(work / "plain.ps"))


def scanned(out, work):
    """A page that is a picture, and what tesseract says of it."""
    (work / "scan.txt").write_text(SCAN, encoding="utf-8")
    run("convert", "-density", "150", "-size", "700x400", "xc:white", "-font", "Liberation-Serif", "-pointsize", "18",
        "-annotate", "+40+80", SCAN, "+noise", "Gaussian", "-attenuate", "0.1", "-monochrome", str(work / "scan.png"))
    shutil.copy(work / "scan.png", out / "scan.png")
    run("tesseract", str(out / "scan.png"), str(out / "scan"), "--dpi", "150", "-l", "spa", "tsv")
    run("convert", str(out / "scan.png"), "-quality", "60", str(out / "scan.jpg"))
    run("convert", "-size", "700x400", "xc:white", "-monochrome", str(work / "blank.png"))
    run("convert", str(out / "scan.png"), str(work / "blank.png"), str(out / "scan.png"), "-compress", "Group4",
        str(out / "scan-three-pages.tiff"))


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for maker in (latex, office, browser, encrypted, scanned):
            maker(out, pathlib.Path(work))


if __name__ == "__main__":
    main()
