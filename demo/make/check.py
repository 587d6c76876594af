"""Checks the built corpus: sizes, leaks of the building machine, and that public tools read what should be readable.

`python3 check.py`; prints one line a finding and ends with 1 if there is any.
"""

import gzip
import io
import re
import socket
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections import Counter
from pathlib import Path

from common import CORPUS, rows

LIMIT = 2_500_000
PLACES = {CORPUS.parents[1], Path.home(), Path(tempfile.gettempdir())}
LEAK = re.compile(b"|".join([re.escape(str(p).encode()) for p in sorted(PLACES)] + [rb"/home/", rb"file:///", rb"demo-[a-z0-9_]{8}/", rb"\b" + re.escape(socket.gethostname().encode()) + rb"\b"]))


def layers(name, data, depth=0):
    """The bytes of a file and of everything packed inside it: archives, gzip members, PDF streams."""
    yield name, data
    if depth > 3:
        return
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield from layers(f"{name}!{info.filename}", archive.read(info), depth + 1)
    elif data[:2] == b"\x1f\x8b":
        inner = gzip.decompress(data)
        yield f"{name}!gunzip", inner
        if inner[257:262] == b"ustar":
            with tarfile.open(fileobj=io.BytesIO(inner)) as tar:
                for member in tar:
                    yield from layers(f"{name}!{member.name}", tar.extractfile(member).read(), depth + 1)
    elif data[:4] == b"%PDF":
        for i, match in enumerate(re.finditer(rb"stream\r?\n", data)):
            try:
                yield f"{name}!stream{i}", zlib.decompressobj().decompress(data[match.end():])
            except zlib.error:
                continue


def leaks():
    """Names of the building machine, its folders and its user."""
    for path in sorted(p for p in CORPUS.rglob("*") if p.is_file()):
        for name, data in layers(str(path.relative_to(CORPUS)), path.read_bytes()):
            short = len(data) < 4000 or b"\0" not in data[:4000]
            for hit in set(LEAK.findall(data)):
                # A two-letter host name turns up by chance in compressed bytes; look for it in text only.
                if len(hit) > 3 or short:
                    yield f"leak: {hit.decode(errors='replace')} in {name}"


def counts():
    """The lists have the sizes and the overlaps that the tale tells of."""
    sets = {name: {r["person"] for r in rows(name)} for name in ("official", "manifest", "family", "filing", "coliseum", "bus")}
    sizes = {name: (len(rows(name)), len(s)) for name, s in sets.items()}
    expected = {"official": (64, 63), "manifest": (50, 49), "family": (45, 43), "filing": (24, 24), "coliseum": (14, 14), "bus": (12, 12)}
    if sizes != expected:
        yield f"sizes: {sizes}"
    a, b, c = sets["official"], sets["manifest"], sets["family"]
    found = (len(a & b), len(a & c), len(b & c), len(a & b & c), len(a | b | c), len(set().union(*sets.values())))
    if found != (15, 13, 11, 4, 120, 131):
        yield f"overlaps: {found}"
    known = Counter(r["person"] for r in rows("people"))
    if set().union(*sets.values()) != set(known) or max(known.values()) > 1:
        yield "people.tsv and the lists do not name the same people"


def marked():
    """A date or a document number that differs from the truth carries a mark in `mess`, and only then."""
    truth = {r["person"]: r for r in rows("people")}
    for name, born_key, doc_key in (("official", "nacimiento", "cedula"), ("manifest", "dob", "doc"), ("family", "born", "doc"), ("filing", "dob", "doc")):
        for number, row in enumerate(rows(name), 1):
            born, doc = row[born_key], re.sub(r"[^0-9O]", "", row[doc_key])
            year, month, day = truth[row["person"]]["born"].split("-")
            if re.fullmatch(r"\d{4}-\d\d-\d\d", born):
                born = "/".join(reversed(born.split("-")))
            odd = re.fullmatch(r"\d\d/\d\d/\d{4}", born) and born != f"{day}/{month}/{year}"
            if bool(odd) != bool(re.search("transposed|year_only|typo", row["mess"].replace("doc_digits_transposed", ""))):
                yield f"birth date of {name} row {number}: {born} against {day}/{month}/{year}, {row['mess']}"
            odd = doc and doc != re.sub(r"\D", "", truth[row["person"]]["document"])
            if bool(odd) != bool(re.search("doc_digits|ocr_confusion;day", row["mess"])):
                yield f"document of {name} row {number}: {row[doc_key]}, {row['mess']}"


def readable():
    """What poppler, Tesseract and LibreOffice-free readers should find."""
    def text(*command):
        return subprocess.run(command, capture_output=True).stdout.decode(errors="replace")
    checks = [
        ("tribunal/peticion-habeas-corpus.pdf", "17.", ["pdftotext", "-layout", "{}", "-"]),
        ("tribunal/peticion-habeas-corpus.pdf", "SOLANO DE ARRIETA, María Fernanda", ["pdftotext", "-layout", "{}", "-"]),
        ("ministerio/comunicado-041-2024.pdf", "más de 300 capturas", ["pdftotext", "{}", "-"]),
        ("prensa/harbour-ledger-nine-months-later.pdf", "192 people are still", ["pdftotext", "{}", "-"]),
        ("familias/hoja-puerta-coliseo.jpg", "Pernía", ["tesseract", "{}", "-", "-l", "spa"]),
        ("ministerio/fax-director-penal.tif", "doscientas cincuenta y dos", ["tesseract", "{}", "-", "-l", "spa"]),
        ("redes/publicacion-plaza.png", "Puerto Despierto", ["tesseract", "{}", "-", "-l", "spa"]),
    ]
    for path, words, command in checks:
        if words not in text(*[c.replace("{}", str(CORPUS / path)) for c in command]):
            yield f"unreadable: {words!r} not in {path}"
    if text("pdftotext", str(CORPUS / "filtraciones/manifiesto-vuelo-7012.pdf"), "-").strip():
        yield "the scanned manifest has a text layer"
    if (CORPUS / "familias/lista comité (versión 3).csv").read_bytes().decode("cp1252").count("\r\n") != 46:
        yield "family list: wrong number of lines"


def main():
    """Runs all checks."""
    findings = [*leaks(), *counts(), *marked(), *readable()]
    total = sum(p.stat().st_size for p in CORPUS.rglob("*") if p.is_file())
    if total > LIMIT:
        findings.append(f"too big: {total} bytes")
    print("\n".join(findings) or f"all good: {total} bytes")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
