//! What annotation finds, as plain data. Every span counts bytes of the annotated text and slices to its words. Holds no
//! text of its own but codes and normalised values.

use jiff::civil::Date;
use model::Span;
use serde::{Deserialize, Serialize};

/// A language that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

/// What the caller knows about a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of all of it; otherwise each paragraph tells its own.
    pub language: Option<Language>,
    /// When it was published. Without it a relative date stays unresolved.
    pub published: Option<Date>,
}

/// All that was found in a text, each kind in order of its first span.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// Names, and the pronouns and roles that stand for them.
    pub mentions: Vec<Mention>,
    /// One for each person, body or place: all its mentions.
    pub chains: Vec<Chain>,
    /// Who said what.
    pub quotations: Vec<Quotation>,
    /// What the quotations assert, allege, deny.
    pub claims: Vec<Claim>,
    /// Points and stretches of time.
    pub dates: Vec<DateMention>,
    /// Counts and measures.
    pub quantities: Vec<Quantity>,
}

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionKind {
    /// A human being.
    Person,
    /// A body: a government, a court, a party, a newspaper.
    Organisation,
    /// A place on the map.
    Place,
    /// A place where people are held, treated or gathered: a prison, a hospital, a barracks.
    Facility,
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionForm {
    /// By name.
    Name,
    /// By a nickname or other name, introduced as such ("alias", "conocido como").
    Alias,
    /// By a pronoun.
    Pronoun,
    /// By a role or description ("the president").
    Role,
}

/// A stretch of text that refers to somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The name itself, without honorific and role.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// How it refers.
    pub form: MentionForm,
    /// Index of its [`Chain`].
    pub chain: u32,
    /// The honorific before it.
    pub honorific: Option<Span>,
    /// The roles given with it.
    pub roles: Vec<Span>,
    /// The family name, when the text itself sets it apart ("Luna Ortiz, Ana").
    pub family_name: Option<Span>,
    /// From 0 to 100: how sure the rule or model is that this is a name of that kind.
    pub confidence: u8,
}

/// All mentions of one person, body or place in one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// What it is.
    pub kind: MentionKind,
    /// The fullest form of the name in the text.
    pub name: Span,
    /// Other names by which the text calls it.
    pub aliases: Vec<Span>,
    /// Every role that the text gives it.
    pub roles: Vec<Span>,
}

/// How a quotation gives the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationKind {
    /// Wholly between quotation marks.
    Direct,
    /// Partly between quotation marks.
    Mixed,
    /// In the reporter's words.
    Indirect,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Speaker {
    /// The source is a name.
    Named {
        /// Index of its chain.
        chain: u32,
    },
    /// The source is a pronoun, a role or absent, and the evidence is clear.
    Resolved {
        /// Index of the chain.
        chain: u32,
        /// The words it was resolved to.
        from: Span,
    },
    /// The source is described but has no name ("a witness").
    Described,
    /// The text does not say, or not clearly.
    Unknown,
}

/// Which rule or model found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finder {
    /// The quotation models.
    Model,
    /// A quote beside a cue or a name.
    QuoteRule,
    /// A quote that goes on from the one before it.
    ContinuationRule,
    /// The dash of Spanish dialogue.
    DashRule,
    /// A cue verb with "que".
    ThatRule,
    /// "según", "a juicio de", "according to".
    AccordRule,
    /// The Spanish conditional of rumour ("habría muerto").
    RumourRule,
    /// A name or a role, a colon, and words.
    ColonRule,
}

/// A quotation: who said what, in which words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// How the words are given.
    pub kind: QuotationKind,
    /// The words, in one stretch or several; quotation marks belong to them.
    pub content: Vec<Span>,
    /// What signals it: "said", "according to", "en un comunicado".
    pub cue: Option<Span>,
    /// Who says it, as the text has it there.
    pub source: Option<Span>,
    /// Who that is.
    pub speaker: Speaker,
    /// To whom, if the text says.
    pub addressee: Option<Span>,
    /// The quotation in which it stands ("A says that B denied").
    pub inside: Option<u32>,
    /// The quotation that it goes on from.
    pub continues: Option<u32>,
    /// The stance that the cue takes.
    pub stance: Stance,
    /// From 0 to 100: how probable it is that this is a quotation with this content.
    pub confidence: u8,
    /// What found it.
    pub finder: Finder,
}

/// What a speaker does with a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Stance {
    /// States it.
    Asserts,
    /// States it of somebody as a wrong.
    Alleges,
    /// Says that it is not so.
    Denies,
    /// Says that it is so indeed.
    Confirms,
    /// Undertakes to do it.
    Promises,
    /// Asks others to do it.
    Demands,
    /// Will not do it.
    Refuses,
    /// Finds fault.
    Criticises,
    /// Is ready to do it.
    Offers,
}

