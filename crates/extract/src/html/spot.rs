//! Where words stand in a source: spots, words with their spots, and the place a spot means. Decides nothing about
//! what the words say.

use model::{Place, Step};

/// A stretch of the source that a stretch of text was read from, in bytes of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// How the source advances along the text.
    pub step: Step,
}

impl Spot {
    /// Text that stands as a whole for `start..end`.
    pub(crate) fn whole(start: u64, end: u64) -> Self {
        Self { start, end, step: Step::Whole }
    }

    /// The spot of `text[from..to]`, where `text` is what the whole spot reads.
    pub(crate) fn slice(self, text: &str, from: usize, to: usize) -> Self {
        let width = |part: &str, width: u8| part.chars().count() as u64 * u64::from(width);
        let (skip, length) = match self.step {
            Step::Byte => (from as u64, (to - from) as u64),
            Step::Char(bytes) => (width(&text[..from], bytes), width(&text[from..to], bytes)),
            Step::Whole => return self,
        };
        Self { start: self.start + skip, end: self.start + skip + length, step: self.step }
    }

    /// Whether exactly one character stands there, one to one.
    pub(crate) fn is_one(&self) -> bool {
        match self.step {
            Step::Byte => self.end - self.start == 1,
            Step::Char(width) => self.end - self.start == u64::from(width),
            Step::Whole => false,
        }
    }

    fn continues(&self, next: &Self) -> bool {
        self.step != Step::Whole && self.step == next.step && self.end == next.start
    }
}

/// Text with the spot of each stretch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    text: String,
    runs: Vec<(usize, Spot)>,
}

impl Words {
    /// A run that advances by code points is never longer than this many bytes of text, because finding a place
    /// inside it means counting from its start.
    const COUNTED_BYTES: usize = 256;

    /// Appends text read from `spot`.
    pub(crate) fn push(&mut self, text: &str, spot: Spot) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        if let Some((start, last)) = self.runs.last_mut()
            && last.continues(&spot)
            && (spot.step == Step::Byte || at + text.len() - *start <= Self::COUNTED_BYTES)
        {
            last.end = spot.end;
            return;
        }
        self.runs.push((at, spot));
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Each stretch with its spot, in order.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&str, Spot)> {
        self.pieces_of(0, self.text.len())
    }

    /// The stretches of `from..to`, cut to it. Both are character boundaries.
    pub(crate) fn pieces_of(&self, from: usize, to: usize) -> impl Iterator<Item = (&str, Spot)> {
        let first = self.runs.partition_point(|(start, _)| *start <= from).saturating_sub(1);
        let ends = self.runs.iter().skip(first + 1).map(|(start, _)| *start).chain([self.text.len()]);
        self.runs[first..].iter().zip(ends).take_while(move |((start, _), _)| *start < to).map(
            move |((start, spot), end)| {
                let run = &self.text[*start..end];
                let (head, tail) = (from.max(*start), to.min(end));
                (&self.text[head..tail], spot.slice(run, head - start, tail - start))
            },
        )
    }

    /// Bytes of the source from the first to the last stretch.
    pub(crate) fn extent(&self) -> Option<Spot> {
        let ((_, first), (_, last)) = (self.runs.first()?, self.runs.last()?);
        Some(Spot::whole(first.start, last.end))
    }
}

/// What bytes the spots of one source count in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ground {
    /// The item's own bytes, from this one on.
    Item {
        /// The item's byte that the source calls 0.
        base: u64,
    },
    /// A mail message's part after transfer decoding.
    MailPart {
        /// Its number in the MIME tree.
        part: String,
    },
}

impl Ground {
    /// The item's own bytes, from the first.
    pub(crate) const ITEM: Self = Self::Item { base: 0 };

    /// The place that `start..end` of the source is.
    pub(crate) fn place(&self, start: u64, end: u64) -> Place {
        match self {
            Self::Item { base } => Place::Bytes { start: base + start, end: base + end },
            Self::MailPart { part } => Place::MailPart { part: part.clone(), start, end },
        }
    }
}
