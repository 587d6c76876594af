//! The project's own gold texts, in the markup of `corpus/`: plain text with `[key|words]` around what is annotated; keys
//! may nest. Used by training, scoring and tests; the product never reads it. See corpus/README.md.

use std::ops::Range;

use crate::kinds::MentionKind;
use crate::quotations::training::Gold;

/// The corpus as it ships in the repository: Spanish, then English.
pub const FILES: [&str; 16] = [
    include_str!("../corpus/es-1.txt"),
    include_str!("../corpus/es-2.txt"),
    include_str!("../corpus/es-3.txt"),
    include_str!("../corpus/es-forms.txt"),
    include_str!("../corpus/en-traps.txt"),
    include_str!("../corpus/es-lists.txt"),
    include_str!("../corpus/es-4.txt"),
    include_str!("../corpus/es-forms-2.txt"),
    include_str!("../corpus/en-traps-2.txt"),
    include_str!("../corpus/es-5.txt"),
    include_str!("../corpus/en-held.txt"),
    include_str!("../corpus/es-6.txt"),
    include_str!("../corpus/es-8.txt"),
    include_str!("../corpus/es-9.txt"),
    include_str!("../corpus/es-7.txt"),
    include_str!("../corpus/es-10.txt"),
];

/// A gold text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Its name: language and number.
    pub id: String,
    /// Whether it is held out of training.
    pub held: bool,
    /// Date of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The text.
    pub text: String,
    /// Quotations; ranges count bytes.
    pub quotations: Vec<Gold>,
    /// For each quotation, the name to which its source must resolve; `?` for unknown.
    pub speakers: Vec<Option<String>>,
    /// Names.
    pub names: Vec<(Range<usize>, MentionKind)>,
    /// Dates with their TIMEX3 values.
    pub dates: Vec<(Range<usize>, String)>,
    /// Quantities with `low`, `high` and what is counted.
    pub quantities: Vec<(Range<usize>, f64, f64, String)>,
}

impl Document {
    /// In which writer's batch of training texts it is, after its number: 1 for 101 to 199, 2 for 201 to 299, else 0.
    #[must_use]
    pub fn batch(&self) -> u8 {
        match self.id.split_once('-').and_then(|(_, number)| number.parse::<u16>().ok()) {
            Some(101..=199) => 1,
            Some(201..=299) => 2,
            _ => 0,
        }
    }

    /// By which hand it is, after its id: 2 for `es-h..` and `en-h..`, 3 for `es-t..`, 4 for `es-u..` (all held), else 1.
    #[must_use]
    pub fn hand(&self) -> u8 {
        match self.id.split_once('-').and_then(|(_, number)| number.chars().next()) {
            Some('h') => 2,
            Some('t') => 3,
            Some('u') => 4,
            _ => 1,
        }
    }
}

/// Why a gold text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// A bracket without its partner; mend the paragraph.
    #[error("{document}: unbalanced brackets near {near:?}")]
    Unbalanced {
        /// The document's id.
        document: String,
        /// Words nearby.
        near: String,
    },
    /// A key that is not known; mend it.
    #[error("{document}: unknown key {key:?}")]
    Key {
        /// The document's id.
        document: String,
        /// The key.
        key: String,
    },
}

/// Reads every document of a file.
///
/// # Errors
/// When the markup is not well formed.
pub fn read(file: &str) -> Result<Vec<Document>, Malformed> {
    let mut documents: Vec<Document> = Vec::new();
    for block in file.split("\n\n").flat_map(|block| {
        // A heading stands right above the first paragraph of its document.
        match block.trim_start().strip_prefix("# ").and_then(|rest| rest.split_once('\n')) {
            Some((head, rest)) => vec![(Some(head), rest)],
            None => vec![(None, block)],
        }
    }) {
        let (head, paragraph) = block;
        if let Some(head) = head {
            let mut words = head.split_whitespace();
            let mut document =
                Document { id: words.next().unwrap_or_default().to_owned(), ..Document::default() };
            for word in words {
                document.held |= word == "held";
                document.published =
                    word.strip_prefix("published=").map(str::to_owned).or(document.published);
            }
            documents.push(document);
        }
        if let Some(document) = documents.last_mut() {
            add(document, paragraph.trim_end())?;
        }
    }
    Ok(documents)
}

/// What a quotation of one paragraph is gathered in: its number, its parts, its speaker.
type Gathered = (String, Gold, Option<String>);

