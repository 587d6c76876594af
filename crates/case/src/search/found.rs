//! What a search answers: items in a fixed order, each with the words found and their places, and what the filters
//! would leave. Shows no word without its span in the item's text.

use model::{CharSpan, ItemId, LedgerState, MediaType, Place, Span};

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many items were found, whatever the page.
    pub total: u64,
    /// The items of the page: the best first, equals in the order of intake.
    pub hits: Vec<Hit>,
    /// Counts per filter, when they were asked for.
    pub facets: Vec<Facet>,
    /// The query as it was understood; given as a query it means the same.
    pub reading: String,
    /// When nothing was found: the nearest reading that finds something, if any does.
    pub nearest: Option<Nearest>,
    /// How many changed items the index does not know yet; they may be missing from the answer.
    pub behind: u64,
    /// Where a speaker was asked for: how many changed items were not annotated yet; they may be missing too.
    pub unannotated: u64,
}

/// A wider query that finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The query.
    pub words: String,
    /// Whether the filters had to go too.
    pub without_filters: bool,
    /// How many items it finds.
    pub total: u64,
}

/// One item found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The item.
    pub item: ItemId,
    /// The name under which it was first taken in.
    pub name: String,
    /// What the document calls itself: its title or subject.
    pub title: Option<String>,
    /// Media type: as read, or by the first bytes when not read.
    pub media_type: Option<MediaType>,
    /// State in the ledger.
    pub state: LedgerState,
    /// How well it fits, for sorting only: comparable within one answer, and no probability of anything.
    pub score: f32,
    /// Words of the query among the item's names, paths, sources and notes: the texts in which they stand.
    pub about: Vec<Marked>,
    /// Words of the query in the item's text, in the order of the text.
    pub snippets: Vec<Snippet>,
    /// How often words of the query stand in the text beyond the marks shown. Around borders inside very long items an
    /// occurrence may be counted twice.
    pub more: u64,
}

/// A text with words marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// The words: bytes of `text`, in order, not overlapping.
    pub marks: Vec<Span>,
}

/// A stretch of an item's text around words of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Exactly the characters at `span`.
    pub text: String,
    /// The words of the query in it: bytes of `text`, in order, not overlapping.
    pub marks: Vec<Span>,
    /// Where it stands: code points of the item's text.
    pub span: CharSpan,
    /// Where its first marked words stand: what [`crate::Catalogue::anchor`] takes.
    pub anchor: CharSpan,
    /// Where these stand in the original.
    pub places: Vec<Place>,
}

impl Snippet {
    /// The page on which the words stand, from 1, where the original has pages.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.places.iter().find_map(|place| match place {
            Place::Page { page, .. } => Some(*page),
            _ => None,
        })
    }
}

/// What one filter would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Which filter.
    pub of: FacetKind,
    /// Its values with the items that each would leave, all other filters as they are. The most frequent first, then by
    /// value; dates by value.
    pub values: Vec<FacetValue>,
}

/// A value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as the filter takes it.
    pub value: String,
    /// How many items.
    pub items: u64,
}

/// A filter that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetKind {
    /// Media type.
    Kind,
    /// Language, `?` where unknown.
    Language,
    /// Month of publication (year where no month is given), `?` where unknown.
    Published,
    /// Month of intake, UTC.
    TakenIn,
    /// Who it came from; empty where nobody was named.
    From,
    /// State in the ledger.
    State,
    /// The container that it came out of, as an id.
    Container,
    /// Who speaks in it.
    Speaker,
}

impl FacetKind {
    /// Every facet.
    pub const ALL: [Self; 8] = [
        Self::Kind,
        Self::Language,
        Self::Published,
        Self::TakenIn,
        Self::From,
        Self::State,
        Self::Container,
        Self::Speaker,
    ];

    /// Its stable name in `--json`, addresses and message files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "type",
            Self::Language => "language",
            Self::Published => "published",
            Self::TakenIn => "taken-in",
            Self::From => "from",
            Self::State => "state",
            Self::Container => "in",
            Self::Speaker => "speaker",
        }
    }
}
