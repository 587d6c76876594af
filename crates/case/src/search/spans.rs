//! Where a pattern of words stands, from the positions of single words: alternatives, words side by side, words near
//! each other. The same rules for the index and for a text at hand. Knows no document.

/// A pattern over forms, which are numbers here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Any one of these forms, which ascend.
    Forms(Vec<usize>),
    /// Any one of these.
    Any(Vec<Self>),
    /// These side by side, in this order.
    Sequence(Vec<Self>),
    /// All of these in any order, not overlapping, with at most so many other words between them.
    Near(Vec<Self>, u32),
}

/// A stretch of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// The first position.
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
}

impl Run {
    /// A single word.
    pub(super) const fn word(at: u32) -> Self {
        Self { start: at, end: at + 1 }
    }
}

/// What knows the positions of forms.
pub(super) trait Positions {
    /// Appends a run for each place at which any of these forms stands, in any order; `forms` ascend.
    fn of(&mut self, forms: &[usize], runs: &mut Vec<Run>);
}

/// Where the pattern stands, ascending and each once.
pub(super) fn runs(pattern: &Pattern, words: &mut dyn Positions) -> Vec<Run> {
    match pattern {
        Pattern::Forms(forms) => {
            let mut runs = Vec::new();
            words.of(forms, &mut runs);
            sorted(runs)
        }
        Pattern::Any(patterns) => {
            sorted(patterns.iter().flat_map(|pattern| runs(pattern, &mut *words)).collect())
        }
        Pattern::Sequence(patterns) => {
            let Some((first, rest)) = patterns.split_first() else { return Vec::new() };
            let mut found = runs(first, words);
            for pattern in rest {
                if found.is_empty() {
                    break;
                }
                found = followed(&found, &runs(pattern, words));
            }
            sorted(found)
        }
        Pattern::Near(patterns, distance) => {
            let mut lists = Vec::new();
            for pattern in patterns {
                let list = runs(pattern, words);
                if list.is_empty() {
                    return Vec::new();
                }
                lists.push(list);
            }
            near(&lists, *distance)
        }
    }
}

fn sorted(mut runs: Vec<Run>) -> Vec<Run> {
    if !runs.is_sorted() {
        runs.sort_unstable();
    }
    runs.dedup();
    runs
}

/// Runs of which one ends where another begins, as one.
fn followed(found: &[Run], next: &[Run]) -> Vec<Run> {
    let mut joined = Vec::new();
    for run in found {
        let from = next.partition_point(|other| other.start < run.end);
        let right = next[from..].iter().take_while(|other| other.start == run.end);
        joined.extend(right.map(|other| Run { start: run.start, end: other.end }));
    }
    joined
}

/// The narrowest windows that hold one run of each list: of those with the same beginning, the shortest.
fn near(lists: &[Vec<Run>], distance: u32) -> Vec<Run> {
    let mut at = vec![0; lists.len()];
    let mut found = Vec::new();
    loop {
        let (mut first, mut end, mut own) = (None, 0, 0);
        for (list, (runs, next)) in lists.iter().zip(&at).enumerate() {
            let Some(run) = runs.get(*next) else { return found };
            if first.is_none_or(|(earliest, _)| *run < earliest) {
                first = Some((*run, list));
            }
            (end, own) = (end.max(run.end), own + run.end - run.start);
        }
        let Some((run, mut ahead)) = first else { return found };
        if end - run.start <= own + distance {
            let mut all: Vec<(Run, usize)> =
                lists.iter().zip(&at).enumerate().map(|(list, (runs, next))| (runs[*next], list)).collect();
            all.sort_unstable();
            if all.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start) {
                found.push(Run { start: run.start, end });
            } else if let Some((_, same)) = all[1..].iter().find(|(other, _)| *other == run) {
                // Where another list begins with the same words, that one looks further first.
                ahead = *same;
            }
        }
        at[ahead] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Text(Vec<usize>);

    impl Positions for Text {
        fn of(&mut self, forms: &[usize], runs: &mut Vec<Run>) {
            runs.extend(
                (0..).zip(&self.0).filter(|(_, word)| forms.contains(word)).map(|(at, _)| Run::word(at)),
            );
        }
    }

    fn check(pattern: &Pattern, text: &[usize], expected: &[(u32, u32)]) {
        let found: Vec<_> =
            runs(pattern, &mut Text(text.to_vec())).iter().map(|run| (run.start, run.end)).collect();
        assert_eq!(found, expected, "{pattern:?} in {text:?}");
    }

    fn word(form: usize) -> Pattern {
        Pattern::Forms(vec![form])
    }

    #[test]
    fn words_side_by_side() {
        let phrase = Pattern::Sequence(vec![word(1), word(2), word(1)]);
        check(&phrase, &[1, 2, 1, 2, 1], &[(0, 3), (2, 5)]);
        check(&phrase, &[1, 2, 2, 1], &[]);
        let either = Pattern::Any(vec![word(2), Pattern::Sequence(vec![word(3), word(4)])]);
        check(&Pattern::Sequence(vec![word(1), either, word(5)]), &[1, 3, 4, 5, 1, 2, 5], &[(0, 4), (4, 7)]);
        check(&Pattern::Forms(vec![1, 2]), &[1, 2, 3], &[(0, 1), (1, 2)]);
    }

    #[test]
    fn words_near_each_other_in_any_order() {
        let near = |distance| Pattern::Near(vec![word(1), word(2)], distance);
        check(&near(0), &[1, 2, 0, 2, 1], &[(0, 2), (3, 5)]);
        check(&near(0), &[1, 0, 2], &[]);
        check(&near(1), &[1, 0, 2], &[(0, 3)]);
        check(&near(1), &[2, 0, 1], &[(0, 3)]);
        check(&Pattern::Near(vec![word(1), word(2), word(3)], 2), &[3, 0, 1, 0, 2, 9, 9, 9, 3], &[(0, 5)]);
        let twice = Pattern::Near(vec![word(1), word(1)], 1);
        check(&twice, &[1, 2, 2, 2], &[]);
        check(&twice, &[1, 2, 1], &[(0, 3)]);
    }
}
