//! A case whose texts are annotated by hand. Asserts nothing.

use case::Catalogue;
use case::said::{
    Annotations, Chain, Claim, DateMention, Found, Head, Mention, Quantity, Quotation, Speaker, Standing,
    stems,
};
use model::{CharSpan, Event};
use tempfile::TempDir;

use super::support::{RULES, created, custody, entry, item, plain, reading};

/// The version of the annotating rules.
pub const ANNOTATING: u32 = 3;

/// A case with annotations.
pub struct Desk {
    pub folder: TempDir,
    pub catalogue: Catalogue,
    pub annotations: Annotations,
    pub entries: u64,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(&folder.path().join("catalogue.sqlite"), RULES).unwrap();
        catalogue.fold(&created()).unwrap();
        catalogue.commit().unwrap();
        let annotations =
            Annotations::open_or_create(&folder.path().join("annotations.sqlite"), ANNOTATING).unwrap();
        Self { folder, catalogue, annotations, entries: 1 }
    }

    /// Takes item `n` in with this text and these findings.
    pub fn take(&mut self, n: u32, text: &str, found: &[Found]) {
        self.fold(Event::Taken(custody(item(n), &format!("{n}.txt"))));
        let parts = [plain(text, 0)];
        self.catalogue.begin_reading(item(n)).unwrap();
        self.catalogue.add_part(item(n), &parts[0]).unwrap();
        self.catalogue.finish_reading(item(n), &reading(&parts, &[])).unwrap();
        self.catalogue.commit().unwrap();
        self.annotate(n, found);
    }

    pub fn fold(&mut self, event: Event) {
        self.catalogue.fold(&entry(self.entries, event)).unwrap();
        self.entries += 1;
    }

    /// Writes what was found in item `n`, and that everything is annotated.
    pub fn annotate(&mut self, n: u32, found: &[Found]) {
        let number = self.catalogue.number_of(item(n)).unwrap().unwrap();
        let of = self.catalogue.item(item(n)).unwrap().unwrap();
        let reading = of.line.reading.unwrap();
        let published = Some("2024-02-16".parse().unwrap());
        let head = Head { item: item(n), first: of.first, extraction: reading.extraction, published };
        self.annotations.begin(number, &head).unwrap();
        found.iter().for_each(|found| self.annotations.add(number, found).unwrap());
        let changes = self.annotations.changes(&self.catalogue, 1000).unwrap();
        if let Some(last) = changes.last() {
            self.annotations.reach(last.change).unwrap();
        }
        self.annotations.commit().unwrap();
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("annotations.sqlite")
    }

    /// Whether these characters stand anywhere in the file or beside it.
    pub fn holds(&self, words: &str) -> bool {
        ["", "-wal"].iter().any(|ending| {
            let mut name = self.path().into_os_string();
            name.push(ending);
            let bytes = std::fs::read(name).unwrap_or_default();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    }
}

/// Where words stand in a text.
pub fn at(text: &str, words: &str) -> CharSpan {
    let byte = text.find(words).unwrap();
    let start = text[..byte].chars().count() as u64;
    CharSpan { start, end: start + words.chars().count() as u64 }
}

/// Somebody named says something.
pub fn says(text: &str, speaker: &str, content: &str, stance: &str) -> Found {
    let name = at(text, speaker);
    let chain = Chain { kind: "person".into(), name, words: speaker.into(), aliases: vec![], roles: vec![] };
    let mention = Mention {
        chain: 0,
        form: "name".into(),
        span: name,
        honorific: None,
        family_name: None,
        confidence: 90,
    };
    let quotation = Quotation {
        kind: "direct".into(),
        content: vec![at(text, content)],
        cue: None,
        source: Some(name),
        speaker: Speaker::Named { chain: 0, name: speaker.into() },
        addressee: None,
        inside: None,
        continues: None,
        stance: stance.into(),
        confidence: 80,
        finder: "quote-rule".into(),
        stems: stems(content),
    };
    Found { chains: vec![chain], mentions: vec![mention], quotations: vec![quotation], ..Found::default() }
}

/// The same, with a claim about names and a violation named by some of the words.
pub fn claims(mut found: Found, text: &str, violation: (&str, &str), names: &[&str]) -> Found {
    found.claims.push(Claim {
        quotation: 0,
        stance: found.quotations[0].stance.clone(),
        violations: vec![(violation.0.into(), at(text, violation.1))],
        names: names.iter().map(|name| (*name).into()).collect(),
        opposes: vec![],
    });
    found
}

/// A date.
pub fn dated(text: &str, words: &str, value: Option<&str>, precision: &str) -> DateMention {
    DateMention {
        span: at(text, words),
        value: value.map(Into::into),
        precision: precision.into(),
        modifier: None,
        anchored: if value.is_some() { "itself" } else { "missing" }.into(),
        anchor: None,
        standing: Standing { sentence: at(text, text), quotation: None },
    }
}

/// A figure.
pub fn counted(text: &str, words: &str, value: f64, head: &str) -> Quantity {
    Quantity {
        span: at(text, words),
        low: value,
        high: value,
        approximation: "exact".into(),
        unit: None,
        counted: None,
        head: Some(head.into()),
        place: None,
        place_words: None,
        stems: stems(text),
        date: None,
        standing: Standing { sentence: at(text, text), quotation: None },
    }
}
