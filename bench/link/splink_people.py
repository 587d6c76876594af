"""Splink end to end (prepare, train, predict, cluster) on people that `cargo run --release -p link --example people` made.

usage: python splink_people.py PEOPLE.csv PEOPLE.parquet      makes the Parquet file
       python splink_people.py PEOPLE.parquet [--wide]        links it; the last line tells the best F1 of pairs and of clusters

Needs splink 5 with duckdb below 2. "Tight" blocks on equal parts, "wide" on sounds and dates of birth: ten times the pairs, and
the recall that goes with it. Comparisons and rules were chosen with the truth in view.
"""
import json, os, sys, tempfile, warnings
warnings.filterwarnings("ignore")
import duckdb

con = duckdb.connect()
con.execute(f"set threads={os.cpu_count()}; set temp_directory='{tempfile.mkdtemp()}'; set enable_progress_bar=false")
if len(sys.argv) > 2 and sys.argv[2].endswith(".parquet"):
    con.execute(f"copy (select * from read_csv('{sys.argv[1]}', all_varchar=true, nullstr='')) to '{sys.argv[2]}' (format parquet)")
    sys.exit()

import logging
import numpy as np
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
logging.getLogger("splink").setLevel(logging.WARNING)
people, wide = sys.argv[1], "--wide" in sys.argv
NORM = "nullif(trim(regexp_replace(regexp_replace(upper(strip_accents({c})), '[^A-Z ]', ' ', 'g'), '\\s+', ' ', 'g')), '')"
PART = "regexp_replace({c}, '^(DE LA |DE LOS |DE LAS |DEL |DE )', '')"
def phon(c):
    """Small Spanish phonetic key: seseo, yeismo, b/v, silent h, g/j/x, k; vowels after the first dropped."""
    e = f"replace({c}, ' ', '')"
    for x, y in [("LL", "Y"), ("QU", "K"), ("CH", "1"), ("H", ""), ("V", "B"), ("Z", "S"), ("X", "J"), ("W", "U")]: e = f"replace({e}, '{x}', '{y}')"
    e = f"regexp_replace({e}, 'C([EI])', 'S\\1', 'g')"; e = f"regexp_replace({e}, 'G([EI])', 'J\\1', 'g')"; e = f"replace(replace({e}, 'C', 'K'), 'Y', 'I')"
    return f"left({e},1) || regexp_replace(substr({e},2), '[AEIOU]', '', 'g')"
con.execute(f"""create table people as
with n as (select rec_id as unique_id, ent_id as cluster, sex, {NORM.format(c='given_names')} gn, {NORM.format(c='surname1')} s1r, {NORM.format(c='surname2')} s2r,
   case when length(dob)=10 then dob end dob, substr(dob,1,4) byear, {NORM.format(c='place')} place, nat_id from '{people}')
, p as (select *, {PART.format(c='s1r')} s1a, {PART.format(c='s2r')} s2a, string_split(gn,' ') gtok from n)
select unique_id, cluster, sex, gn, gtok[1] g1, gtok, s1a s1, s2a s2, concat_ws(' ', s1a, s2a) surn, dob, byear, place, nat_id, {phon('gtok[1]')} pg, {phon('s1a')} p1, {phon('s2a')} p2 from p""")
def lvl(sql, label, tf=None, null=False):
    x = dict(sql_condition=sql, label_for_charts=label)
    if null: x["is_null_level"] = True
    if tf: x.update(tf_adjustment_column=tf, tf_adjustment_weight=1.0)
    return x
JW = "jaro_winkler_similarity({0}_l,{0}_r) >= {1}"
given = dict(output_column_name="given", comparison_levels=[
    lvl("gn_l is null or gn_r is null", "null", null=True), lvl("gn_l = gn_r", "exact all", tf="gn"), lvl("g1_l = g1_r", "exact first token", tf="g1"),
    lvl(JW.format("gn", 0.92), "jw .92"), lvl("list_contains(gtok_r, g1_l) or list_contains(gtok_l, g1_r)", "first token among the other's"),
    lvl(JW.format("g1", 0.88), "jw .88 first"), lvl("substr(g1_l,1,1)=substr(g1_r,1,1) and (length(g1_l)=1 or length(g1_r)=1)", "initial"), lvl("ELSE", "else")])
