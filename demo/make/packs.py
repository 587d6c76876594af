"""The archives and the mail: a ZIP with a ZIP inside, a newsroom's tar.gz, a forwarded message, a mailbox."""

import base64
import gzip
import io
import quopri
import tarfile

from common import CORPUS, put, text, zipped
from lists import bus_csv, ocr_csv
from pictures import poster


def lawyers_zip():
    """The lawyers' annexes. One name is in code page 850 without the UTF-8 flag, as old archivers wrote it."""
    inner = zipped([("lista-bus-2.csv", bus_csv(), False), ("nota-de-voz.txt", text("nota-de-voz.txt").encode(), False)], (2024, 2, 15, 8, 0, 0))
    outer = zipped([
        ("acta-visita.txt", text("acta-visita.txt").encode(), False),
        ("constancia médica.html".encode("cp850"), text("constancia-medica.html").encode("latin-1"), False),
        ("foto-cartel.jpg", poster(), True),
        ("respaldo.zip", inner, True),
    ], (2024, 3, 2, 12, 0, 0))
    put("tribunal/anexos-colectivo.zip", outer)


def newsroom_tar():
    """A newsroom's backup: a plan, a draft, a wire story; one folder down."""
    files = [("respaldo-redaccion/pauta-2024-02-26.txt", text("pauta.txt")), ("respaldo-redaccion/borradores/editorial.md", text("editorial.md")), ("respaldo-redaccion/teletipo-2024-02-27.html", text("teletipo.html"))]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, body in files:
            data = body.encode()
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode, info.uname, info.gname = len(data), 1709391600, 0o644, "redaccion", "redaccion"
            tar.addfile(info, io.BytesIO(data))
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=1709391600) as stream:
        stream.write(buffer.getvalue())
    put("respaldo-redaccion.tar.gz", out.getvalue())


def quoted(body):
    """Quoted-printable with CRLF line ends."""
    return quopri.encodestring(body.encode()).replace(b"\n", b"\r\n")


def wrapped(data):
    """Base 64 in lines of 76."""
    line = base64.b64encode(data)
    return b"\r\n".join(line[i:i + 76] for i in range(0, len(line), 76)) + b"\r\n"


def forwarded():
    """A forwarded message: RFC 2047 headers, RFC 2231 file names, text and HTML, three attachments (one a message)."""
    body, html, inner = text("correo.txt"), text("correo.html"), text("correo-original.txt")
    picture = (CORPUS / "redes/publicacion-plaza.png").read_bytes()
    head = (
        "Received: from mx1.tercera-orilla.example (mx1.tercera-orilla.example [192.0.2.10])\r\n\tby mail.harbourledger.example with ESMTPS id 8c41;\r\n\tFri, 16 Feb 2024 08:14:33 -0400\r\n"
        "Date: Fri, 16 Feb 2024 08:14:20 -0400\r\n"
        "From: =?UTF-8?Q?Noelia_Tarras=C3=B3?= <noelia@tercera-orilla.example>\r\n"
        "To: Tobias Wren <wren@harbourledger.example>\r\n"
        "Cc: =?ISO-8859-1?Q?Luc=EDa_Barandiar=E1n?= <lbarandiaran@diarioestrecho.example>\r\n"
        "Subject: =?UTF-8?B?" + base64.b64encode("RV: manifiesto del vuelo 7012, ".encode()).decode() + "?=\r\n =?UTF-8?B?" + base64.b64encode("¿lo tienes ya?".encode()).decode() + "?=\r\n"
        "Message-ID: <20240216121420.7012@tercera-orilla.example>\r\nIn-Reply-To: <a1b2c3@harbourledger.example>\r\nMIME-Version: 1.0\r\nContent-Language: es, en\r\n"
        'Content-Type: multipart/mixed; boundary="=_marea_1"\r\n\r\nThis is a multi-part message in MIME format.\r\n')
    parts = [
        b'Content-Type: multipart/alternative; boundary="=_marea_2"\r\n\r\n'
        b"--=_marea_2\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(body) +
        b"\r\n--=_marea_2\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(html) + b"\r\n--=_marea_2--\r\n",
        b"Content-Type: text/csv; charset=utf-8\r\nContent-Disposition: attachment;\r\n filename*=UTF-8''manifiesto%20p%C3%A1gina%202%20%28OCR%29.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped(ocr_csv()),
        b'Content-Type: image/png; name="publicacion-plaza.png"\r\nContent-Disposition: attachment; filename="publicacion-plaza.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + wrapped(picture),
        b"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"original.eml\"\r\n\r\n" + original(inner),
    ]
    put("correo/fwd-manifiesto.eml", head.encode() + b"".join(b"--=_marea_1\r\n" + p + (b"" if p.endswith(b"\r\n") else b"\r\n") for p in parts) + b"--=_marea_1--\r\n")


def original(body):
    """The anonymous message that was forwarded, in ISO-8859-1."""
    head = ("Date: Thu, 15 Feb 2024 22:31:07 -0400\r\nFrom: \"un amigo\" <gaviota1974@correo.example>\r\nTo: denuncias@tercera-orilla.example\r\n"
            "Subject: =?iso-8859-1?Q?Para_que_no_digan_que_no_hay_lista?=\r\nMessage-ID: <zz-7012@correo.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
    return head.encode() + body.replace("\n", "\r\n").encode("latin-1")


def mailbox():
    """Five messages between the committee, a reporter and the Observatory; one line begins with "From " and is escaped."""
    put("correo/comite-prensa.mbox", text("comite.mbox").encode())


def build():
    """Writes everything of this module."""
    lawyers_zip()
    newsroom_tar()
    forwarded()
    mailbox()
