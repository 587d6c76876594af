"""The pictures: the scanned manifest, the fax, the sheet from the door, the screenshot, the poster, and the printed web page.

Pages are drawn by Chromium and aged by ImageMagick with fixed seeds; the PDF around the scans is written here.
"""

import struct
from html import escape

from common import TEXTS, chromium, put, rows, run, scratch, text
from lists import seat_of
from office import date_pdf


def shot(name, html, width, height, scale=1):
    """A picture of an HTML page, `width` x `height` CSS pixels, as a PNG in the scratch folder."""
    page, out = scratch() / f"{name}.html", scratch() / f"{name}.png"
    page.write_text(html, encoding="utf-8")
    chromium(f"file://{page}", f"--window-size={width},{height}", f"--force-device-scale-factor={scale}", f"--screenshot={out}")
    return out


def pdf_of_scans(pages, dpi, stamp, producer):
    """A PDF with nothing but one gray JPEG per page: no text, no fonts, as a document scanner writes it."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for data, width, height in pages:
        n = len(objects) + 1
        w, h = width * 72 / dpi, height * 72 / dpi
        draw = f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /Im0 Do Q".encode()
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.2f} {h:.2f}] /Contents {n + 1} 0 R /Resources << /XObject << /Im0 {n + 2} 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw))
        objects.append(b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(data), data))
        kids.append(f"{n} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects.append(f"<< /Producer ({producer}) /CreationDate (D:{stamp}-04'00') >>".encode())
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start)
    return bytes(out)


def manifest():
    """The leaked manifest: two typed pages, scanned askew, with a stamp and a note in another hand."""
    people, pages = rows("manifest"), []
    for page, (first, last, angle) in enumerate(((0, 28, "0.7"), (28, 50, "-0.9")), 1):
        lines = "".join(f"<tr><td>{i:02}</td><td>{seat_of(i)}</td><td>{escape(r['name'])}</td><td>{r['doc']}</td><td>{r['dob']}</td></tr>" for i, r in enumerate(people[first:last], first + 1))
        total = '<p>TOTAL PAX: 50&nbsp;&nbsp;&nbsp;INF: 0&nbsp;&nbsp;&nbsp;EQUIPAJE: 0 KG</p><p class="hand">Conforme</p>' if page == 2 else ""
        html = f"""<meta charset="utf-8"><style>body{{margin:0;width:827px;height:1169px;background:#fff;font:15.5px/1.5 "Liberation Mono";color:#181818;position:relative}}
        .in{{padding:64px 70px}} table{{border-spacing:0;margin-top:18px}} td,th{{padding:2.6px 17px 2.6px 0;text-align:left;white-space:nowrap;font-weight:normal}} th{{border-bottom:1.5px solid #222}}
        .stamp{{position:absolute;right:66px;top:92px;border:4px solid #444;color:#444;font:bold 27px "Liberation Sans";padding:6px 16px;transform:rotate(-9deg);opacity:.75}}
        .hand{{font:italic 34px "Z003";margin:26px 0 0 330px;transform:rotate(-4deg)}} .hole{{position:absolute;left:18px;width:24px;height:24px;border-radius:12px;background:#555}}</style>
        <div class="hole" style="top:330px"></div><div class="hole" style="top:800px"></div><div class="stamp">RESERVADO</div>
        <div class="in">FUERZA DE TAREA ESTRECHO<br>MANIFIESTO DE PASAJEROS&nbsp;&nbsp;&nbsp;VUELO 7012<br>AERONAVE MAR-118&nbsp;&nbsp;&nbsp;PUNTA GAVIOTA - ISLA CORVINA<br>FECHA 12/02/2024&nbsp;&nbsp;&nbsp;SALIDA 02:15&nbsp;&nbsp;&nbsp;HOJA {page} DE 2
        <table><tr><th>N.</th><th>ASIENTO</th><th>APELLIDOS Y NOMBRES</th><th>DOCUMENTO</th><th>F. NAC.</th></tr>{lines}</table>{total}</div>"""
        clean = shot(f"manifest-{page}", html, 827, 1169, 1.7)
        out = scratch() / f"manifest-{page}.jpg"
        run("convert", clean, "-colorspace", "Gray", "-seed", 700 + page, "-background", "#e9e9e9", "-rotate", angle, "-gravity", "center", "-extent", "1406x1987", "+repage",
            "-attenuate", "0.32", "+noise", "Gaussian", "-blur", "0x0.55", "-brightness-contrast", "-6x8", "-strip", "-quality", "52", "-sampling-factor", "1x1", out)
        pages.append((out.read_bytes(), 1406, 1987))
    put("filtraciones/manifiesto-vuelo-7012.pdf", pdf_of_scans(pages, 170, "20240215221900", "DocuScan 220"))


def fax():
    """The warden's fax: two bilevel pages in one TIFF, as a fax machine stores them."""
    pages = []
    for page in (1, 2):
        head = f'<div class="top">01-MAR-2024 16:42  DE: PENAL ISLA CORVINA        A: PRENSA        P.{page}/2</div>'
        html = f'<meta charset="utf-8"><style>body{{margin:0;width:864px;height:1118px;background:#fff}}.top{{font:13px "DejaVu Sans Mono";padding:8px 30px;white-space:pre}}pre{{font:17.5px/1.5 "Liberation Mono";margin:60px 0 0 80px}}</style>{head}<pre>{escape(text(f"fax-{page}.txt"))}</pre>'
        clean = shot(f"fax-{page}", html, 864, 1118, 2)
        out = scratch() / f"fax-{page}.tif"
        run("convert", clean, "-colorspace", "Gray", "-seed", 90 + page, "-rotate", "0.35", "-gravity", "center", "-background", "white", "-extent", "1728x2236", "+repage",
            "-attenuate", "0.06", "+noise", "Impulse", "-blur", "0x0.5", "-threshold", "55%", "-strip", "-units", "PixelsPerInch", "-density", "204x196", "-compress", "Group4", out)
        pages.append(out)
    out = scratch() / "fax.tif"
    run("convert", *pages, "-strip", "-compress", "Group4", out)
    put("ministerio/fax-director-penal.tif", out.read_bytes())


def exif(orientation, taken, maker="Obscura", model="K3"):
    """An Exif segment (APP1) with make, model, orientation and the time of the shot; no place."""
    def entry(tag, kind, count, value):
        return struct.pack("<HHI4s", tag, kind, count, value)
    def ascii_(value):
        return value.encode() + b"\0"
    make, model, when = ascii_(maker), ascii_(model), ascii_(taken)
    count, base = 5, 8
    data_at = base + 2 + count * 12 + 4
    blobs, places = b"", []
    for blob in (make, model, when):
        if len(blob) <= 4:
            places.append(blob.ljust(4, b"\0"))
        else:
            places.append(struct.pack("<I", data_at + len(blobs)))
            blobs += blob + b"\0" * (len(blob) % 2)
    sub_at = data_at + len(blobs)
    ifd = struct.pack("<H", count) + entry(0x010F, 2, len(make), places[0]) + entry(0x0110, 2, len(model), places[1]) + entry(0x0112, 3, 1, struct.pack("<HH", orientation, 0)) + entry(0x0132, 2, len(when), places[2]) + entry(0x8769, 4, 1, struct.pack("<I", sub_at)) + struct.pack("<I", 0)
    sub = struct.pack("<H", 1) + entry(0x9003, 2, len(when), struct.pack("<I", sub_at + 2 + 12 + 4)) + struct.pack("<I", 0) + when
    body = b"Exif\0\0" + struct.pack("<2sHI", b"II", 42, base) + ifd + blobs + sub
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def with_exif(jpeg, segment):
    """The JPEG with the Exif segment right after its start."""
    assert jpeg[:2] == b"\xff\xd8"
    return jpeg[:2] + segment + jpeg[2:]


def door_sheet():
    """A phone's photo of the typed sheet on the sports hall's door, with names added by hand."""
    people = rows("coliseum")
    typed = "".join(f"<li>{escape(r['name'])}{'  C.I. ' + r['doc'] if r['doc'] else ''}{', ' + r['age'] + ' años' if i % 3 == 0 else ''}</li>" for i, r in enumerate(people[:11]))
    hand = "".join(f"<li class=h>{escape(r['name'])} {r['doc'][2:] if r['doc'] else ''}</li>" for r in people[11:])
    html = f"""<meta charset="utf-8"><style>body{{margin:0;width:900px;height:1160px;background:#fdfdf8;font:25px/1.72 "Liberation Mono";color:#20242c}}.in{{padding:70px 74px}}b{{font-size:29px}}
    ol{{margin:16px 0;padding-left:62px;white-space:pre}}.h{{font:italic 39px/1.25 "Z003";color:#1d2f6f}}.tape{{position:absolute;width:150px;height:44px;background:#d9cfa0;opacity:.8}}</style>
    <div class="tape" style="left:-30px;top:8px;transform:rotate(-32deg)"></div><div class="tape" style="right:-30px;top:8px;transform:rotate(32deg)"></div>
    <div class="in"><b>PERSONAS QUE ESTÁN ADENTRO</b><br>Coliseo Norte, sábado 10 de febrero<ol>{typed}{hand}</ol>Si falta alguien, anótelo. NO ARRANCAR.</div>"""
    clean = shot("door", html, 900, 1160, 1.35)
    out = scratch() / "door.jpg"
    run("convert", clean, "-background", "#56606a", "-gravity", "center", "-extent", "1420x1800", "+repage", "-seed", "41", "-virtual-pixel", "edge", "-distort", "Perspective",
        "0,0 34,26  1420,0 1388,0  1420,1800 1420,1776  0,1800 0,1800", "-attenuate", "0.16", "+noise", "Gaussian", "-blur", "0x0.5", "-modulate", "94,86",
        "-fill", "#c8b48a", "-colorize", "7", "-strip", "-quality", "58", "-sampling-factor", "2x2", out)
    put("familias/hoja-puerta-coliseo.jpg", with_exif(out.read_bytes(), exif(1, "2024:02:16 17:22:09")))


def screenshot():
    """The post that spread the manifest, as a telephone's screenshot."""
    clean = shot("plaza", text("plaza.html"), 720, 772, 1)
    out = scratch() / "plaza-small.png"
    run("convert", clean, "-strip", "+dither", "-colors", "64", "-define", "png:compression-level=9", "-define", "png:exclude-chunks=date,time", out)
    put("redes/publicacion-plaza.png", out.read_bytes())
    return out.read_bytes()


def poster():
    """A small photo of a poster that the camera stored lying on its side (Exif orientation 6)."""
    clean = shot("cartel", text("cartel.html"), 760, 1000, 1)
    out = scratch() / "cartel.jpg"
    run("convert", clean, "-rotate", "-90", "+repage", "-seed", "12", "-attenuate", "0.2", "+noise", "Gaussian", "-strip", "-quality", "50", "-sampling-factor", "2x2", out)
    return with_exif(out.read_bytes(), exif(6, "2024:03:02 11:05:40"))


def bulletin_picture():
    """The small picture on the ministry's page, as PNG bytes."""
    html = '<meta charset="utf-8"><style>body{margin:0;width:480px;height:200px;background:#173a57;color:#fff;font:bold 30px "Liberation Sans";text-align:center}div{padding-top:46px;line-height:1.5}</style><div>MAREA BAJA<br>238 trasladados</div>'
    clean = shot("bulletin", html, 480, 200, 1)
    out = scratch() / "bulletin-small.png"
    run("convert", clean, "-strip", "+dither", "-colors", "16", "-define", "png:exclude-chunks=date,time", out)
    return out.read_bytes()


def printed_page():
    """A newspaper's page as a browser prints it."""
    out = scratch() / "nine.pdf"
    chromium(f"file://{TEXTS / 'nine-months-later.html'}", "--no-pdf-header-footer", f"--print-to-pdf={out}")
    put("prensa/harbour-ledger-nine-months-later.pdf", date_pdf(out.read_bytes(), "D:20241114214000"))


def build():
    """Writes everything of this module."""
    manifest()
    fax()
    door_sheet()
    screenshot()
    printed_page()
