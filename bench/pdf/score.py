#!/usr/bin/env python3
"""Compares a program's PDF text with poppler's `pdftotext`, document by document.

    python3 score.py FOLDER -- COMMAND ...      (the PDF's path is put in place of {} or after the last word)
    python3 score.py pdfs -- habeas text {}

For each PDF: F1 of the words as a bag (what is lost or garbled), F1 of 5-word sequences as a bag (what is out of order),
and the CPU and wall time of both programs. Words are runs of non-space characters after NFC, with presentation ligatures
and soft hyphens undone, and a hyphen at a line's end joined with the next line, as pdftotext itself does. Neither
program is the truth: a difference is a reason to look at the page.
"""

import argparse
import collections
import pathlib
import re
import resource
import subprocess
import sys
import time
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def words(text):
    text = unicodedata.normalize("NFC", "".join(LIGATURES.get(c, c) for c in text))
    text = re.sub(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*", "", text)
    return text.replace("\u00ad", "").split()


def f1(ours, theirs):
    ours, theirs = collections.Counter(ours), collections.Counter(theirs)
    shared = sum((ours & theirs).values())
    total = sum(ours.values()) + sum(theirs.values())
    return 2 * shared / total if total else 1.0


def grams(tokens, n=5):
    return [tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)] or [tuple(tokens)]


def timed(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout.decode("utf-8", "replace"), cpu, wall, done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("command", nargs="+")
    parser.add_argument("--diff", action="store_true", help="show the words that differ")
    parser.add_argument("--below", type=float, default=0.99, help="list documents below this word F1")
    arguments = parser.parse_args()

    rows = []
    for pdf in sorted(arguments.folder.rglob("*.pdf")):
        command = [part.replace("{}", str(pdf)) for part in arguments.command]
        if command == arguments.command:
            command.append(str(pdf))
        mine, cpu, wall, code = timed(command)
        theirs, their_cpu, their_wall, _ = timed(["pdftotext", "-enc", "UTF-8", str(pdf), "-"])
        a, b = words(mine), words(theirs)
        rows.append((f1(a, b), f1(grams(a), grams(b)), len(b), cpu, their_cpu, wall, their_wall, pdf.name))
        print("%.4f  5-gram %.4f  %7d words  cpu %6.3f / %6.3f s  wall %6.3f / %6.3f s  %s%s"
              % (*rows[-1], "" if code == 0 else f"  EXIT {code}"))
        if arguments.diff and rows[-1][0] < arguments.below:
            extra, lost = collections.Counter(a) - collections.Counter(b), collections.Counter(b) - collections.Counter(a)
            print("    only here:", " ".join(list(extra.elements())[:40]))
            print("    only there:", " ".join(list(lost.elements())[:40]))
    if not rows:
        sys.exit("no PDF in that folder")
    column = lambda i: [row[i] for row in rows]
    mean = lambda values: sum(values) / len(values)
    print("\n%d documents, %d words" % (len(rows), sum(column(2))))
    print("word F1    min %.4f  mean %.4f" % (min(column(0)), mean(column(0))))
    print("5-gram F1  min %.4f  mean %.4f" % (min(column(1)), mean(column(1))))
    print("cpu        %.2f s against %.2f s; slower on %d documents" % (sum(column(3)), sum(column(4)), sum(r[3] > r[4] for r in rows)))
    print("wall       %.2f s against %.2f s" % (sum(column(5)), sum(column(6))))
    low = [row for row in rows if row[0] < arguments.below]
    print("below %.2f: %d%s" % (arguments.below, len(low), "".join("\n  %.4f  %s" % (row[0], row[-1]) for row in sorted(low))))


if __name__ == "__main__":
    main()
