//! Trains and scores the names model.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use annotate::kinds::MentionKind;
use annotate::learn::Model;
use annotate::learn::train::{Settings, train};
use annotate::names::tagger;
use annotate::names::training;
use annotate::quotations::context::Context;
use annotate::text::Passage;

use super::columns::{self, Sentence};

/// Of the names model.
pub const NAMES: Settings =
    Settings { labels: tagger::LABELS, bits: 17, epochs: 12, rate: 0.05, decay: 1e-2, seed: 3 };

/// How many times a text of the project's own corpus counts.
pub const OWN_WEIGHT: f32 = 1.5;

/// How many sentences in a row count as one text: what a text tells of its words is wanted.
const TOGETHER: usize = 20;

/// Joins sentences to texts, a sentence a paragraph.
#[must_use]
pub fn texts(sentences: &[Sentence]) -> Vec<Sentence> {
    sentences
        .chunks(TOGETHER)
        .map(|chunk| {
            let mut text = Sentence::default();
            for sentence in chunk {
                let start = text.text.len();
                text.text.push_str(&sentence.text);
                text.text.push_str("\n\n");
                text.gold.extend(
                    sentence.gold.iter().map(|(range, kind)| (range.start + start..range.end + start, *kind)),
                );
            }
            text
        })
        .collect()
}

/// Learns from texts with their weights.
#[must_use]
pub fn learn(texts: &[(&Sentence, f32)], settings: &Settings) -> Model {
    let mut examples = Vec::new();
    for (text, weight) in texts {
        let passage = Passage::read(&text.text, None);
        training::examples(&Context::new(&passage), &text.gold, *weight, &mut examples);
    }
    train(&examples.iter().collect::<Vec<_>>(), settings)
}

/// Found, gold, both: exact spans with their kinds.
pub fn score(model: &Model, texts: &[Sentence]) -> [usize; 3] {
    let mut counts = [0; 3];
    for text in texts {
        let passage = Passage::read(&text.text, None);
        let context = Context::new(&passage);
        // The corpora know no facilities: a prison's name may be a body's or a place's.
        let plain = |kind| if kind == MentionKind::Facility { MentionKind::Place } else { kind };
        let found: BTreeSet<_> = annotate::names::all(model, &context)
            .into_iter()
            .map(|found| {
                let tokens = found.name.tokens;
                let (first, last) = (passage.tokens[tokens.start], passage.tokens[tokens.end - 1]);
                (first.start as usize, last.end as usize, plain(found.name.kind))
            })
            .collect();
        let gold: BTreeSet<_> =
            text.gold.iter().map(|(range, kind)| (range.start, range.end, plain(*kind))).collect();
        counts[0] += found.len();
        counts[1] += gold.len();
        counts[2] += found.intersection(&gold).count();
    }
    counts
}

/// Precision, recall, F of counts.
#[must_use]
pub fn figures([found, gold, both]: [usize; 3]) -> String {
    let (p, r) = (both as f64 / found.max(1) as f64, both as f64 / gold.max(1) as f64);
    let f = if both > 0 { 2.0 * p * r / (p + r) } else { 0.0 };
    format!("P {p:.3}  R {r:.3}  F {f:.3}")
}

/// Cross-validates on UNER, with the other corpora as further training data; scores CoNLL-2002.
///
/// # Errors
/// When a corpus cannot be read.
pub fn experiment(folder: &Path) -> Result<()> {
    let uner = texts(&columns::read(&folder.join("uner_en_ewt/en_ewt-ud-dev.iob2"), columns::UNER)?);
    let wikigold = texts(&columns::read(&folder.join("wikigold/test.conllu"), columns::WIKIGOLD)?);
    let conll = texts(&columns::read(&folder.join("conll2002_es/esp.testa"), columns::CONLL)?);
    let mut total = [0; 3];
    for fold in 0..5 {
        let (held, mut known): (Vec<_>, Vec<_>) = uner.iter().enumerate().partition(|(at, _)| at % 5 == fold);
        let held: Vec<Sentence> = held.into_iter().map(|(_, text)| text.clone()).collect();
        known.extend(wikigold.iter().enumerate());
        let known: Vec<(&Sentence, f32)> = known.into_iter().map(|(_, text)| (text, 1.0)).collect();
        let counts = score(&learn(&known, &NAMES), &held);
        total.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    println!("UNER dev, 5 folds   {}", figures(total));
    let own = |held| -> Result<Vec<Sentence>> {
        let documents = super::train::own(held)?.into_iter();
        Ok(documents.map(|it| Sentence { text: it.text, gold: it.names }).collect())
    };
    let (ours, held) = (own(false)?, own(true)?);
    let known = uner.iter().chain(&wikigold).map(|text| (text, 1.0));
    let known: Vec<(&Sentence, f32)> = known.chain(ours.iter().map(|text| (text, OWN_WEIGHT))).collect();
    let model = learn(&known, &NAMES);
    println!("own, held out       {}", figures(score(&model, &held)));
    println!("CoNLL-2002 es testa {}", figures(score(&model, &conll)));
    Ok(())
}
