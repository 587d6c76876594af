//! Words that name violations of human rights, from `lexicon/violations.txt`. Never infers one from circumstances.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::kinds::Violation;
use crate::lexicon::plain;
use crate::quotations::context::Context;

impl Violation {
    /// All, with their stable codes.
    pub const CODES: [(Self, &'static str); 22] = [
        (Self::ArbitraryDetention, "arbitrary-detention"),
        (Self::Torture, "torture"),
        (Self::IllTreatment, "ill-treatment"),
        (Self::EnforcedDisappearance, "enforced-disappearance"),
        (Self::Killing, "killing"),
        (Self::SexualViolence, "sexual-violence"),
        (Self::DenialOfMedicalCare, "denial-of-medical-care"),
        (Self::Overcrowding, "overcrowding"),
        (Self::DetentionConditions, "detention-conditions"),
        (Self::Isolation, "isolation"),
        (Self::DenialOfCounsel, "denial-of-counsel"),
        (Self::UnfairTrial, "unfair-trial"),
        (Self::Expulsion, "expulsion"),
        (Self::Displacement, "displacement"),
        (Self::Abduction, "abduction"),
        (Self::Threats, "threats"),
        (Self::Surveillance, "surveillance"),
        (Self::PressRestriction, "press-restriction"),
        (Self::CivicRestriction, "civic-restriction"),
        (Self::Property, "property"),
        (Self::Discrimination, "discrimination"),
        (Self::ForcedLabour, "forced-labour"),
    ];

    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize].1
    }
}

/// A phrase of the list.
struct Pattern {
    violation: Violation,
    words: Vec<&'static str>,
}

/// By the first three letters of their first words.
static PATTERNS: LazyLock<HashMap<&'static str, Vec<Pattern>>> = LazyLock::new(|| {
    let mut patterns: HashMap<&'static str, Vec<Pattern>> = HashMap::new();
    for (code, phrases) in
        include_str!("../../lexicon/violations.txt").lines().filter_map(|line| line.split_once(": "))
    {
        let Some((violation, _)) = Violation::CODES.iter().find(|(_, known)| *known == code) else {
            continue;
        };
        for phrase in phrases.split('|') {
            let words: Vec<&str> = phrase.split(' ').collect();
            let key = words.first().and_then(|word| word.get(..word.len().min(2))).unwrap_or_default();
            patterns.entry(key).or_default().push(Pattern { violation: *violation, words });
        }
    }
    patterns
});

/// The violations named in some tokens, with the words; the longest phrase at each place.
pub fn find(context: &Context<'_>, tokens: &Range<usize>) -> Vec<(Violation, Range<usize>)> {
    let mut found: Vec<(Violation, Range<usize>)> = Vec::new();
    let words: Vec<String> =
        tokens.clone().map(|at| plain(&context.passage.word(at).to_lowercase())).collect();
    let fits = |word: &str, pattern: &str| match pattern.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == pattern,
    };
    for (offset, first) in words.iter().enumerate() {
        let Some(candidates) = first.get(..2).or(first.get(..1)).and_then(|key| PATTERNS.get(key)) else {
            continue;
        };
        let all = candidates.iter().filter(|pattern| {
            let rest = &words[offset..];
            rest.len() >= pattern.words.len()
                && pattern.words.iter().zip(rest).all(|(pattern, word)| fits(word, pattern))
        });
        let Some(best) = all.max_by_key(|pattern| pattern.words.len()) else { continue };
        let at = tokens.start + offset;
        let range = at..at + best.words.len();
        if !found.iter().any(|(kind, other)| *kind == best.violation && other.end > range.start) {
            found.push((best.violation, range));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Passage;

    fn check(text: &str, expected: &[&str]) {
        let passage = Passage::read(text, None);
        let context = Context::new(&passage);
        let found = find(&context, &(0..passage.tokens.len()));
        let codes: Vec<&str> = found.iter().map(|(violation, _)| violation.code()).collect();
        assert_eq!(codes, expected, "{text}");
    }

    #[test]
    fn phrases_in_both_languages() {
        check(
            "alleging overcrowding, solitary confinement, lack of medical care and systematic torture",
            &["overcrowding", "isolation", "denial-of-medical-care", "torture"],
        );
        check(
            "denuncian hacinamiento, golpizas y falta de atención médica",
            &["overcrowding", "ill-treatment", "denial-of-medical-care"],
        );
        check("murió apuñalado; los internos murieron en el penal", &["ill-treatment", "killing"]);
        check(
            "insulin was withheld from him and guards beat him",
            &["denial-of-medical-care", "ill-treatment"],
        );
        check("The robots are a threat to jobs, and he beat the champion.", &[]);
        check("The garden was quiet.", &[]);
        for (at, (violation, _)) in Violation::CODES.iter().enumerate() {
            assert_eq!(*violation as usize, at);
        }
        let list = include_str!("../../lexicon/violations.txt");
        assert!(list.lines().skip(2).all(|line| plain(line) == line), "what is compared is folded");
    }
}
