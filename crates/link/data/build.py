"""Makes names.bin: how common names are, per population, from published tables. Run by hand when the tables change.

usage: python build.py DATA_FOLDER [names.bin]      needs pandas and pyarrow
reads  DATA_FOLDER/ine_names/{surnames_es,surnames_by_nationality,given_es}.csv
       DATA_FOLDER/us_census/{census_2020,census_2020_first_names}.parquet
Format of names.bin: "NAMES1\\n", u32 number of words, then per word in byte order: u8 bytes shared with the word before,
u8 length of the rest, the rest, u8 number of entries, and per entry u8 column and u8 value. A value of column 0 to 17 is
-8 log2(share of the population's name words that are this word); a value of column 18 is 255 x share of men. Columns as in
src/frequency.rs. Words are folded as src/fold.rs folds them: no accents, lower case, particles left out.
"""
import math, struct, sys, unicodedata
from collections import defaultdict
from pathlib import Path
import pandas as pd

POPULATIONS = ["spain", "el-salvador", "honduras", "guatemala", "nicaragua", "mexico", "venezuela", "colombia", "peru",
               "ecuador", "bolivia", "argentina", "chile", "cuba", "republica-dominicana", "us"]
GIVEN_SPAIN, GIVEN_US, MALE = 16, 17, 18
PARTICLES = {"de", "del", "la", "las", "los", "el", "y", "e", "i", "da", "do", "dos", "das", "di", "van", "von", "der"}

def words(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", str(name).lower()) if not unicodedata.combining(c))
    return [w for w in "".join(c if c.isascii() and c.isalpha() else " " for c in plain).split() if w not in PARTICLES]

def tally(table, name, count):
    sums = defaultdict(float)
    for text, n in zip(table[name], table[count]):
        for word in words(text):
            sums[word] += n
    return sums

data, out = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).with_name("names.bin"))
ine, us = data / "ine_names", data / "us_census"
spain = pd.read_csv(ine / "surnames_es.csv").assign(n=lambda t: t["first"] + t["second"])
nations = pd.read_csv(ine / "surnames_by_nationality.csv").assign(n=lambda t: t["first"] + t["second"])
given = pd.read_csv(ine / "given_es.csv")
columns = {0: (tally(spain, "surname", "n"), 120)}
for at, nation in enumerate(POPULATIONS[1:-1], 1):
    columns[at] = (tally(nations[nations.nationality == nation], "surname", "n"), 0)
columns[15] = (tally(pd.read_parquet(us / "census_2020.parquet"), "name", "count"), 900)
columns[GIVEN_SPAIN] = (tally(given, "name", "freq"), 40)
first = pd.read_parquet(us / "census_2020_first_names.parquet").dropna(subset=["count"])
columns[GIVEN_US] = (tally(first, "name", "count"), 400)
men = tally(given[given.sex == "M"], "name", "freq"); both = tally(given, "name", "freq")
men_us = tally(first.assign(m=first["count"] * first.pctmale / 100), "name", "m")

entries = defaultdict(list)
for column, (sums, least) in columns.items():
    total = sum(sums.values())
    for word, n in sums.items():
        if n >= least and n > 0 and len(word) < 256:
            entries[word].append((column, min(255, round(-8 * math.log2(n / total)))))
for word, found in entries.items():
    n = both.get(word, 0) / sum(both.values()); u = columns[GIVEN_US][0].get(word, 0) / sum(columns[GIVEN_US][0].values())
    if any(column in (GIVEN_SPAIN, GIVEN_US) for column, _ in found) and n + u > 0:
        share = (n * men.get(word, 0) / max(both.get(word, 0), 1) + u * men_us.get(word, 0) / max(columns[GIVEN_US][0].get(word, 0), 1)) / (n + u)
        found.append((MALE, min(255, round(255 * share))))
body, before = [], b""
for word in sorted(entries):
    text, shared = word.encode(), 0
    while shared < min(len(text), len(before)) and text[shared] == before[shared]:
        shared += 1
    body.append(bytes([shared, len(text) - shared]) + text[shared:] + bytes([len(entries[word])]) + b"".join(bytes(e) for e in sorted(entries[word])))
    before = text
out.write_bytes(b"NAMES1\n" + struct.pack("<I", len(body)) + b"".join(body))
print(len(body), "words,", out.stat().st_size, "bytes")
