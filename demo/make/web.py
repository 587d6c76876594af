"""The captured pages of the ministry: a WARC 1.1 (gzipped by record) and a WACZ, with right digests and times.

Specs: WARC 1.1 (ISO 28500), CDXJ, WACZ 1.1.1. Nothing was fetched: the exchanges are written from texts/*.html.
"""

import base64
import gzip
import hashlib
import io
import json
import uuid

from common import put, rows, text, zipped
from pictures import bulletin_picture

SITE = "https://www.moif.gob.example"


def digest(data):
    """A digest as WARC files write it: SHA-1 in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def squeeze(data):
    """One gzip member, the same at every build."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=9) as member:
        member.write(data)
    return buffer.getvalue()


class Warc:
    """Collects records; remembers offset and length of each response for the index."""

    def __init__(self, name, software):
        self.name, self.bytes, self.index = name, bytearray(), []
        info = f"software: {software}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n".encode()
        self.info = self.record("warcinfo", info, [("WARC-Filename", name), ("Content-Type", "application/warc-fields")], "2024-02-15T15:00:00Z")

    def record(self, kind, block, fields, when):
        """Appends one record as its own gzip member; returns its id."""
        seed = f"{self.name}|{kind}|{len(self.bytes)}"
        ident = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}>"
        head = [("WARC-Type", kind), ("WARC-Record-ID", ident), ("WARC-Date", when)] + fields
        head += [("WARC-Block-Digest", digest(block)), ("Content-Length", str(len(block)))]
        self.bytes += squeeze(b"WARC/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in head).encode() + b"\r\n" + block + b"\r\n\r\n")
        return ident

    def exchange(self, path, status, headers, body, when, revisit=None):
        """A request and its response (or a revisit of an earlier, equal one)."""
        url = SITE + path
        asked = f"GET {path} HTTP/1.1\r\nHost: www.moif.gob.example\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\n\r\n".encode()
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers) + "\r\n"
        start = len(self.bytes)
        common = [("WARC-Target-URI", url), ("WARC-IP-Address", "192.0.2.44"), ("WARC-Warcinfo-ID", self.info)]
        fields = common + [("WARC-Payload-Digest", digest(body)), ("Content-Type", "application/http; msgtype=response")]
        if revisit:
            fields += [("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"), ("WARC-Refers-To-Target-URI", url), ("WARC-Refers-To-Date", revisit)]
            ident = self.record("revisit", head.encode(), fields, when)
        else:
            ident = self.record("response", head.encode() + body, fields, when)
        mime = "warc/revisit" if revisit else dict(headers)["Content-Type"].split(";")[0]
        self.index.append((url, when, {"url": url, "mime": mime, "status": status[:3], "digest": digest(body), "length": str(len(self.bytes) - start), "offset": str(start), "filename": self.name}))
        self.record("request", asked, common + [("WARC-Concurrent-To", ident), ("Content-Type", "application/http; msgtype=request")], when)

    def cdxj(self):
        """The index, sorted by SURT key and time."""
        lines = []
        for url, when, entry in self.index:
            path = url[len(SITE):].lower()
            stamp = "".join(c for c in when if c.isdigit())[:14]
            lines.append(f"example,gob,moif){path} {stamp} {json.dumps(entry)}")
        return ("\n".join(sorted(lines)) + "\n").encode()


def html_headers(body, date, coding=None):
    """Response headers of an HTML page."""
    headers = [("Date", date), ("Server", "nginx"), ("Content-Type", "text/html; charset=utf-8")]
    if coding:
        headers.append(("Content-Encoding", coding))
    return headers + [("Content-Length", str(len(body)))]


def february():
    """15 February: the page with 238, its list (compressed by the server), the picture, a missing page, a revisit."""
    warc = Warc("captura-ministerio-2024-02-15.warc.gz", "Observatorio Tercera Orilla, captura manual")
    page, picture = text("ministerio-portada.html").encode(), bulletin_picture()
    table = "\n".join(f"<tr><td>{i}</td><td>{r['apellido1']} {r['apellido2']}</td><td>{r['nombres']}</td><td>{r['cedula']}</td></tr>" for i, r in enumerate(rows("official")[:8], 1))
    listing = squeeze(text("ministerio-listas.html").replace("%ROWS%", table).encode())
    day = "Thu, 15 Feb 2024 15:0{}:0{} GMT"
    warc.exchange("/marea-baja/trasladados", "200 OK", html_headers(page, day.format(2, 4)), page, "2024-02-15T15:02:04Z")
    warc.exchange("/img/marea-baja.png", "200 OK", [("Date", day.format(2, 5)), ("Content-Type", "image/png"), ("Content-Length", str(len(picture)))], picture, "2024-02-15T15:02:05Z")
    warc.exchange("/transparencia/listas", "200 OK", html_headers(listing, day.format(2, 9), "gzip"), listing, "2024-02-15T15:02:09Z")
    gone = "<h1>404</h1><p>El documento solicitado no existe o no está disponible.</p>".encode()
    warc.exchange("/transparencia/listas/segunda-entrega", "404 Not Found", html_headers(gone, day.format(3, 1)), gone, "2024-02-15T15:03:01Z")
    warc.exchange("/marea-baja/trasladados", "200 OK", html_headers(page, "Thu, 15 Feb 2024 21:30:00 GMT"), page, "2024-02-15T21:30:00Z", revisit="2024-02-15T15:02:04Z")
    put("ministerio/captura-ministerio-2024-02-15.warc.gz", bytes(warc.bytes))


def march():
    """12 March: the same address, now with 252, packed as a WACZ."""
    warc = Warc("data.warc.gz", "Observatorio Tercera Orilla, captura manual")
    page = text("ministerio-portada-marzo.html").encode()
    warc.exchange("/marea-baja/trasladados", "200 OK", html_headers(page, "Tue, 12 Mar 2024 18:20:11 GMT"), page, "2024-03-12T18:20:11Z")
    title = "Personas trasladadas - MOIF"
    pages = json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}) + "\n"
    pages += json.dumps({"id": "p1", "url": SITE + "/marea-baja/trasladados", "ts": "2024-03-12T18:20:11Z", "title": title}, ensure_ascii=False) + "\n"
    files = [("archive/data.warc.gz", bytes(warc.bytes)), ("indexes/index.cdxj", warc.cdxj()), ("pages/pages.jsonl", pages.encode())]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "title": "Página del MOIF, 12 de marzo de 2024", "description": "La misma dirección que el 15 de febrero; la cifra cambió.",
               "created": "2024-03-12T18:31:00Z", "software": "Observatorio Tercera Orilla, captura manual", "mainPageUrl": SITE + "/marea-baja/trasladados", "mainPageDate": "2024-03-12T18:20:11Z",
               "resources": [{"name": path.rsplit("/", 1)[1], "path": path, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "bytes": len(data)} for path, data in files]}
    described = json.dumps(package, indent=2, ensure_ascii=False).encode()
    checked = json.dumps({"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(described).hexdigest()}, indent=2).encode()
    entries = [(path, data, path.endswith(".gz")) for path, data in files] + [("datapackage.json", described, False), ("datapackage-digest.json", checked, False)]
    put("ministerio/pagina-ministerio-2024-03-12.wacz", zipped(entries, (2024, 3, 12, 14, 31, 0)))


def build():
    """Writes everything of this module."""
    february()
    march()
