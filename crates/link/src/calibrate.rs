//! Makes a model's probabilities mean what they say, without any truth: a third record tells whether two are one person.
//! Never moves the prior, and changes nothing where third records are few.
//!
//! Fields are taken as independent, and they are not: families share more than surnames, slips come in the same record. So
//! agreements say less together than one by one, and contradictions too. Both are weakened by an exponent, fitted to what
//! records that are surely the first one's person say about the second. Theory: docs/theory/linkage.md.

use crate::candidates::Candidate;
use crate::model::{FieldModel, Model, Probability};
use crate::pattern::{self, Compared};
use crate::rarity::Rarity;
use crate::records::{RecordAt, Records};
use crate::score::Scorer;

/// A compared pair and whether it is one person, as far as known.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The pair.
    pub compared: Compared,
    /// Whether it is one person.
    pub same: bool,
    /// How many pairs it counts as.
    pub count: f64,
    /// What the way it was found adds to its log2 odds: how much likelier pairs of one person are found so.
    pub offset: f64,
}

/// Links at least this strong are taken as one person for telling about others, in bits.
const SURE: f32 = 5.0;
/// Links stronger than this show how many pairs of one person have a third record, those weaker than the next how many others.
const SAME: f32 = 10.0;
const DIFFERENT: f32 = -4.0;
/// Links between these are learnt from: those beyond are not in doubt.
const DOUBTFUL: std::ops::Range<f32> = -8.0..10.0;
/// How many third records are asked about a pair.
const MOST_THIRDS: usize = 3;
/// Pairs to learn from, at most about so many.
const MOST_PAIRS: usize = 60_000;
/// No third record counts more than this for or against.
const MOST_BITS: f32 = 8.0;
/// How many pairs the assumption of independence counts as.
const WEIGHT: f64 = 200.0;

/// Weakens (or strengthens) the model's agreements and contradictions so that the known pairs are likeliest.
#[must_use]
pub fn calibrate(model: &Model, known: &[Known]) -> Model {
    let loss = |agree: f64, contradict: f64| {
        let weights = tempered(model, agree, contradict).weights();
        let one = |it: &Known| {
            let Compared { pattern, rarity, kin_rarity } = it.compared;
            let total = weights.pair(pattern, f64::from(rarity), f64::from(kin_rarity)).total;
            let total = total + it.offset;
            it.count * (1.0 + if it.same { -total } else { total }.exp2()).ln()
        };
        let far = (agree - 1.0).powi(2) + (contradict - 1.0).powi(2);
        known.iter().map(one).sum::<f64>() + WEIGHT * far
    };
    // Compass search: two exponents, a smooth loss.
    let (mut here, mut step) = ((1.0, 1.0), 0.16);
    let mut least = loss(here.0, here.1);
    while step > 0.004 {
        let around = [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)];
        let tried =
            around.map(|(a, b)| (here.0 + a, here.1 + b)).into_iter().filter(|it| it.0.min(it.1) > 0.2);
        let best = tried.map(|at| (loss(at.0, at.1), at)).min_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((lower, at)) if lower < least => (least, here) = (lower, at),
            _ => step /= 2.0,
        }
    }
    tempered(model, here.0, here.1)
}

/// The model with the weights of agreements and of contradictions multiplied.
fn tempered(model: &Model, agree: f64, contradict: f64) -> Model {
    let field = |it: &FieldModel| {
        let mut field = it.clone();
        for (level, u) in field.u.iter_mut().enumerate() {
            let bits = it.weight(level);
            *u = it.m[level] / (bits * if bits > 0.0 { agree } else { contradict }).exp2();
        }
        field
    };
    Model { fields: model.fields.iter().map(field).collect(), ..model.clone() }
}

/// What third records say about pairs: for each candidate (a, b) and records c that are surely a's person, whether c and b
/// look like one person. `buckets` hold all candidates of their lower records.
#[must_use]
pub fn third_records(
    records: &Records,
    rarity: &Rarity,
    model: &Model,
    buckets: &[Vec<Candidate>],
) -> Vec<Known> {
    let weights = model.weights();
    let scorer = Scorer { records, rarity, weights: &weights };
    let mut thirds = Thirds::default();
    for bucket in buckets {
        for pairs in bucket.chunk_by(|a, b| a.pair().0 == b.pair().0) {
            thirds.look(&scorer, pairs);
        }
        if thirds.known.len() >= MOST_PAIRS {
            break;
        }
    }
    let share = |(with, all): (f64, f64)| (with + 1.0) / (all + 2.0);
    let offset = (share(thirds.same) / share(thirds.different)).log2();
    thirds.known.iter_mut().for_each(|it| it.offset = offset);
    thirds.known
}

/// Whether two records of different lists hold the same values in every field.
fn is_copy(records: &Records, one: RecordAt, other: RecordAt) -> bool {
    let (a, b) = (one as usize, other as usize);
    records.list(one) != records.list(other)
        && records.birth_id(one) == records.birth_id(other)
        && records.sex(one) == records.sex(other)
        && records.name(one).words == records.name(other).words
        && records.columns.iter().all(|it| it.ids[a] == it.ids[b])
}

/// What third records say, and how often there is one.
#[derive(Default)]
struct Thirds {
    known: Vec<Known>,
    /// Of the pairs surely of one person: with a third record, all.
    same: (f64, f64),
    /// Of those surely of two.
    different: (f64, f64),
}

impl Thirds {
    /// Looks at the candidates of one lower record.
    fn look(&mut self, scorer: &Scorer<'_>, pairs: &[Candidate]) {
        let compare = |it: &Candidate| {
            let (one, other) = it.pair();
            let compared = pattern::compare(scorer.records, scorer.rarity, one, other);
            (other, compared, scorer.weigh(compared))
        };
        let scored: Vec<(RecordAt, Compared, f32)> = pairs.iter().map(compare).collect();
        let mut sure: Vec<(RecordAt, f32)> =
            scored.iter().filter(|it| it.2 > SURE).map(|it| (it.0, it.2)).collect();
        sure.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for &(other, compared, weight) in scored.iter().filter(|it| it.2 >= DOUBTFUL.start) {
            let (mut sum, mut count) = (0.0, 0.0);
            let one = pairs[0].pair().0;
            // A copy of either tells nothing new.
            let copies = |third| is_copy(scorer.records, third, one) || is_copy(scorer.records, third, other);
            let thirds = sure.iter().filter(|it| it.0 != other && !copies(it.0));
            for third in thirds.take(MOST_THIRDS) {
                sum += scorer.pair(third.0, other).0.clamp(-MOST_BITS, MOST_BITS);
                count += 1.0;
            }
            let with = f64::min(count, 1.0);
            if weight > SAME {
                self.same = (self.same.0 + with, self.same.1 + 1.0);
            } else if weight < DIFFERENT {
                self.different = (self.different.0 + with, self.different.1 + 1.0);
            }
            if count > 0.0 && weight < DOUBTFUL.end {
                // What is near even odds tells little.
                let sure = 2.0 * Probability::from_weight(f64::from(sum).abs() / count).0 - 1.0;
                self.known.push(Known { compared, same: sum > 0.0, count: sure, offset: 0.0 });
            }
        }
    }
}
