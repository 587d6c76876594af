"""Turns the labelled sets of a linkage data folder into CSV for `cargo xtask score link`. Needs pandas and pyarrow.

usage: python prepare.py DATA_FOLDER OUT_FOLDER
A set that is not there is left out and named.
"""
import sys
from pathlib import Path
import pandas as pd

data, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)

def febrl(path):
    table = pd.read_csv(path, dtype=str, skipinitialspace=True)
    table.columns = [c.strip() for c in table.columns]
    table = table.apply(lambda s: s.str.strip())
    table["cluster"] = table.rec_id.str.extract(r"^(rec-\d+)")[0]
    return table

def febrl4(folder):
    a, b = febrl(folder / "dataset4a.csv").assign(list="a"), febrl(folder / "dataset4b.csv").assign(list="b")
    return pd.concat([a, b])

SETS = {
    "historical_50k": lambda: pd.read_parquet(data / "historical_50k/historical_50k.parquet"),
    "fake_1000": lambda: pd.read_csv(data / "fake_1000/fake_1000.csv", dtype=str),
    "febrl1": lambda: febrl(data / "febrl/dataset1.csv"),
    "febrl2": lambda: febrl(data / "febrl/dataset2.csv"),
    "febrl3": lambda: febrl(data / "febrl/dataset3.csv"),
    "febrl4": lambda: febrl4(data / "febrl"),
    "rldata10000": lambda: pd.read_csv(data / "rldata/RLdata10000.csv", dtype=str),
    "synthetic_es_10k": lambda: pd.read_parquet(data / "synthetic_es/people_10k.parquet"),
    "synthetic_es_50k": lambda: pd.read_parquet(data / "synthetic_es/people_50k.parquet"),
    "name_pairs": lambda: pd.read_csv(data / "synthetic_es/name_pairs.csv", dtype=str),
    "name_bench": lambda: pd.read_csv(data / "name_bench/cases.csv", dtype=str).query("schema == 'Person'"),
}
for name, read in SETS.items():
    try:
        table = read()
    except FileNotFoundError as absent:
        print(f"{name}: not there ({absent.filename})")
        continue
    table.to_csv(out / f"{name}.csv", index=False)
    print(f"{name}: {len(table)} rows")
