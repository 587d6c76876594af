//! Scores the quotations of one file in the markup of the project's own corpus, and prints what is missed or wrong, by
//! category, for whoever mends the rules. Never meant for texts that are held out: those are only counted.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result};

use annotate::corpus::{self, Document};
use annotate::kinds::{Annotations, Speaker};

use super::attribution::{Found, Score, bytes, direct};

/// Quotations that share less, by the bytes of both, are not the same.
const SAME: f64 = 0.5;

/// Prints the figures of a file, by document with its mistakes when `show` says so.
///
/// # Errors
/// When the file cannot be read or its markup is not well formed.
pub fn score(path: &Path, show: bool) -> Result<()> {
    let file = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut score = Score::default();
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for document in corpus::read(&file)? {
        let all = annotate::annotate(&document.text, &annotate::Options::default());
        let found = super::train::found(&all);
        for mistake in mistakes(&document, &all, &found) {
            *kinds.entry((mistake.form, mistake.kind)).or_default() += 1;
            if show && mistake.kind != "right" && !document.held {
                println!("{} {} {}: {}", document.id, mistake.form, mistake.kind, mistake.words);
            }
        }
        score.add(&document.text, &document.quotations, found);
    }
    score.print();
    for ((form, kind), count) in kinds {
        println!("{form:10} {kind:22} {count:5}");
    }
    Ok(())
}

/// What became of one quotation of the gold, or of one that the gold has not.
struct Mistake {
    form: &'static str,
    kind: &'static str,
    words: String,
}

fn mistakes(document: &Document, all: &Annotations, found: &[Found]) -> Vec<Mistake> {
    let text = document.text.as_str();
    let words = |ranges: &[Range<usize>]| {
        ranges.iter().map(|it| text[it.clone()].replace('\n', " / ")).collect::<Vec<_>>().join(" ... ")
    };
    let form = |ranges: &[Range<usize>]| if direct(text, ranges) { "direct" } else { "other" };
    let mut pairs = Vec::new();
    for (g, gold) in document.quotations.iter().enumerate() {
        let wanted = bytes(text, &gold.content);
        for (f, it) in found.iter().enumerate() {
            let has = bytes(text, &it.content);
            let both = wanted.intersection(&has).count();
            pairs.push((both as f64 / wanted.union(&has).count().max(1) as f64, g, f));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut of_gold: Vec<Option<usize>> = vec![None; document.quotations.len()];
    let mut used = vec![false; found.len()];
    for (_, g, f) in pairs.iter().copied().filter(|pair| pair.0 >= SAME) {
        if of_gold[g].is_none() && !used[f] {
            (of_gold[g], used[f]) = (Some(f), true);
        }
    }
    let mut mistakes = Vec::new();
    for (g, gold) in document.quotations.iter().enumerate() {
        let said = |f: Option<usize>| {
            let found =
                f.map(|f| format!("; found {:?}: {:?}", words(&found[f].source), words(&found[f].content)));
            let who = document.speakers[g].as_ref().map_or_else(String::new, |it| format!(" ={it}"));
            let (source, content) = (words(&gold.source), words(&gold.content));
            let cue = words(&gold.cue);
            format!("{source:?}{who} [{cue}] {content:?}{}", found.unwrap_or_default())
        };
        let kind = match of_gold[g] {
            None => "not found",
            Some(f) => {
                let shared =
                    bytes(text, &gold.source).intersection(&bytes(text, &found[f].source)).count() > 0;
                match (found[f].source.is_empty(), gold.source.is_empty()) {
                    (true, true) => "right",
                    (true, false) => "speaker unknown",
                    (false, true) => "speaker too much",
                    (false, false) if shared => "right",
                    (false, false) => "speaker wrong",
                }
            }
        };
        mistakes.push(Mistake { form: form(&gold.content), kind, words: said(of_gold[g]) });
        if let (Some(f), Some(name)) = (of_gold[g], &document.speakers[g]) {
            let kind = resolved(text, all, f, name);
            mistakes.push(Mistake { form: "resolved", kind, words: said(Some(f)) });
        }
    }
    for (f, it) in found.iter().enumerate().filter(|(f, _)| !used[*f]) {
        let near = pairs.iter().find(|pair| pair.2 == f && pair.0 > 0.0);
        let kind = if near.is_some() { "found in part" } else { "found too much" };
        let said =
            format!("{:?}: {:?} ({:?})", words(&it.source), words(&it.content), all.quotations[f].finder);
        mistakes.push(Mistake { form: form(&it.content), kind, words: said });
    }
    mistakes
}

/// Whether the speaker of a quotation is the one that the gold names.
fn resolved(text: &str, all: &Annotations, at: usize, name: &str) -> &'static str {
    let named = |chain: u32| {
        let chain = &all.chains[chain as usize];
        let found = chain.name.slice(text).unwrap_or_default();
        if found.contains(name) || name.contains(found) { "right" } else { "other person" }
    };
    match all.quotations[at].speaker {
        Speaker::Named { chain } | Speaker::Resolved { chain, .. } => named(chain),
        Speaker::Described | Speaker::Unknown if name == "?" => "right",
        Speaker::Described | Speaker::Unknown => "left open",
    }
}
