//! What annotation found, as plain rows. Spans count code points of the item's whole text. Kinds, stances, violations,
//! finders and precisions are the annotating room's stable codes, which this room stores and never interprets beyond
//! what each question needs.

use model::CharSpan;

/// The annotated item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The item.
    pub item: model::ItemId,
    /// The log entry that first took it in.
    pub first: Option<u64>,
    /// The reading whose text the spans count in.
    pub extraction: model::ExtractionVersion,
    /// The day of publication against which relative dates were resolved.
    pub published: Option<jiff::civil::Date>,
}

/// What was found in one stretch of an item's text. Indices count in the stretch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// One for each person, body or place.
    pub chains: Vec<Chain>,
    /// Names, and what stands for them.
    pub mentions: Vec<Mention>,
    /// Who said what.
    pub quotations: Vec<Quotation>,
    /// What the quotations assert, allege, deny.
    pub claims: Vec<Claim>,
    /// Points and stretches of time.
    pub dates: Vec<DateMention>,
    /// Counts and measures.
    pub quantities: Vec<Quantity>,
    /// The stretch, when annotating it failed: nothing in it was found or ruled out.
    pub failed: Option<CharSpan>,
}

/// All mentions of one person, body or place in one stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// `person`, `organisation`, `place`, `facility`.
    pub kind: String,
    /// The fullest form of the name.
    pub name: CharSpan,
    /// Its characters.
    pub words: String,
    /// Other names.
    pub aliases: Vec<CharSpan>,
    /// Every role that the text gives it.
    pub roles: Vec<CharSpan>,
}

/// A stretch of text that refers to somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The chain.
    pub chain: u64,
    /// `name`, `alias`, `pronoun`, `role`.
    pub form: String,
    /// Where.
    pub span: CharSpan,
    /// The honorific before it.
    pub honorific: Option<CharSpan>,
    /// The family name, when the text sets it apart.
    pub family_name: Option<CharSpan>,
    /// From 0 to 100.
    pub confidence: u8,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// The source is a name.
    Named {
        /// Its chain.
        chain: u64,
        /// The chain's fullest name.
        name: String,
    },
    /// The source is a pronoun, a role or absent, and the evidence is clear.
    Resolved {
        /// Its chain.
        chain: u64,
        /// The chain's fullest name.
        name: String,
        /// The words that it was resolved to.
        from: CharSpan,
    },
    /// The source is described but bears no name.
    Described {
        /// Its words.
        words: String,
    },
    /// The text does not say, or not clearly.
    Unknown,
}

impl Speaker {
    /// The name, or the words of the description.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Named { name, .. } | Self::Resolved { name, .. } => Some(name),
            Self::Described { words } => Some(words),
            Self::Unknown => None,
        }
    }

    /// The stable code of how the speaker is known.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Named { .. } => "named",
            Self::Resolved { .. } => "resolved",
            Self::Described { .. } => "described",
            Self::Unknown => "unknown",
        }
    }
}

/// Who said what, in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// `direct`, `mixed`, `indirect`.
    pub kind: String,
    /// The words, in one stretch or several; never empty.
    pub content: Vec<CharSpan>,
    /// What signals it.
    pub cue: Option<CharSpan>,
    /// Who says it, as the text has it there.
    pub source: Option<CharSpan>,
    /// Who that is.
    pub speaker: Speaker,
    /// To whom.
    pub addressee: Option<CharSpan>,
    /// The quotation in which it stands.
    pub inside: Option<u64>,
    /// The quotation that it goes on from.
    pub continues: Option<u64>,
    /// The stance's code.
    pub stance: String,
    /// From 0 to 100.
    pub confidence: u8,
    /// Which rule or model found it.
    pub finder: String,
    /// The stems of what was said; see [`super::stems`].
    pub stems: Vec<String>,
}

/// A proposition with the stance that somebody takes to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The quotation that carries it.
    pub quotation: u64,
    /// The stance's code.
    pub stance: String,
    /// The violations that it names, each with the words that say so.
    pub violations: Vec<(String, CharSpan)>,
    /// The names that it is about, in a form that can be compared across texts.
    pub names: Vec<String>,
    /// Claims of the other side about the same thing in the same stretch.
    pub opposes: Vec<u64>,
}

/// Where a date or a figure stands: the sentence around it and the quotation, if it is somebody's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The sentence.
    pub sentence: CharSpan,
    /// The innermost quotation in whose content it stands.
    pub quotation: Option<u64>,
}

/// An expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The words.
    pub span: CharSpan,
    /// Its value as TIMEX3 writes it; `None` when unresolved.
    pub value: Option<String>,
    /// How fine it is: `time`, `day`, `week`, `month`, `season`, `year`, `decade`, `century`, `duration`, `vague`.
    pub precision: String,
    /// TIMEX3's modifier.
    pub modifier: Option<String>,
    /// `itself`, `publication`, `text`, `missing`.
    pub anchored: String,
    /// The words of the date that it was resolved against.
    pub anchor: Option<CharSpan>,
    /// Where it stands.
    pub standing: Standing,
}

/// The date that a figure stands beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearbyDate {
    /// Its value, as TIMEX3 writes it.
    pub value: String,
    /// Its words.
    pub span: CharSpan,
}

/// A count or measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Number, approximator, unit.
    pub span: CharSpan,
    /// The least value.
    pub low: f64,
    /// The greatest value.
    pub high: f64,
    /// `exact`, `about`, `at-least`, `at-most`, `order`.
    pub approximation: String,
    /// A stable code such as `USD`; `None` for plain counts.
    pub unit: Option<String>,
    /// What is counted, as the text has it.
    pub counted: Option<CharSpan>,
    /// Its head, in a form that can be compared.
    pub head: Option<String>,
    /// Where, if the text says right there.
    pub place: Option<CharSpan>,
    /// That place's words.
    pub place_words: Option<String>,
    /// The stems of its sentence; see [`super::stems`].
    pub stems: Vec<String>,
    /// The one resolved date of its sentence.
    pub date: Option<NearbyDate>,
    /// Where it stands.
    pub standing: Standing,
}
