//! What the register holds and a caller reads: persons, records, joins, links, questions, and the linking they come from.
//! A weight is the machine's, a verdict a person's; they share no type.

use model::{CharSpan, ItemId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

/// log2 odds in 1024ths of a bit, so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Bits(pub i64);

impl Bits {
    /// The nearest to a weight in bits.
    #[must_use]
    pub fn of(bits: f64) -> Self {
        // A weight is a few dozen bits; what is beyond all bounds saturates.
        Self((bits * 1024.0).round() as i64)
    }

    /// In bits.
    #[must_use]
    pub fn bits(self) -> f64 {
        self.0 as f64 / 1024.0
    }

    /// The machine's probability that these log2 odds stand for.
    #[must_use]
    pub fn probability(self) -> f64 {
        1.0 / (1.0 + (-self.bits()).exp2())
    }
}

/// A share with an interval that holds it in 95 of 100 cases, if the model's probabilities are right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The expected share.
    pub expected: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What to expect of the persons, if the model is right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// The weight from which a single link agrees best with the persons.
    pub threshold: Bits,
    /// The share of pairs within persons that are one person.
    pub precision: Share,
    /// The share of all pairs of one person that are within persons.
    pub recall: Share,
    /// How many pairs of one person were probably never compared.
    pub missed: f64,
}

/// What to expect of the persons after so many more answers, if the model is right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// How many answers.
    pub answers: u64,
    /// The share of pairs within persons that are one person.
    pub precision: f64,
    /// The share of all pairs of one person that are within persons.
    pub recall: f64,
}

/// A field that records are compared by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// `given`, `surname`, `birth`, `sex`, `nationality`, `document`, `place`, `code`, `text`, `list`.
    pub kind: String,
    /// The columns that it reads: list and column.
    pub columns: Vec<(u64, u32)>,
    /// The stable names of its levels of agreement; the first is `missing`.
    pub levels: Vec<String>,
}

/// What one step of a sum stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BarKind {
    /// The odds that two records drawn at random are one person.
    Prior,
    /// A field's level of agreement.
    Level {
        /// Which of [`Run::fields`].
        field: u8,
        /// Which of [`Field::levels`].
        level: u8,
    },
    /// The agreeing values are rarer, or commoner, than usual.
    Rarity {
        /// Which of [`Run::fields`].
        field: u8,
    },
    /// What is taken off because relatives would agree as well.
    Kin,
}

/// One step of the sum that is a link's weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub kind: BarKind,
    /// What it adds.
    pub bits: Bits,
}

/// A key that too many records share, so that pairs were not compared for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysLeftOut {
    /// The family of keys, a stable name.
    pub family: String,
    /// How many keys.
    pub keys: u64,
    /// The pairs that they would have given.
    pub pairs: u64,
    /// A record with the commonest of them.
    pub example: Option<RecordId>,
}

/// What of the lists was not compared as usual, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NotCompared {
    /// The lists name families, so that probabilities are not to be relied upon: only sure pairs were joined.
    Families,
    /// A list that repeats nearly all rows of another one and is not declared as its copy.
    LooksCopied {
        /// The list.
        list: u64,
        /// The other one.
        original: u64,
        /// How many rows of the list stand on both word for word.
        records: u64,
    },
    /// A column of ages without the day on which people were that old.
    AgeWithoutDay {
        /// The list.
        list: u64,
        /// The column.
        column: u32,
    },
    /// A column beyond the number of fields that are compared together.
    TooManyFields {
        /// The list.
        list: u64,
        /// The column.
        column: u32,
    },
    /// Rows that an earlier declared list holds as well: they count on that one.
    Twice {
        /// The list.
        list: u64,
        /// The earlier one.
        first: u64,
        /// How many rows.
        records: u64,
    },
    /// A list whose item is not read, or is read otherwise than it was declared.
    Unread {
        /// The list.
        list: u64,
    },
    /// Parts of names beyond the number that is compared.
    NameParts {
        /// How many.
        parts: u64,
    },
}

/// The linking that the register shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The log entry that records it.
    pub entry: u64,
    /// How many log entries it knew.
    pub entries: u64,
    /// Whether it gave what the log entry says: the same persons, by digest.
    pub repeated: bool,
    /// The program that made it.
    pub program: String,
    /// Whether all was linked from the beginning.
    pub afresh: bool,
    /// The lists, by the entries that declared them, each with how many of its records were linked.
    pub lists: Vec<(u64, u64)>,
    /// How many records.
    pub records: u64,
    /// How many persons.
    pub persons: u64,
    /// Persons known before that are now one: the id that stays, the id that is no longer used.
    pub merged: Vec<(PersonId, PersonId)>,
    /// Persons known before that were taken apart: what it was, what some of its records are now.
    pub split: Vec<(PersonId, PersonId)>,
    /// How many pairs were compared; of a linking that was not afresh, those with a new record.
    pub compared: u64,
    /// What to expect of the result; `None` where nothing could be joined.
    pub expected: Option<Expected>,
    /// What to expect after further answers, beginning with none.
    pub outlook: Vec<Outlook>,
    /// What blocking left out.
    pub skipped: Vec<KeysLeftOut>,
    /// What of the lists was not compared.
    pub not_compared: Vec<NotCompared>,
    /// What records are compared by.
    pub fields: Vec<Field>,
}

