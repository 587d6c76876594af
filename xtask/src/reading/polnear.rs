//! Reads PolNeAR: texts with brat standoff attributions, of which the first annotator's count where there are several.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result};

use annotate::quotations::training::Gold;

/// A text with its attributions; ranges count bytes.
#[derive(Debug)]
pub struct Document {
    /// The file's name without its ending.
    pub name: String,
    /// The text.
    pub text: String,
    /// The attributions.
    pub gold: Vec<Gold>,
}

/// Reads `folder/text` and `folder/attributions`, in order of their names.
///
/// # Errors
/// When a file cannot be read.
pub fn read(folder: &Path) -> Result<Vec<Document>> {
    let mut annotated: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(folder.join("attributions")).with_context(|| format!("{}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let Some(base) = name.len().checked_sub(9).and_then(|end| name.get(..end)) else { continue };
        let first = annotated.entry(base.to_owned()).or_insert_with(|| name.clone());
        if name < *first {
            *first = name;
        }
    }
    let mut documents = Vec::new();
    for (name, annotations) in annotated {
        let path = folder.join("text").join(format!("{name}.txt"));
        if !path.is_file() {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
        let annotations = fs::read_to_string(folder.join("attributions").join(annotations))?;
        let gold = attributions(&text, &annotations);
        documents.push(Document { name, text, gold });
    }
    Ok(documents)
}

fn attributions(text: &str, annotations: &str) -> Vec<Gold> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(text.len());
    let mut stretches: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let mut fields = line.split('\t');
        let (Some(id), Some(place)) = (fields.next(), fields.next()) else { continue };
        let Some((_, offsets)) = place.split_once(' ') else { continue };
        let parts = offsets.split(';').filter_map(|part| {
            let (start, end) = part.split_once(' ')?;
            Some(byte(start.parse().ok()?)..byte(end.parse().ok()?))
        });
        stretches.insert(id, parts.collect());
    }
    let mut gold = Vec::new();
    for line in annotations.lines().filter(|line| line.starts_with('E')) {
        let Some((_, roles)) = line.split_once('\t') else { continue };
        let mut quotation = Gold::default();
        for role in roles.split(' ').skip(1) {
            let Some((role, id)) = role.split_once(':') else { continue };
            let into = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Content" => &mut quotation.content,
                "Cue" => &mut quotation.cue,
                "Source" => &mut quotation.source,
                _ => continue,
            };
            into.extend(stretches.get(id).into_iter().flatten().cloned());
        }
        gold.push(quotation);
    }
    gold
}
