//! Scores quotations as PolNeAR's peers were scored: characters of content, one-to-one overlap, speakers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use anyhow::Result;

use annotate::quotations::training::Gold;

use super::polnear::{self, Document};

/// A quotation to be scored.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Content.
    pub content: Vec<Range<usize>>,
    /// Source.
    pub source: Vec<Range<usize>>,
    /// How probable it is said to be, in per cent.
    pub confidence: u8,
}

/// How the gold gives the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Direct,
    Mixed,
    Indirect,
}

/// Bytes that count: neither white space nor marks.
pub fn bytes(text: &str, ranges: &[Range<usize>]) -> BTreeSet<usize> {
    let counts = |c: &char| !c.is_whitespace() && !"\"“”«»,.;:".contains(*c);
    let inside = |range: &Range<usize>| {
        let start = range.start;
        text[range.clone()]
            .char_indices()
            .filter(|(_, c)| counts(c))
            .map(move |(at, _)| start + at)
            .collect::<Vec<_>>()
    };
    ranges.iter().flat_map(inside).collect()
}

fn is_double(c: char) -> bool {
    "\"“”«»".contains(c)
}

fn kind(text: &str, content: &[Range<usize>]) -> Kind {
    let mut content = content.to_vec();
    content.sort_by_key(|range| range.start);
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return Kind::Indirect };
    let whole = text[first.start..last.end.max(first.start)].trim_matches([' ', ',', '.', ';', ':']);
    let inner: Vec<&str> = content.iter().map(|range| &text[range.clone()]).collect();
    let inner = inner.join(" ");
    let starts = whole.starts_with(is_double) || whole.starts_with("``");
    let closing = ['”', '»', '"'].map(|c| inner.matches(c).count()).iter().sum::<usize>();
    if starts && (whole.ends_with(is_double) || whole.starts_with(is_double) && closing < 2) {
        Kind::Direct
    } else if inner.contains(is_double) {
        Kind::Mixed
    } else {
        Kind::Indirect
    }
}

/// Whether the words are given wholly between quotation marks.
pub fn direct(text: &str, content: &[Range<usize>]) -> bool {
    kind(text, content) == Kind::Direct
}

fn surface(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.start);
    let words: Vec<String> =
        ranges.iter().map(|range| text[range.clone()].to_lowercase().trim().to_owned()).collect();
    words.join(" ")
}

/// Counts over documents.
#[derive(Debug, Default)]
pub struct Tally {
    found: usize,
    inside: usize,
    inside_speaker: usize,
    shared: usize,
    found_bytes: usize,
    gold_bytes: usize,
    recalled: BTreeMap<Option<Kind>, [usize; 3]>,
    matched: BTreeMap<u32, [usize; 2]>,
    /// By the kind in the gold and the kind found, `None` being not there: how many (where both are: matched at .5), how
    /// many of them with the right speaker, how many with none.
    confusion: BTreeMap<(Option<Kind>, Option<Kind>), [usize; 3]>,
    /// By tens of per cent said: how many, how many of them matched at .5, and the sum of what was said.
    reliability: BTreeMap<u8, [usize; 3]>,
}

