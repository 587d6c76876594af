//! Linear-chain conditional random fields (Lafferty, McCallum and Pereira 2001) over hashed features: the only kind of
//! model here. Scores are sums of small integers, so that every machine decodes alike. Knows nothing of text.

pub mod choice;
pub mod exp;
pub mod train;

use std::borrow::Cow;

/// The most labels a model may have.
pub const MOST_LABELS: usize = 8;

type Row = [f32; MOST_LABELS];

/// The hash of one feature; its low bits name a row of weights.
pub type Feature = u32;

/// Mixes a template's number and what it saw into a feature.
#[must_use]
pub const fn feature(template: u32, seen: u32) -> Feature {
    let mut hash = seen ^ template.wrapping_mul(0x9e37_79b9);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// Joins two things seen into one.
#[must_use]
pub const fn join(a: u32, b: u32) -> u32 {
    (a.rotate_left(7) ^ b).wrapping_mul(0x01b8_7953).rotate_left(11) ^ a
}

/// A trained model, in the form in which it ships.
#[derive(Debug, Clone)]
pub struct Model {
    labels: usize,
    bits: u32,
    scale: f32,
    first: Row,
    transitions: [Row; MOST_LABELS],
    /// `2^bits` rows of a signed byte a label, one unit being `scale`; then zeros, so that [`MOST_LABELS`] bytes may be
    /// read at any row.
    rows: Cow<'static, [u8]>,
}

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not a model of this version: train it again")]
pub struct NotAModel;

const MAGIC: &[u8; 8] = b"habeasC2";
const HEADER: usize = 8 + 2 + 4 + (MOST_LABELS + MOST_LABELS * MOST_LABELS) * 4;

/// How many bytes the table of a model has.
const fn table(labels: usize, bits: u32) -> usize {
    (labels << bits) + MOST_LABELS - labels
}

impl Model {
    /// Reads what [`Self::to_bytes`] wrote, without copying the weights.
    ///
    /// # Errors
    /// When the length or the beginning is not that of a model.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, NotAModel> {
        let (magic, rest) = bytes.split_first_chunk::<8>().ok_or(NotAModel)?;
        let (&[labels, bits], rest) = rest.split_first_chunk::<2>().ok_or(NotAModel)?;
        if magic != MAGIC || usize::from(labels) > MOST_LABELS || labels == 0 || bits > 24 {
            return Err(NotAModel);
        }
        if bytes.len() != HEADER + table(labels.into(), bits.into()) {
            return Err(NotAModel);
        }
        let mut numbers = rest.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk));
        let mut next = || numbers.next().unwrap_or_default();
        let scale = next();
        let first = std::array::from_fn(|_| next());
        let transitions = std::array::from_fn(|_| std::array::from_fn(|_| next()));
        let rows = Cow::Borrowed(&bytes[HEADER..]);
        Ok(Self { labels: labels.into(), bits: bits.into(), scale, first, transitions, rows })
    }

    /// The model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([self.labels as u8, self.bits as u8]);
        let numbers =
            [self.scale].into_iter().chain(self.first).chain(self.transitions.into_iter().flatten());
        numbers.for_each(|number| bytes.extend(number.to_le_bytes()));
        bytes.extend_from_slice(&self.rows);
        bytes
    }

    /// How many labels it tells apart.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.labels
    }

    /// The score of each label given the features of one position.
    #[must_use]
    pub fn score(&self, features: &[Feature]) -> Row {
        let mask = (1u32 << self.bits) - 1;
        let mut sums = [0i32; MOST_LABELS];
        for feature in features {
            let at = (feature & mask) as usize * self.labels;
            // A fixed width is added up at once; what lies beyond the labels is another row's and is dropped below.
            let Some(row) = self.rows[at..].first_chunk::<MOST_LABELS>() else { continue };
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        sums[self.labels..].fill(0);
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// The best sequence of labels (Viterbi). `allowed` says whether one label may follow another (`None`: the start).
    #[must_use]
    pub fn decode(&self, scores: &[Row], allowed: impl Fn(Option<usize>, usize) -> bool) -> Vec<u8> {
        let labels = self.labels;
        let mut transitions = [[f32::NEG_INFINITY; MOST_LABELS]; MOST_LABELS];
        let mut best = [f32::NEG_INFINITY; MOST_LABELS];
        for to in 0..labels {
            for from in (0..labels).filter(|&from| allowed(Some(from), to)) {
                transitions[from][to] = self.transitions[from][to];
            }
            if let Some(score) = scores.first().filter(|_| allowed(None, to)) {
                best[to] = self.first[to] + score[to];
            }
        }
        let mut back: Vec<[u8; MOST_LABELS]> = Vec::with_capacity(scores.len());
        for score in scores.iter().skip(1) {
            let (mut next, mut from) = ([f32::NEG_INFINITY; MOST_LABELS], [0u8; MOST_LABELS]);
            for to in 0..labels {
                for before in 0..labels {
                    let value = best[before] + transitions[before][to];
                    if value > next[to] {
                        (next[to], from[to]) = (value, before as u8);
                    }
                }
                next[to] += score[to];
            }
            back.push(from);
            best = next;
        }
        let mut label =
            (0..labels).fold(0, |top, label| if best[label] > best[top] { label } else { top }) as u8;
        let mut path = vec![label; scores.len().min(1)];
        for from in back.iter().rev() {
            label = from[usize::from(label)];
            path.push(label);
        }
        path.reverse();
        path
    }

    /// The probability of each label at each position (forward and backward), into `marginals`.
    pub fn marginals(&self, scores: &[Row], marginals: &mut Vec<Row>) {
        exp::marginals(self.labels, &self.first, &self.transitions, scores, marginals);
    }
}