fn add(document: &mut Document, paragraph: &str) -> Result<(), Malformed> {
    if !document.text.is_empty() {
        document.text.push_str("\n\n");
    }
    let unbalanced = |document: &Document, near: &str| Malformed::Unbalanced {
        document: document.id.clone(),
        near: near.chars().take(40).collect(),
    };
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut quotations: Vec<Gathered> = Vec::new();
    let mut rest = paragraph;
    while let Some(at) = rest.find(['[', ']']) {
        document.text.push_str(&rest[..at]);
        let here = document.text.len();
        if rest[at..].starts_with('[') {
            let (key, after) = rest[at + 1..].split_once('|').ok_or_else(|| unbalanced(document, rest))?;
            open.push((key.to_owned(), here));
            rest = after;
        } else {
            let (key, start) = open.pop().ok_or_else(|| unbalanced(document, &rest[at..]))?;
            close(document, &mut quotations, &key, start..here)?;
            rest = &rest[at + 1..];
        }
    }
    document.text.push_str(rest);
    if let Some((key, _)) = open.first() {
        return Err(unbalanced(document, key));
    }
    for (_, gold, speaker) in quotations {
        document.quotations.push(gold);
        document.speakers.push(speaker);
    }
    Ok(())
}

fn close(
    document: &mut Document,
    quotations: &mut Vec<Gathered>,
    key: &str,
    range: Range<usize>,
) -> Result<(), Malformed> {
    let unknown = || Malformed::Key { document: document.id.clone(), key: key.to_owned() };
    let kind = match key {
        "p" => Some(MentionKind::Person),
        "o" => Some(MentionKind::Organisation),
        "l" => Some(MentionKind::Place),
        "f" => Some(MentionKind::Facility),
        _ => None,
    };
    if let Some(kind) = kind {
        document.names.push((range, kind));
        return Ok(());
    }
    if let Some(value) = key.strip_prefix("d:") {
        document.dates.push((range, value.to_owned()));
        return Ok(());
    }
    if let Some(value) = key.strip_prefix("n:") {
        let (number, counted) = value.split_once(':').ok_or_else(unknown)?;
        let (low, high) = number.split_once('-').unwrap_or((number, number));
        let parse = |number: &str| number.parse::<f64>().map_err(|_| unknown());
        let (low, high) = (parse(low)?, parse(high)?);
        document.quantities.push((range, low, high, counted.to_owned()));
        return Ok(());
    }
    let (part, speaker) = key.split_once('=').map_or((key, None), |(part, speaker)| (part, Some(speaker)));
    let Some((role @ ("c" | "k" | "s" | "a"), number)) = part.split_at_checked(1) else {
        return Err(unknown());
    };
    if number == "^" {
        // It goes on with the last quotation of the paragraph before.
        if let (Some(gold), Some(resolved)) = (document.quotations.last_mut(), document.speakers.last_mut()) {
            place(gold, resolved, role, range, speaker);
        }
        return Ok(());
    }
    let at = quotations.iter().position(|(known, ..)| known == number).unwrap_or_else(|| {
        quotations.push((number.to_owned(), Gold::default(), None));
        quotations.len() - 1
    });
    let (_, gold, resolved) = &mut quotations[at];
    place(gold, resolved, role, range, speaker);
    Ok(())
}

fn place(
    gold: &mut Gold,
    resolved: &mut Option<String>,
    role: &str,
    range: Range<usize>,
    speaker: Option<&str>,
) {
    match role {
        "c" => gold.content.push(range),
        "k" => gold.cue.push(range),
        "s" => {
            gold.source.push(range);
            *resolved = speaker.map(str::to_owned);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_read() {
        let file = "# es-x held published=2024-01-02\n[s1=Ana Luz|Ella] [k1|dijo] [c1|que [n:2-3:casas|dos o tres casas] ardieron].\n\nFin.\n";
        let documents = read(file).expect("well formed");
        let document = &documents[0];
        assert_eq!(document.text, "Ella dijo que dos o tres casas ardieron.\n\nFin.");
        assert!(document.held);
        assert_eq!(document.published.as_deref(), Some("2024-01-02"));
        assert_eq!(document.speakers, [Some("Ana Luz".to_owned())]);
        assert_eq!(
            &document.text[document.quotations[0].content[0].clone()],
            "que dos o tres casas ardieron"
        );
        assert_eq!(document.quantities[0].1, 2.0);
        assert!(read("# a\n[p|Ana").is_err());
        assert!(read("# a\n[zz|Ana]").is_err());
    }

    #[test]
    fn the_corpus_is_well_formed() {
        let all = |file: &&str| read(file).expect("well formed");
        let documents: Vec<Document> = FILES.iter().flat_map(all).collect();
        let held = documents.iter().filter(|it| it.held).count();
        assert!(
            held * 4 >= documents.len() && held * 3 <= documents.len() * 2,
            "{held} of {}",
            documents.len()
        );
        assert!(documents.iter().filter(|it| it.hand() > 1).all(|it| it.held));
        assert!(documents.iter().all(|it| !it.text.is_empty() && !it.text.contains(['[', ']', '|'])));
    }
}