impl Stance {
    /// All, with their stable codes.
    pub const CODES: [(Self, &'static str); 9] = [
        (Self::Asserts, "asserts"),
        (Self::Alleges, "alleges"),
        (Self::Denies, "denies"),
        (Self::Confirms, "confirms"),
        (Self::Promises, "promises"),
        (Self::Demands, "demands"),
        (Self::Refuses, "refuses"),
        (Self::Criticises, "criticises"),
        (Self::Offers, "offers"),
    ];

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::CODES.iter().find(|(_, known)| *known == code).map(|(stance, _)| *stance)
    }

    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize].1
    }
}

/// A kind of violation of human rights, after the headings of the HURIDOCS micro-thesauri; docs/violations.md has the
/// table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Violation {
    /// Arbitrary arrest or detention.
    ArbitraryDetention,
    /// Torture.
    Torture,
    /// Cruel, inhuman or degrading treatment; beatings.
    IllTreatment,
    /// Enforced disappearance; whereabouts withheld.
    EnforcedDisappearance,
    /// Killing, execution, death in custody.
    Killing,
    /// Rape and other sexual violence.
    SexualViolence,
    /// Medical care withheld.
    DenialOfMedicalCare,
    /// Overcrowding.
    Overcrowding,
    /// Inhuman conditions of detention: hunger, dirt, heat.
    DetentionConditions,
    /// Solitary or incommunicado detention.
    Isolation,
    /// A lawyer withheld.
    DenialOfCounsel,
    /// Unfair trial; no judge, no charge.
    UnfairTrial,
    /// Expulsion, deportation, forced return.
    Expulsion,
    /// Forced displacement.
    Displacement,
    /// Kidnapping by others than the state, or by unknown hands.
    Abduction,
    /// Threats and harassment.
    Threats,
    /// Surveillance, search, seizure.
    Surveillance,
    /// Censorship and other restrictions of the press.
    PressRestriction,
    /// Restriction of assembly, association, movement.
    CivicRestriction,
    /// Extortion, theft or destruction of property.
    Property,
    /// Discrimination.
    Discrimination,
    /// Forced labour.
    ForcedLabour,
}

/// A proposition with the stance that somebody takes to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Index of the quotation that carries it.
    pub quotation: u32,
    /// The stance.
    pub stance: Stance,
    /// The chains that it is about, besides the speaker.
    pub about: Vec<u32>,
    /// The violations that it names, each with the words that say so.
    pub violations: Vec<(Violation, Span)>,
    /// Indices of claims of the other side about the same thing in this text: denials of an allegation and the reverse.
    pub opposes: Vec<u32>,
    /// What it is about, in a form that can be compared across texts: violation codes, then names in small letters
    /// without accents, sorted.
    pub keys: Vec<String>,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Part of a day or a clock time.
    Time,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter, half-year or season.
    Season,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// A length of time, not a point.
    Duration,
    /// "Now", "recently", "in the past".
    Vague,
}

/// Against what a date was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum DateAnchor {
    /// Nothing: it says itself when.
    Itself,
    /// The date of publication that the caller gave.
    Publication,
    /// Another date of the text.
    Text {
        /// That date's words.
        span: Span,
    },
    /// It is relative and there was nothing to resolve it against.
    Missing,
}

/// An expression of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// Its value as TIMEX3 writes it (`1998-08-07`, `2025-W12`, `P3D`, `PRESENT_REF`); `None` when unresolved.
    pub value: Option<String>,
    /// How fine it is.
    pub precision: Precision,
    /// TIMEX3's modifier: `START`, `MID`, `END`, `APPROX`, `MORE_THAN`, `LESS_THAN` ....
    pub modifier: Option<String>,
    /// What it was resolved against.
    pub anchor: DateAnchor,
}

/// How sharp a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approximation {
    /// As given.
    Exact,
    /// "About", "unos".
    About,
    /// "At least", "al menos", "more than".
    AtLeast,
    /// "Up to", "hasta", "fewer than".
    AtMost,
    /// "Hundreds of".
    Order,
}

/// A count or measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Number, approximator, unit.
    pub span: Span,
    /// The least value.
    pub low: f64,
    /// The greatest value; equal to `low` unless a range was given.
    pub high: f64,
    /// How sharp.
    pub approximation: Approximation,
    /// A stable code: `USD`, `%`, `km`; `None` for plain counts.
    pub unit: Option<String>,
    /// What is counted, as the text has it.
    pub counted: Option<Span>,
    /// The head of what is counted, in small letters and singular, for comparison.
    pub head: Option<String>,
    /// Where, if the text says right there.
    pub place: Option<Span>,
}