impl Tally {
    /// Adds a document.
    pub fn add(&mut self, text: &str, gold: &[Gold], found: &[Found]) {
        let gold: Vec<_> = gold
            .iter()
            .filter(|it| !it.content.is_empty())
            .map(|it| (it, bytes(text, &it.content), bytes(text, &it.source), kind(text, &it.content)))
            .collect();
        let found: Vec<_> = found
            .iter()
            .filter(|it| !it.content.is_empty())
            .map(|it| (it, bytes(text, &it.content), bytes(text, &it.source)))
            .collect();
        let all_gold: BTreeSet<_> = gold.iter().flat_map(|it| it.1.iter().copied()).collect();
        let all_found: BTreeSet<_> = found.iter().flat_map(|it| it.1.iter().copied()).collect();
        self.shared += all_gold.intersection(&all_found).count();
        self.found_bytes += all_found.len();
        self.gold_bytes += all_gold.len();
        let shared = |g: usize, f: usize| gold[g].1.intersection(&found[f].1).count();
        let same_speaker = |g: usize, f: usize, strict: bool| {
            let (gold, found) = (&gold[g], &found[f]);
            gold.2.intersection(&found.2).next().is_some()
                || (!found.2.is_empty()
                    && !gold.0.source.is_empty()
                    && surface(text, &found.0.source) == surface(text, &gold.0.source))
                || (found.2.is_empty() && gold.2.is_empty() && !strict)
        };
        let mut pairs = Vec::new();
        for (g, of_gold) in gold.iter().enumerate() {
            for (f, of_found) in found.iter().enumerate() {
                let both = shared(g, f);
                if both > 0 {
                    let either = of_gold.1.len() + of_found.1.len() - both;
                    pairs.push((both as f64 / either as f64, f, g));
                }
            }
        }
        pairs.sort_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
        for threshold in [50, 80] {
            let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
            for &(overlap, f, g) in pairs.iter().take_while(|pair| pair.0 >= f64::from(threshold) / 100.0) {
                if used_gold.contains(&g) || used_found.contains(&f) {
                    continue;
                }
                used_gold.insert(g);
                used_found.insert(f);
                let counts = self.matched.entry(threshold).or_default();
                counts[0] += 1;
                counts[1] += usize::from(same_speaker(g, f, false) && overlap > 0.0);
                if threshold == 50 {
                    let kinds = (Some(gold[g].3), Some(kind(text, &found[f].0.content)));
                    let counts = self.confusion.entry(kinds).or_default();
                    counts[0] += 1;
                    counts[1] += usize::from(same_speaker(g, f, false));
                    counts[2] += usize::from(found[f].2.is_empty() && !gold[g].2.is_empty());
                }
            }
            if threshold == 50 {
                for (f, (it, ..)) in found.iter().enumerate() {
                    let counts = self.reliability.entry(it.confidence / 10).or_default();
                    counts[0] += 1;
                    counts[1] += usize::from(used_found.contains(&f));
                    counts[2] += usize::from(it.confidence);
                }
                for (_, it) in gold.iter().enumerate().filter(|(g, _)| !used_gold.contains(g)) {
                    self.confusion.entry((Some(it.3), None)).or_default()[0] += 1;
                }
                for (_, it) in found.iter().enumerate().filter(|(f, _)| !used_found.contains(f)) {
                    self.confusion.entry((None, Some(kind(text, &it.0.content)))).or_default()[0] += 1;
                }
            }
        }
        let mut covered: BTreeMap<usize, (BTreeSet<usize>, bool)> = BTreeMap::new();
        for (f, of_found) in found.iter().enumerate() {
            self.found += 1;
            let Some(best) = (0..gold.len()).rev().max_by_key(|&g| shared(g, f)) else { continue };
            let both = shared(best, f);
            if both == 0 || 2 * both < of_found.1.len() {
                continue;
            }
            let speaker = same_speaker(best, f, false);
            self.inside += 1;
            self.inside_speaker += usize::from(speaker);
            let entry = covered.entry(best).or_default();
            entry.0.extend(gold[best].1.intersection(&of_found.1).copied());
            entry.1 |= speaker;
        }
        for (g, it) in gold.iter().enumerate() {
            for key in [Some(it.3), None] {
                let counts = self.recalled.entry(key).or_default();
                counts[0] += 1;
                if let Some((bytes, speaker)) =
                    covered.get(&g).filter(|(bytes, _)| 2 * bytes.len() >= it.1.len().max(1))
                {
                    debug_assert!(!bytes.is_empty());
                    counts[1] += 1;
                    counts[2] += usize::from(*speaker);
                }
            }
        }
    }

    /// Named figures, in the order in which they are read.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, f64)> {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let f = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let recall = |kind: Option<Kind>, which: usize| {
            self.recalled.get(&kind).map_or(0.0, |counts| share(counts[which], counts[0]))
        };
        let golds = self.recalled.get(&None).map_or(0, |counts| counts[0]);
        let overlap = |threshold: u32, which: usize| {
            let matched = self.matched.get(&threshold).map_or(0, |counts| counts[which]);
            f(share(matched, self.found), share(matched, golds))
        };
        let (p, p_speaker) = (share(self.inside, self.found), share(self.inside_speaker, self.found));
        let (char_p, char_r) = (share(self.shared, self.found_bytes), share(self.shared, self.gold_bytes));
        vec![
            ("found", self.found as f64),
            ("P", p),
            ("P+sp", p_speaker),
            ("char_P", char_p),
            ("char_R", char_r),
            ("char_F", f(char_p, char_r)),
            ("R_direct", recall(Some(Kind::Direct), 1)),
            ("R_direct+sp", recall(Some(Kind::Direct), 2)),
            ("R_mixed", recall(Some(Kind::Mixed), 1)),
            ("R_indirect", recall(Some(Kind::Indirect), 1)),
            ("R", recall(None, 1)),
            ("R+sp", recall(None, 2)),
            ("iou.5_F", overlap(50, 0)),
            ("iou.5_F+sp", overlap(50, 1)),
            ("iou.8_F", overlap(80, 0)),
        ]
    }

    /// Precision and recall of those predictions that begin with a quotation mark, and both with the speaker.
    #[must_use]
    pub fn direct(&self) -> [f64; 4] {
        let named: BTreeMap<_, _> = self.figures().into_iter().collect();
        ["P", "P+sp", "R_direct", "R_direct+sp"].map(|name| named[name])
    }

    /// The same by pairs matched one to one at .5, so that a quotation in a quotation counts for itself.
    #[must_use]
    pub fn direct_by_pairs(&self) -> [f64; 4] {
        let direct = Some(Kind::Direct);
        // All, matched ones, and those of them with the right speaker; of what was found, then of the gold.
        let mut sums = [[0usize; 3]; 2];
        for ((gold, found), counts) in &self.confusion {
            let paired = usize::from(gold.is_some() && found.is_some());
            for (sum, _) in sums.iter_mut().zip([found, gold]).filter(|(_, kind)| **kind == direct) {
                sum[0] += counts[0];
                sum[1] += counts[0] * paired;
                sum[2] += counts[1] * paired;
            }
        }
        let share = |[all, part, right]: [usize; 3]| [part, right].map(|it| it as f64 / all.max(1) as f64);
        let ([p, p_speaker], [r, r_speaker]) = (share(sums[0]), share(sums[1]));
        [p, p_speaker, r, r_speaker]
    }
}