/// A record in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Its id.
    pub id: RecordId,
    /// The list, by the entry that declared it.
    pub list: u64,
    /// Its number in the list, from 1.
    pub row: u64,
    /// The item that it stands in.
    pub item: ItemId,
    /// Its code points.
    pub span: CharSpan,
    /// The person.
    pub person: PersonId,
    /// Its strongest link to another record of the person; `None` when it is alone, or joined by judgement only.
    pub weight: Option<Bits>,
    /// Whether somebody judged it the same as another record of the person.
    pub judged: bool,
    /// Its names in small letters without accents, to search by.
    pub words: String,
    /// The same, surnames first, to sort by.
    pub sort: String,
}

/// A person in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The id.
    pub id: PersonId,
    /// The record whose name stands for the person: the one with the longest name.
    pub shown: RecordId,
    /// How many records.
    pub records: u64,
    /// On how many lists.
    pub lists: u64,
}

/// Why two groups of records are one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// The person that they are.
    pub person: PersonId,
    /// A record of one group.
    pub one: RecordId,
    /// The record of the other group with the strongest link to it.
    pub other: RecordId,
    /// That link's weight; `None` when a judgement joined them.
    pub weight: Option<Bits>,
    /// The mean weight over all pairs across; `None` when a judgement joined them.
    pub mean: Option<Bits>,
}

/// A pair that was compared and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// The record with the lower id.
    pub one: RecordId,
    /// The other record.
    pub other: RecordId,
    /// log2 of the odds that both are one person: the sum of the bars.
    pub weight: Bits,
    /// Whether anything but the name speaks for one person.
    pub beyond_name: bool,
    /// What the weight adds up from.
    pub bars: Vec<Bar>,
}

/// A pair that was compared and kept, without what its weight adds up from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// The record with the lower id.
    pub one: RecordId,
    /// The other record.
    pub other: RecordId,
    /// log2 of the odds that both are one person.
    pub weight: Bits,
    /// Whether anything but the name speaks for one person.
    pub beyond_name: bool,
}

/// Why a person should look at a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The probability is neither near 0 nor near 1.
    Uncertain,
    /// Only the name speaks for one person.
    NameOnly,
    /// The sum speaks for one person, but documents, births or given names contradict each other.
    Opposed,
    /// The link is strong, but the records around it speak against it.
    NotJoined,
    /// Judgements contradict each other.
    Contradicted,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Uncertain, Self::NameOnly, Self::Opposed, Self::NotJoined, Self::Contradicted];

    /// Its stable name in the file, in `--json` and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uncertain => "uncertain",
            Self::NameOnly => "name-only",
            Self::Opposed => "opposed",
            Self::NotJoined => "not-joined",
            Self::Contradicted => "contradicted",
        }
    }

    /// The reason of a [`Why::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// A pair that a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The record with the lower id.
    pub one: RecordId,
    /// The other record.
    pub other: RecordId,
    /// Why.
    pub why: Why,
    /// log2 of the odds that both are one person.
    pub weight: Bits,
}

/// Judgements that contradict each other through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The pair judged different.
    pub different: (RecordId, RecordId),
    /// The records that judgements of "same" lead through, from one to the other.
    pub chain: Vec<RecordId>,
}

/// A field in which two records of one person do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The person.
    pub person: PersonId,
    /// Which of [`Run::fields`].
    pub field: u8,
    /// Which of [`Field::levels`]: how they differ.
    pub level: u8,
    /// One of the records.
    pub one: RecordId,
    /// The other.
    pub other: RecordId,
}

/// Everything that a linking made.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The linking.
    pub run: Run,
    /// The fitted model, in the caller's own form.
    pub model: Vec<u8>,
    /// The records, ascending.
    pub records: Vec<RecordRow>,
    /// Why persons of several records are together, in order.
    pub joins: Vec<Join>,
    /// Scored pairs, ascending.
    pub links: Vec<LinkRow>,
    /// What to review, the most telling first.
    pub questions: Vec<Question>,
    /// Judgements that contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Where records of one person do not agree.
    pub conflicts: Vec<Conflict>,
}
