"""Paths, the lists, and the small tools that every builder of the demonstration corpus shares. Builds nothing itself."""

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

MAKE = Path(__file__).resolve().parent
TEXTS = MAKE / "texts"
LISTS = MAKE / "lists"
CORPUS = MAKE.parent / "corpus"

# SOURCE_DATE_EPOCH for tools that honour it: 2024-11-20T12:00:00Z, the day the invented case folder was put together.
EPOCH = "1732104000"


def rows(name):
    """The rows of lists/<name>.tsv as dictionaries, in the order of the list."""
    with open(LISTS / f"{name}.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def text(name):
    """The text of texts/<name>."""
    return (TEXTS / name).read_text(encoding="utf-8")


def put(path, data):
    """Writes bytes to corpus/<path> and creates its folder."""
    target = CORPUS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def zipped(entries, when=(2024, 11, 20, 12, 0, 0)):
    """A ZIP from (name, bytes, stored) with fixed times and no trace of the machine that wrote it.

    `name` may be bytes: then it is written as it is, without the UTF-8 flag (old archivers do so).
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data, stored in entries:
            info = _FlatName(name, when) if isinstance(name, bytes) else zipfile.ZipInfo(name, when)
            info.create_system = 0
            info.external_attr = 0x20
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


class _FlatName(zipfile.ZipInfo):
    """An entry whose name is written as the bytes given, without the UTF-8 flag."""

    def __init__(self, name, when):
        super().__init__(name.decode("cp437"), when)
        self.flat = name

    def _encodeFilenameFlags(self):
        return self.flat, self.flag_bits & ~0x800


def rezip(data, when=(2024, 11, 20, 12, 0, 0)):
    """The same office file with fixed times, and with small numbers where LibreOffice writes chance ones.

    Those are the revision-save ids in settings.xml and the ids of tracked changes (addresses of its memory).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped([(i.filename, _steady(archive.read(i)), i.compress_type == zipfile.ZIP_STORED) for i in archive.infolist()], when)


def _steady(data):
    """An office file's part with steady ids; other parts as they are."""
    if not data.startswith(b"<?xml"):
        return data
    data = re.sub(rb'("Rsid(?:Root)?" config:type="int">)\d+', rb"\g<1>1", data)
    seen = {}
    return re.sub(rb'"ct(\d{9,})"', lambda m: b'"ct%d"' % seen.setdefault(m.group(1), len(seen) + 1), data)


def run(*command, cwd=None, epoch=EPOCH):
    """Runs a tool, its environment free of the user's name and time zone; raises with its output when it fails."""
    env = {"PATH": os.environ["PATH"], "HOME": str(scratch()), "LC_ALL": "C.UTF-8", "TZ": "America/La_Paz",
           "SOURCE_DATE_EPOCH": epoch, "FORCE_SOURCE_DATE": "1", "MAGICK_THREAD_LIMIT": "1"}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout.decode(errors='replace')[-2000:]}{done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


_SCRATCH = None


def scratch():
    """One temporary folder for the whole build."""
    global _SCRATCH
    if _SCRATCH is None:
        _SCRATCH = Path(tempfile.mkdtemp(prefix="demo-"))
    return _SCRATCH


def clean_up():
    """Removes the temporary folder."""
    if _SCRATCH:
        shutil.rmtree(_SCRATCH, ignore_errors=True)


def soffice(source, kind, suffix):
    """Converts `source` with LibreOffice to `kind` (a filter) and returns the bytes."""
    out = scratch() / "office"
    out.mkdir(exist_ok=True)
    run("soffice", f"-env:UserInstallation=file://{scratch()}/profile", "--headless", "--convert-to", kind, "--outdir", out, source)
    return (out / f"{Path(source).stem}.{suffix}").read_bytes()


def chromium(url, *flags):
    """Runs Chromium without a window on `url`."""
    run("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb",
        f"--user-data-dir={scratch()}/chromium", *flags, url)
