//! Trains the names model of the `annotate` room, and writes models beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use annotate::corpus;
use annotate::learn::Model;

use super::attribution::Found;
use super::columns::{self, Sentence};
use super::names;
use crate::workspace::Workspace;

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
        ("es, fourth hand", "es", 4),
    ];
    let held = own(true)?;
    let of = |language: &str, hand: u8| {
        held.iter().filter(|it| it.id.starts_with(language) && it.hand() == hand).cloned().collect()
    };
    Ok(sets.into_iter().map(|(name, language, hand)| (name, of(language, hand))).collect())
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

/// Writes a model into the room's sources.
///
/// # Errors
/// When the file cannot be written.
pub fn write(workspace: &Workspace, name: &str, model: &Model) -> Result<()> {
    let folder = workspace.root.join("crates/annotate/models");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.bin"));
    fs::write(&path, model.to_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

/// What the room finds in a text: the content and the source of each quotation.
pub fn find(text: &str) -> Vec<Found> {
    found(&annotate::annotate(text, &annotate::Options::default()))
}

/// The same of what it has found.
pub fn found(all: &annotate::Annotations) -> Vec<Found> {
    let bytes = |span: &model::Span| span.start as usize..span.end as usize;
    let quotations = all.quotations.iter();
    quotations
        .map(|it| Found {
            content: it.content.iter().map(bytes).collect(),
            source: it.source.iter().map(bytes).collect(),
            confidence: it.confidence,
        })
        .collect()
}
