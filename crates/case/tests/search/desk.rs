//! A case with an index, and what searching it finds. Asserts that every hit stands where it says.

use case::search::{Filters, Found, Index, Request, SearchError, Searcher};
use case::{Access, Catalogue, Page};
use model::{CharSpan, Custody, Event, ItemId, Part};
use tempfile::TempDir;

use super::support::{created, custody, entry, item, plain, reading};

/// A case with texts, indexed.
pub struct Desk {
    pub folder: TempDir,
    pub catalogue: Catalogue,
    pub index: Option<Index>,
    pub entries: u64,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(&folder.path().join("catalogue.sqlite"), 1).unwrap();
        catalogue.fold(&created()).unwrap();
        catalogue.commit().unwrap();
        let index = Some(Index::open_or_create(&folder.path().join("index")).unwrap());
        Self { folder, catalogue, index, entries: 1 }
    }

    /// Items 1, 2, ... with these texts, named `n.txt`.
    pub fn with(texts: &[&str]) -> Self {
        let mut desk = Self::new();
        for (n, text) in (1..).zip(texts) {
            desk.take(custody(item(n), &format!("{n}.txt")), &[plain(text, 0)]);
        }
        desk.settle();
        desk
    }

    pub fn fold(&mut self, event: Event) {
        self.catalogue.fold(&entry(self.entries, event)).unwrap();
        self.entries += 1;
    }

    /// Takes an item in and reads it.
    pub fn take(&mut self, custody: Custody, parts: &[Part]) {
        let item = custody.item;
        self.fold(Event::Taken(custody));
        self.read(item, parts);
    }

    pub fn read(&mut self, item: ItemId, parts: &[Part]) {
        self.catalogue.begin_reading(item).unwrap();
        parts.iter().for_each(|part| self.catalogue.add_part(item, part).unwrap());
        self.catalogue.finish_reading(item, &reading(parts, &[])).unwrap();
    }

    /// Commits the catalogue and brings the index up to it.
    pub fn settle(&mut self) {
        self.catalogue.commit().unwrap();
        self.index.as_mut().unwrap().finish(&self.catalogue).unwrap();
    }

    pub fn index_path(&self) -> std::path::PathBuf {
        self.folder.path().join("index")
    }

    /// Closes everything as a dying program would, and opens it again.
    pub fn reopen(&mut self) {
        self.index = None;
        self.catalogue =
            Catalogue::open(&self.folder.path().join("catalogue.sqlite"), Access::Write).unwrap();
        self.index = Some(Index::open_or_create(&self.index_path()).unwrap());
    }

    pub fn ask(&self, words: &str, filters: Filters) -> Result<Found, SearchError> {
        let request = Request { words: words.into(), filters, page: Page::ALL, facets: true };
        let found = Searcher::open(&self.index_path()).unwrap().search(&self.catalogue, None, &request)?;
        found.hits.iter().for_each(|hit| self.stands(hit));
        assert_eq!(found.total, found.hits.len() as u64);
        Ok(found)
    }

    pub fn search(&self, words: &str) -> Found {
        self.ask(words, Filters::default()).unwrap()
    }

    /// The numbers of the items found, in their order.
    pub fn finds(&self, words: &str) -> Vec<u32> {
        self.search(words).hits.iter().map(|hit| number(hit.item)).collect()
    }

    /// Asserts which items are found, whatever the order.
    pub fn check(&self, words: &str, expected: &[u32]) {
        let mut found = self.finds(words);
        found.sort_unstable();
        assert_eq!(found, expected, "{words:?}");
    }

    /// The words marked in the hit that was taken in first.
    pub fn quotes(&self, words: &str) -> Vec<String> {
        let found = self.search(words);
        let Some(hit) = found.hits.iter().min_by_key(|hit| number(hit.item)) else { return Vec::new() };
        let marks = hit
            .snippets
            .iter()
            .flat_map(|it| it.marks.iter().map(|mark| mark.slice(&it.text).unwrap().to_owned()));
        marks.collect()
    }

    /// Every snippet is exactly the text at its span, its anchor holds, and it begins with the first mark.
    fn stands(&self, hit: &case::search::Hit) {
        for snippet in &hit.snippets {
            assert_eq!(self.catalogue.text(hit.item, snippet.span).unwrap(), snippet.text);
            let anchor = self.catalogue.anchor(hit.item, snippet.anchor).unwrap();
            self.catalogue.check(&anchor).unwrap();
            assert_eq!(anchor.places, snippet.places);
            let first = snippet.marks.first().unwrap();
            let before = snippet.text[..first.start as usize].chars().count() as u64;
            let marked = first.slice(&snippet.text).unwrap();
            assert_eq!(snippet.span.start + before, snippet.anchor.start);
            assert!(
                anchor.quote.starts_with(marked) || marked.starts_with(&anchor.quote),
                "{} {marked}",
                anchor.quote
            );
            assert!(snippet.marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
        for line in &hit.about {
            assert!(line.marks.iter().all(|mark| mark.slice(&line.text).is_some()));
        }
    }
}

/// The number that [`item`] made an id of.
pub fn number(id: ItemId) -> u32 {
    (1..100_000).find(|n| item(*n) == id).unwrap()
}

/// The words at a span.
pub fn at(catalogue: &Catalogue, item: ItemId, span: CharSpan) -> String {
    catalogue.text(item, span).unwrap()
}
