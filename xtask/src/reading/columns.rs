//! Reads names given a token a line (IOB2): UNER, wikigold, CoNLL-2002. A sentence becomes a text of tokens with spaces
//! between them.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result};

use annotate::kinds::MentionKind;

/// A text with its names; ranges count bytes.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// The text.
    pub text: String,
    /// Its names.
    pub gold: Vec<(Range<usize>, MentionKind)>,
}

/// Where in a line word and label stand.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    word: usize,
    label: usize,
}

/// UNER: number, word, label, two more.
pub const UNER: Columns = Columns { word: 1, label: 2 };
/// wikigold as it lies here: number, word, label.
pub const WIKIGOLD: Columns = Columns { word: 1, label: 2 };
/// CoNLL-2002: word, part of speech, label.
pub const CONLL: Columns = Columns { word: 0, label: 2 };

/// The sentences of a file.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path, columns: Columns) -> Result<Vec<Sentence>> {
    let bytes = fs::read(path).with_context(|| format!("{}", path.display()))?;
    // CoNLL-2002 is in Latin-1.
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
    let mut sentences = vec![Sentence::default()];
    for line in text.lines() {
        if line.starts_with("# ") && line.contains(" = ") {
            continue;
        }
        let fields: Vec<&str> = line.split([' ', '\t']).collect();
        let (Some(word), Some(label)) = (fields.get(columns.word), fields.get(columns.label)) else {
            if !sentences.last().is_some_and(|sentence| sentence.text.is_empty()) {
                sentences.push(Sentence::default());
            }
            continue;
        };
        let sentence = sentences.last_mut().context("there is always one")?;
        if !sentence.text.is_empty() {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        sentence.text.push_str(word);
        let end = sentence.text.len();
        let kind = match label.get(2..) {
            Some("PER") => MentionKind::Person,
            Some("ORG") => MentionKind::Organisation,
            Some("LOC") => MentionKind::Place,
            _ => continue,
        };
        match sentence.gold.last_mut() {
            Some((range, _)) if label.starts_with('I') && range.end + 1 == start => range.end = end,
            _ => sentence.gold.push((start..end, kind)),
        }
    }
    sentences.retain(|sentence| !sentence.text.is_empty());
    Ok(sentences)
}
