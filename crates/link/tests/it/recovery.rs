//! The test of docs/theory/linkage.md: patterns are drawn from a model that is known, and fitting finds it again.

use link::calibrate::{Known as Labelled, calibrate};
use link::em::{Evidence, Histogram, fit};
use link::hash::Sequence;
use link::model::{FieldModel, Probability, Traits};
use link::pattern::{Compared, Pattern};
use link::{Field, FieldKind, Model};

const PAIRS: u64 = 400_000;
const PRIOR: f64 = 0.01;
const KIN: f64 = 0.02;

/// m and u by level, from level 1.
struct Known {
    kind: FieldKind,
    m: &'static [f64],
    u: &'static [f64],
    missing: f64,
}

const KNOWN: [Known; 5] = [
    Known {
        kind: FieldKind::Given,
        m: &[0.50, 0.25, 0.15, 0.04, 0.0, 0.0, 0.0, 0.06],
        u: &[0.010, 0.005, 0.003, 0.002, 0.0, 0.0, 0.0, 0.98],
        missing: 0.05,
    },
    Known {
        kind: FieldKind::Surname,
        m: &[0.40, 0.15, 0.35, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.10],
        u: &[0.002, 0.001, 0.012, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.985],
        missing: 0.05,
    },
    Known {
        kind: FieldKind::Birth,
        m: &[0.80, 0.0, 0.0, 0.10, 0.0, 0.0, 0.0, 0.10],
        u: &[0.001, 0.0, 0.0, 0.004, 0.0, 0.0, 0.0, 0.995],
        missing: 0.3,
    },
    Known {
        kind: FieldKind::Place,
        m: &[0.60, 0.25, 0.0, 0.0, 0.15],
        u: &[0.06, 0.04, 0.0, 0.0, 0.90],
        missing: 0.2,
    },
    Known {
        kind: FieldKind::Document,
        m: &[0.92, 0.05, 0.0, 0.03],
        u: &[0.0001, 0.0004, 0.0, 0.9995],
        missing: 0.6,
    },
];

fn draw(chance: &mut Sequence) -> Pattern {
    let class = chance.unit();
    let mut pattern = 128 << 56 | 128 << 48;
    for (at, field) in KNOWN.iter().enumerate() {
        if chance.unit() < field.missing {
            continue;
        }
        let kin = (PRIOR..PRIOR + KIN).contains(&class)
            && matches!(field.kind, FieldKind::Surname | FieldKind::Place);
        let shares = if class < PRIOR || kin { field.m } else { field.u };
        let mut left = chance.unit();
        let level = shares.iter().position(|it| {
            left -= it;
            left < 0.0
        });
        pattern |= (level.unwrap_or(shares.len() - 1) as u64 + 1) << (4 * at);
    }
    Pattern(pattern)
}

#[test]
fn known_parameters_are_found_again() {
    let mut chance = Sequence(7);
    let patterns = Histogram::of((0..PAIRS).map(|_| draw(&mut chance)).collect());
    let field = |it: &Known| Field { kind: it.kind, label: String::new(), column: 0 };
    let model = fit(&Evidence {
        fields: KNOWN.iter().map(field).collect(),
        random: patterns.clone(),
        candidates: patterns,
        share: 1.0,
        pairs: PAIRS as f64,
        same: Histogram::default(),
        different: Histogram::default(),
    });
    let near = |what: &str, found: f64, known: f64, within: f64| {
        assert!((found - known).abs() < within, "{what}: {found:.5}, known {known:.5}");
    };
    near("prior", model.prior, PRIOR, 0.0008);
    near("kin", model.kin, KIN, 0.004);
    for (fitted, known) in model.fields.iter().zip(&KNOWN) {
        for (at, (&m, &u)) in known.m.iter().zip(known.u).enumerate() {
            near(&format!("m of {:?} {}", known.kind, at + 1), fitted.m[at + 1], m, 0.03);
            near(&format!("u of {:?} {}", known.kind, at + 1), fitted.u[at + 1], u, 0.0025 + 0.05 * u);
        }
    }
}

#[test]
fn labels_move_the_model() {
    let mut chance = Sequence(8);
    let patterns = Histogram::of((0..20_000).map(|_| draw(&mut chance)).collect());
    // People say that pairs without any document agreement are one person.
    let contrary = Pattern(128 << 56 | 128 << 48 | 1 | 1 << 4 | 1 << 8 | 4 << 16);
    let fields: Vec<Field> =
        KNOWN.iter().map(|it| Field { kind: it.kind, label: String::new(), column: 0 }).collect();
    let with = |same: Vec<Pattern>| {
        fit(&Evidence {
            fields: fields.clone(),
            random: patterns.clone(),
            candidates: patterns.clone(),
            share: 1.0,
            pairs: 20_000.0,
            same: Histogram::of(same),
            different: Histogram::default(),
        })
    };
    let (without, labelled) = (with(Vec::new()), with(vec![contrary; 30]));
    assert!(labelled.fields[4].m[4] > 2.0 * without.fields[4].m[4]);
}

/// A model of three places, of which the second and third are copies of the first: it counts what it sees three times.
#[test]
fn what_is_counted_twice_is_weakened() {
    let field = |label: &str| Field { kind: FieldKind::Place, label: label.to_owned(), column: 0 };
    let single = FieldModel::usual(&field("first"));
    let copies = ["first", "second", "third"].map(|it| FieldModel { field: field(it), ..single.clone() });
    let model = Model { fields: copies.to_vec(), prior: 0.2, kin: 0.0, traits: Traits::default() };
    let honest = Model { fields: vec![single], prior: 0.2, kin: 0.0, traits: Traits::default() };
    let mut chance = Sequence(11);
    let labelled = |_| {
        let level = 1 + chance.below(5);
        let pattern = |bits: u64| Pattern(128 << 56 | 128 << 48 | bits);
        let truth = honest.weights().pair(pattern(level), 0.0, 0.0).total;
        let same = chance.unit() < Probability::from_weight(truth).0;
        let compared =
            Compared { pattern: pattern(level | level << 4 | level << 8), rarity: 0.0, kin_rarity: 0.0 };
        Labelled { compared, same, count: 1.0, offset: 0.0 }
    };
    let known: Vec<Labelled> = (0..20_000).map(labelled).collect();
    let fitted = calibrate(&model, &known);
    for (level, exponent) in [(1, 0.333), (2, 0.333), (5, 0.333)] {
        let share = fitted.fields[0].weight(level) / model.fields[0].weight(level);
        assert!((share - exponent).abs() < 0.08, "level {level}: {share}");
    }
    assert_eq!(fitted.prior, model.prior);
    assert_eq!(calibrate(&model, &[]), model, "without labels nothing changes");
}