/// Figures of all quotations, and of those that begin with a quotation mark.
#[derive(Debug, Default)]
pub struct Score {
    all: Tally,
    direct: Tally,
}

impl Score {
    /// Adds a document.
    pub fn add(&mut self, text: &str, gold: &[Gold], found: Vec<Found>) {
        self.all.add(text, gold, &found);
        let marked: Vec<Found> = found.into_iter().filter(|it| begins_with_mark(text, it)).collect();
        self.direct.add(text, gold, &marked);
    }

    /// Prints them, a figure a line.
    pub fn print(&self) {
        for (name, value) in self.all.figures() {
            println!("{name:12} {value:.3}");
        }
        let [p, p_speaker, r, r_speaker] = self.direct.direct();
        println!("direct       P {p:.3}  P+sp {p_speaker:.3}  R {r:.3}  R+sp {r_speaker:.3}");
        let [p, p_speaker, r, r_speaker] = self.all.direct_by_pairs();
        println!("one to one   P {p:.3}  P+sp {p_speaker:.3}  R {r:.3}  R+sp {r_speaker:.3}");
        let name = |kind: Option<Kind>| kind.map_or_else(|| "none".to_owned(), |kind| format!("{kind:?}"));
        println!("in the gold  found      how many  speaker right  without speaker");
        for ((gold, found), [all, right, without]) in &self.all.confusion {
            println!("{:12} {:10} {all:8} {right:14} {without:16}", name(*gold), name(*found));
        }
        println!("confidence   how many  said, %  matched, %");
        for (tens, [all, matched, said]) in &self.all.reliability {
            let (all, per) = (*all, |count: usize| 100.0 * count as f64 / (*all).max(1) as f64);
            println!("from {tens}0 % {all:12} {:8.0} {:11.0}", per(*said) / 100.0, per(*matched));
        }
    }
}

/// Whether a prediction begins with a quotation mark, or right after one.
fn begins_with_mark(text: &str, found: &Found) -> bool {
    let is_mark = |c: char| "\"“«".contains(c);
    found
        .content
        .iter()
        .any(|range| text[range.start..].starts_with(is_mark) || text[..range.start].ends_with(is_mark))
}

/// Prints the figures of a PolNeAR split; writes what was found to `predictions` in the form that the peers' own
/// scorer reads.
///
/// # Errors
/// When the corpus cannot be read or the file not be written.
pub fn score_polnear(folder: &Path, predictions: Option<&Path>) -> Result<()> {
    let documents = polnear::read(folder)?;
    let mut score = Score::default();
    let mut written = serde_json::Map::new();
    for Document { name, text, gold } in &documents {
        let found = super::train::find(text);
        written.insert(name.clone(), found.iter().map(|it| it.to_json(text)).collect());
        score.add(text, gold, found);
    }
    score.print();
    if let Some(path) = predictions {
        std::fs::write(path, serde_json::to_vec(&written)?)?;
    }
    Ok(())
}

/// Prints the figures of the project's own held-out texts, by language and hand.
///
/// # Errors
/// When the corpus is not well formed.
pub fn score_own() -> Result<()> {
    for (name, documents) in super::train::held_sets()? {
        let mut score = Score::default();
        for document in &documents {
            score.add(&document.text, &document.quotations, super::train::find(&document.text));
        }
        println!("{name}:");
        score.print();
    }
    Ok(())
}

impl Found {
    /// Code points of content and source.
    fn to_json(&self, text: &str) -> serde_json::Value {
        let points = |ranges: &[Range<usize>]| -> Vec<[usize; 2]> {
            let count = |to: usize| text[..to].chars().count();
            ranges.iter().map(|range| [count(range.start), count(range.end)]).collect()
        };
        serde_json::json!({ "content": points(&self.content), "source": points(&self.source) })
    }
}
