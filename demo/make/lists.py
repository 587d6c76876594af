"""The lists that are plain text, and the truth table behind all of them. The lists' rows are data in lists/*.tsv."""

import csv
import io

from common import MAKE, put, rows

# Each list: its rows, the file that carries it, and what it claims to be.
LISTS = {
    "official": "ministerio/lista-parcial-trasladados.xlsx",
    "manifest": "filtraciones/manifiesto-vuelo-7012.pdf",
    "family": "familias/lista comité (versión 3).csv",
    "filing": "tribunal/peticion-habeas-corpus.pdf",
    "coliseum": "familias/hoja-puerta-coliseo.jpg",
    "bus": "tribunal/anexos-colectivo.zip!respaldo.zip!lista-bus-2.csv",
}


def written_name(name, row):
    """The name as the list writes it."""
    if name == "official":
        return " | ".join(row[key] for key in ("apellido1", "apellido2", "nombres"))
    return row["name"]


def family_csv():
    """The families' committee's list: semicolons, windows-1252, dates as dictated."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow(["N°", "Nombre y apellidos", "Cédula", "F. nac. / edad", "Detenido el", "Barrio", "Reporta", "Parentesco", "Observaciones"])
    for number, row in enumerate(rows("family"), 1):
        note = row["note"]
        if row["person"] == "P005":
            note = note.replace("; ", ";\n")  # a line break inside a cell, as people type them
        write.writerow([number, row["name"], row["doc"], row["born"], row["detained"], row["barrio"], row["reporter"], row["kin"], note])
    put(LISTS["family"], out.getvalue().encode("cp1252"))


def bus_csv():
    """The list of bus 2, as bytes: it lies inside an archive in an archive."""
    lines = ["nombre,cedula,edad,quien lo vio"]
    lines += [f"{r['name']},{r['doc']},{r['age']},{'vecina' if i % 3 else 'chofer'}" for i, r in enumerate(rows("bus"))]
    return ("\n".join(lines) + "\n").encode()


def ocr_csv():
    """What a volunteer's OCR made of the manifest's second page: a copy with errors, not a list of its own."""
    swap = str.maketrans({"0": "O", "5": "S", "1": "l"})
    lines = ["asiento,nombre,documento,nacimiento"]
    for i, row in enumerate(rows("manifest")[28:], 29):
        seat, name, doc = seat_of(i), row["name"], row["doc"]
        if i % 4 == 0:
            name = name.replace("O", "0", 1)
        elif i % 4 == 1:
            name = name.replace("RN", "M").replace("S", "5", 1)
        elif i % 4 == 2:
            name = name.replace("I", "l", 1)
        if i % 5 == 0:
            doc = doc[:3] + doc[3:].translate(swap)
        lines.append(f"{seat},{name},{doc},{row['dob']}")
    return b"\xef\xbb\xbf" + ("\r\n".join(lines) + "\r\n").encode()


def seat_of(number):
    """The seat of the manifest's line `number` (from 1)."""
    return f"{(number - 1) // 4 + 1:02}{'ABCD'[(number - 1) % 4]}"


def truth():
    """truth.csv: which row of which list is which person. Lies beside the corpus, never in it."""
    with open(MAKE / "truth.csv", "w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n")
        write.writerow(["list", "file", "row", "person", "as_written", "mess"])
        for name, path in LISTS.items():
            for number, row in enumerate(rows(name), 1):
                write.writerow([name, path, number, row["person"], written_name(name, row), row["mess"]])


def build():
    """Writes everything of this module."""
    family_csv()
    truth()
