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

def sondondo(folder):
    """One row a person named in an act, with the other parent, spouse or parents-in-law beside it; godparents and witnesses are left out."""
    couples = [("father", "mother"), ("groom", "bride"), ("father_of_groom", "mother_of_groom"), ("father_of_bride", "mother_of_bride"),
               ("deceased", "husband"), ("deceased", "wife")]
    parents = {"baptized": ("father", "mother"), "deceased": ("father", "mother"), "groom": ("father_of_groom", "mother_of_groom"),
               "bride": ("father_of_bride", "mother_of_bride")}
    people = pd.read_csv(folder / "personas_extracted.csv", dtype=str).fillna("")
    acts = {}
    for kind, file, role, column in (("bautizo", "bautismos", "baptized", "baptized_name"), ("matrimonio", "matrimonios", "groom", "husband_name"),
                                     ("entierro", "entierros", "deceased", "deceased_name")):
        table = pd.read_csv(folder / f"{file}_clean.csv", dtype=str).fillna("")
        names, lost = list(table[column]), 0
        main = people[(people.persona_type == role) & people.event_idno.str.startswith(kind)]
        main = {int(act.split("-")[1]): name for act, name in zip(main.event_idno, main["name"])}
        for number, name in main.items():
            # Acts that the cleaned table lost shift those after them.
            fits = lambda more: all(number + k not in main or number - 1 - lost - more + k >= len(names) or names[number - 1 - lost - more + k] == main[number + k] for k in range(3))
            lost += next((more for more in range(12) if fits(more)), 0)
            at = number - 1 - lost
            if 0 <= at < len(names) and names[at] == name:
                acts[f"{kind}-{number}"] = (table.event_date[at][:4], table.event_place[at].split("|")[0])
    rows = []
    for act, group in people.groupby("event_idno", sort=False):
        year, place = acts.get(act, ("", ""))
        named = {role: f"{name} {last}".strip() for role, name, last in zip(group["persona_type"], group["name"], group["lastname"])}
        for person in group.itertuples(index=False):
            role = person.persona_type
            if role.startswith(("god", "witness")):
                continue
            spouse = [named[b if role == a else a] for a, b in couples if role in (a, b) and (b if role == a else a) in named]
            of = [named[it] for it in parents.get(role, ()) if it in named]
            rows.append(dict(id=int(person.persona_idno.split("-")[1]), act=act, year=year, role=role, given=person.name, surname=person.lastname,
                             sex=person.gender if person.gender in ("male", "female") else "", birth=person.birth_date, place=place,
                             spouse=spouse[0] if spouse else "", parents=", ".join(of), condition=person.social_condition))
    return pd.DataFrame(rows)

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
    "sondondo": lambda: sondondo(data / "sondondo"),
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