surnames = dict(output_column_name="surnames", comparison_levels=[
    lvl("s1_l is null or s1_r is null", "null", null=True), lvl("s1_l = s1_r and (s2_l is null or s2_r is null)", "first equal, second missing", tf="s1"),
    lvl("surn_l = surn_r", "both equal", tf="surn"),
    lvl("s1_l = s2_r and s2_l = s1_r", "swapped"), lvl("s1_l = s1_r and " + JW.format("s2", 0.88), "first equal, second close", tf="s1"),
    lvl(JW.format("surn", 0.94), "whole string close"),
    lvl("s1_l = s1_r", "first equal, second differs", tf="s1"), lvl(JW.format("s1", 0.9) + " and (s2_l is null or s2_r is null)", "first close, second missing"),
    lvl("s1_l = s2_r or s2_l = s1_r", "one surname in the other position"), lvl(JW.format("s1", 0.9), "first close"), lvl("ELSE", "else")])
dob = dict(output_column_name="dob", comparison_levels=[
    lvl("byear_l is null or byear_r is null", "null", null=True), lvl("dob_l = dob_r", "exact"),
    lvl("substr(dob_l,1,4)=substr(dob_r,1,4) and substr(dob_l,6,2)=substr(dob_r,9,2) and substr(dob_l,9,2)=substr(dob_r,6,2)", "day/month swap"),
    lvl("damerau_levenshtein(dob_l, dob_r) <= 1", "one edit"), lvl("byear_l = byear_r and (dob_l is null or dob_r is null)", "year equal, rest missing"),
    lvl("byear_l = byear_r", "same year"), lvl("abs(try_cast(byear_l as int) - try_cast(byear_r as int)) <= 1", "1 year"), lvl("ELSE", "else")])
place = dict(output_column_name="place", comparison_levels=[lvl("place_l is null or place_r is null", "null", null=True), lvl("place_l = place_r", "exact", tf="place"),
    lvl("contains(place_l, place_r) or contains(place_r, place_l)", "contained"), lvl("ELSE", "else")])
nid = dict(output_column_name="nat_id", comparison_levels=[lvl("nat_id_l is null or nat_id_r is null", "null", null=True), lvl("nat_id_l = nat_id_r", "exact"),
    lvl("damerau_levenshtein(nat_id_l, nat_id_r) <= 1", "one edit"), lvl("ELSE", "else")])
rules = [block_on("nat_id"), block_on("g1", "s1", "s2"), block_on("s1", "dob"), block_on("g1", "dob"), block_on("s1", "s2", "byear"), block_on("g1", "s1", "byear"),
         block_on("g1", "substr(s1,1,3)", "place", "substr(byear,1,3)"), "l.g1 = r.g1 and l.s1 = r.s2 and l.s2 = r.s1", block_on("s1", "s2", "substr(gn,1,3)"), block_on("dob", "place")]
if wide:
    rules = [block_on("nat_id"), block_on("pg", "p1"), block_on("p1", "p2"), block_on("pg", "p2"), block_on("dob", "substr(p1,1,1)"), block_on("dob", "substr(pg,1,1)"), "l.p1 = r.p2 and l.p2 = r.p1"]
settings = SettingsCreator(link_type="dedupe_only", unique_id_column_name="unique_id", comparisons=[given, surnames, dob, place, nid, cl.ExactMatch("sex")],
    blocking_rules_to_generate_predictions=rules, retain_intermediate_calculation_columns=False, retain_matching_columns=False, additional_columns_to_retain=["cluster"])
linker = Linker(DuckDBAPI(connection=con).register(con.table("people")), settings)
training = linker.training
training.estimate_probability_two_random_records_match([block_on("nat_id"), block_on("g1", "s1", "dob"), block_on("g1", "s1", "s2", "place")], recall=0.5)
training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
for rule in (block_on("g1", "s1", "s2"), block_on("dob", "s1"), block_on("nat_id")):
    training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
predicted = linker.inference.predict(threshold_match_weight=-10)


def pairs(sizes):
    sizes = np.asarray(sizes, dtype=np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


true = pairs(con.execute("select count(*) n from people group by cluster").fetchnumpy()["n"])
scored = con.execute(f"select match_weight w, cluster_l = cluster_r y from {predicted.physical_name} order by w desc").fetchnumpy()
right, taken = np.cumsum(np.asarray(scored["y"], dtype=np.int64)), np.arange(1, len(scored["w"]) + 1)
f1 = 2 * right / (taken + true)
last = np.append(scored["w"][1:] != scored["w"][:-1], True)  # cut between distinct weights only
best = int(np.argmax(np.where(last, f1, -1)))
found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_weight=float(scored["w"][best]))
table = found.physical_name
kept = pairs(con.execute(f"select count(*) n from {table} group by cluster_id").fetchnumpy()["n"])
both = pairs(con.execute(f"select count(*) n from {table} group by cluster_id, cluster").fetchnumpy()["n"])
print(json.dumps({"f1": round(float(f1[best]), 4), "cluster f1": round(2 * both / (kept + true), 4), "compared": len(taken), "weight": round(float(scored["w"][best]), 1)}))
