//! Trains the models of the `annotate` room and writes them beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use annotate::corpus;
use annotate::learn::Model;
use annotate::learn::train::{Settings, train};
use annotate::quotations::context::Context;
use annotate::quotations::{flat, frame, training};
use annotate::text::Passage;

use super::attribution::Found;
use super::columns::{self, Sentence};
use super::{names, polnear};
use crate::workspace::Workspace;

/// Of the first quotation model.
const FLAT: Settings =
    Settings { labels: flat::label::COUNT, bits: 19, epochs: 10, rate: 0.05, decay: 1e-2, seed: 1 };
/// Of the second.
const FRAME: Settings =
    Settings { labels: frame::label::COUNT, bits: 18, epochs: 8, rate: 0.05, decay: 1e-2, seed: 2 };
/// Into how many parts the texts are split, so that the second model learns from cues found by a first model that has
/// not seen them.
const FOLDS: usize = 3;
/// How many times a text of the project's own corpus counts.
const OWN_WEIGHT: f32 = 3.0;

/// The project's own gold texts, those held out or the others.
///
/// # Errors
/// When the markup is not well formed.
pub fn own(held: bool) -> Result<Vec<corpus::Document>> {
    let mut documents = Vec::new();
    for file in corpus::FILES {
        documents.extend(corpus::read(file)?.into_iter().filter(|it| it.held == held));
    }
    Ok(documents)
}

/// The held-out gold texts by language and hand, in the order in which they are scored.
///
/// # Errors
/// When the markup is not well formed.
pub fn held_sets() -> Result<Vec<(&'static str, Vec<corpus::Document>)>> {
    let sets = [
        ("es", "es", 1),
        ("en", "en", 1),
        ("es, second hand", "es", 2),
        ("en, second hand", "en", 2),
        ("es, third set", "es", 3),
    ];
    let held = own(true)?;
    let of = |language: &str, hand: u8| {
        held.iter().filter(|it| it.id.starts_with(language) && it.hand() == hand).cloned().collect()
    };
    Ok(sets.into_iter().map(|(name, language, hand)| (name, of(language, hand))).collect())
}

/// A text to learn quotations from.
struct Text {
    text: String,
    gold: Vec<training::Gold>,
    weight: f32,
}

/// Trains both quotation models on PolNeAR's training part and the project's own corpus.
///
/// # Errors
/// When the corpus cannot be read or the models cannot be written.
pub fn quotations(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut texts: Vec<Text> = polnear::read(folder)?
        .into_iter()
        .map(|it| Text { text: it.text, gold: it.gold, weight: 1.0 })
        .collect();
    texts.extend(own(false)?.into_iter().map(|it| Text {
        text: it.text,
        gold: it.quotations,
        weight: OWN_WEIGHT,
    }));
    let passages: Vec<Passage<'_>> = texts.iter().map(|it| Passage::read(&it.text, None)).collect();
    let contexts: Vec<Context<'_>> = passages.iter().map(Context::new).collect();
    let flat_of = |keep: &dyn Fn(usize) -> bool| {
        let mut examples = Vec::new();
        for (at, context) in contexts.iter().enumerate().filter(|(at, _)| keep(*at)) {
            training::flat_examples(context, &texts[at].gold, texts[at].weight, &mut examples);
        }
        train(&examples, &FLAT)
    };
    let mut examples = Vec::new();
    for fold in 0..FOLDS {
        let first = flat_of(&|at| at % FOLDS != fold);
        for (at, context) in contexts.iter().enumerate().filter(|(at, _)| at % FOLDS == fold) {
            training::frame_examples(context, &texts[at].gold, &first, texts[at].weight, &mut examples);
        }
    }
    write(workspace, "frame", &train(&examples, &FRAME))?;
    write(workspace, "flat", &flat_of(&|_| true))
}

/// Trains the names model on UNER, wikigold and the project's own corpus.
///
/// # Errors
/// When a corpus cannot be read or the model cannot be written.
pub fn names(workspace: &Workspace, uner: &Path, wikigold: &Path) -> Result<()> {
    let mut texts = names::texts(&columns::read(uner, columns::UNER)?);
    texts.extend(names::texts(&columns::read(wikigold, columns::WIKIGOLD)?));
    let own: Vec<Sentence> =
        own(false)?.into_iter().map(|it| Sentence { text: it.text, gold: it.names }).collect();
    let weighted: Vec<(&Sentence, f32)> = texts
        .iter()
        .map(|text| (text, 1.0))
        .chain(own.iter().map(|text| (text, names::OWN_WEIGHT)))
        .collect();
    write(workspace, "names", &names::learn(&weighted, &names::NAMES))
}

fn write(workspace: &Workspace, name: &str, model: &Model) -> Result<()> {
    let folder = workspace.root.join("crates/annotate/models");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.bin"));
    fs::write(&path, model.to_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

/// What the room finds in a text: the content and the source of each quotation.
pub fn find(text: &str) -> Vec<Found> {
    let bytes = |span: &model::Span| span.start as usize..span.end as usize;
    let quotations = annotate::annotate(text, &annotate::Options::default()).quotations;
    quotations
        .iter()
        .map(|it| Found {
            content: it.content.iter().map(bytes).collect(),
            source: it.source.iter().map(bytes).collect(),
        })
        .collect()
}
