"""Builds the demonstration corpus: `python3 build.py [module ...]`, all modules without arguments.

Needs LibreOffice, Chromium, pdfLaTeX, ImageMagick, the Liberation, DejaVu and URW fonts, and pikepdf for the locked PDF.
What is plain text in ../corpus and not named by a module is written by hand there. See ../README.md.
"""

import importlib
import sys

sys.dont_write_bytecode = True

import common  # noqa: E402  (after the switch, so that no __pycache__ appears)

# In this order: the mail attaches the screenshot, the archives hold pictures.
MODULES = ["lists", "sheets", "office", "docx", "pictures", "web", "packs"]


def main(names):
    """Runs the named builders, in the order that their needs ask for."""
    try:
        for name in MODULES:
            if not names or name in names:
                importlib.import_module(name).build()
                print("built", name)
    finally:
        common.clean_up()


if __name__ == "__main__":
    main(sys.argv[1:])
