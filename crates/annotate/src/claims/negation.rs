//! What a quotation says has not happened: "nobody was beaten", "no hay presos políticos". The words that deny stand in the
//! content, not in the cue. Never reads a complaint as a denial: "there is no water" says what is lacking, and "no han
//! investigado la tortura" does not say that there was none.

use std::ops::Range;

use super::violation;
use crate::kinds::Language;
use crate::lexicon::{Class, Classes, plain};
use crate::quotations::context::Context;

/// How far before the words for what happened their negation may stand.
const FAR: usize = 10;

/// How many words of its own a subject that is nobody may have before the verb: "ningún interno del penal".
const OWN: usize = 3;

/// Subjects that are nobody, folded.
const NOBODY: [&str; 7] = ["nadie", "neither", "ningun", "ninguna", "ninguno", "nobody", "none"];

/// Negations that say what is lacking, not what did not happen.
const LACKING: [&str; 3] = ["nada", "sin", "without"];

/// Words of any class that may stand between a negation and what it denies, folded.
const BETWEEN: [&str; 26] = [
    "any",
    "caso",
    "casos",
    "case",
    "cases",
    "cometen",
    "cometido",
    "de",
    "en",
    "ever",
    "evidence",
    "existe",
    "existen",
    "existido",
    "habido",
    "of",
    "one",
    "practica",
    "practican",
    "practicado",
    "registrado",
    "registran",
    "registraron",
    "sido",
    "such",
    "there",
];

/// Helping words: they may stand there too.
const HELPING: Classes = Classes(0)
    .with(Class::Auxiliary)
    .with(Class::Modal)
    .with(Class::Object)
    .with(Class::Negation)
    .with(Class::Quantifier)
    .with(Class::Article)
    .with(Class::Conjunction);

/// How words begin that name a right: whoever says that there is none of it complains.
const RIGHTS: [&str; 9] =
    ["acceso", "access", "counsel", "debido", "defensa", "derecho", "due", "freedom", "libertad"];

/// How words begin that are disputed though they name no violation, folded.
const DISPUTED: [&str; 10] =
    ["deaths", "died", "fallecid", "herid", "injured", "lesionad", "menores", "minors", "muert", "wounded"];

/// Whether what is said is that something did not happen: all its violations, or else a disputed fact, are negated, and
/// nothing is asked.
#[must_use]
pub fn denies(context: &Context<'_>, content: &[Range<usize>]) -> bool {
    let passage = context.passage;
    let mut negations = content.iter().flat_map(Clone::clone);
    if !negations.any(|at| passage.tokens[at].is(Class::Negation)) {
        return false;
    }
    let asked = |part: &Range<usize>| part.clone().rev().take(2).any(|at| passage.word(at).ends_with('?'));
    if content.iter().any(asked) {
        return false;
    }
    let violations: Vec<_> =
        content.iter().flat_map(|part| with(part, violation::find(context, part))).collect();
    if violations.is_empty() {
        let mut words = content.iter().flat_map(|part| with(part, part.clone()));
        return words.any(|(part, at)| is_disputed(context, at) && is_denied(context, part, at));
    }
    violations.iter().all(|(part, (_, words))| {
        !words.clone().any(|at| is_right(context, at)) && is_denied(context, part, words.start)
    })
}

/// Each of some things beside the stretch that it stands in.
fn with<T>(
    part: &Range<usize>,
    all: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = (&Range<usize>, T)> {
    all.into_iter().map(move |it| (part, it))
}

fn folded(context: &Context<'_>, at: usize) -> String {
    plain(&context.passage.word(at).to_lowercase())
}

fn is_right(context: &Context<'_>, at: usize) -> bool {
    let word = folded(context, at);
    RIGHTS.iter().any(|right| word.starts_with(right))
}

fn is_disputed(context: &Context<'_>, at: usize) -> bool {
    let word = folded(context, at);
    DISPUTED.iter().any(|fact| word.starts_with(fact))
}

/// Whether what begins at `at` is negated, and not in words of a third that the quotation tells: "they said that nobody".
fn is_denied(context: &Context<'_>, part: &Range<usize>, at: usize) -> bool {
    let told = |before: usize| context.passage.tokens[before].is(Class::Cue);
    is_negated(context, part, at) && !(part.start..at).any(told)
}

/// Whether what begins at `at` is negated: helping words alone lead back to the negation, or, when its subject is nobody,
/// they lead back to a helping verb, and from there a few words of the subject's own.
fn is_negated(context: &Context<'_>, part: &Range<usize>, at: usize) -> bool {
    let passage = context.passage;
    let (mut helped, mut own) = (false, 0);
    for before in (part.start.max(at.saturating_sub(FAR))..at).rev() {
        let word = folded(context, before);
        let token = &passage.tokens[before];
        let english = || passage.paragraphs[passage.paragraph_at(before)].language == Language::English;
        if NOBODY.contains(&word.as_str()) || word == "no" && english() {
            return true;
        }
        if token.is(Class::Negation) && !LACKING.contains(&word.as_str()) && own == 0 {
            return true;
        }
        helped |= token.is(Class::Auxiliary);
        if token.classes.any(HELPING) || BETWEEN.contains(&word.as_str()) {
            continue;
        }
        // Another clause begins behind a mark; a verb of another's doing has no helping verb after it.
        own += 1;
        if !helped || own > OWN || !word.chars().all(char::is_alphabetic) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Passage;

    fn check(text: &str, denied: bool) {
        let passage = Passage::read(text, None);
        let context = Context::new(&passage);
        let all = 0..passage.tokens.len();
        assert_eq!(denies(&context, std::slice::from_ref(&all)), denied, "{text}");
    }

    #[test]
    fn what_did_not_happen_is_denied() {
        for text in [
            "que nadie fue golpeado durante el traslado",
            "que ningún interno del penal ha sido torturado",
            "que ninguno de los detenidos en la isla fue maltratado",
            "no hay ni ha habido fallecidos entre los trasladados de la isla",
            "que en el país no existen presos políticos",
            "que nunca se ha torturado a los internos",
            "que no se cometen torturas en el centro",
            "that no inmate has been or will be mistreated in the prison",
            "there are no minors on the list",
            "nobody was ever beaten in this prison",
            "that the men were not tortured by the guards",
            "there was no overcrowding in the wing",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn a_complaint_is_no_denial() {
        for text in [
            "que nadie ha investigado las torturas en el penal",
            "que nadie investigó la tortura de su hijo",
            "que no dejan de torturar a los internos",
            "que no hay debido proceso en los tribunales",
            "que en el país no hay libertad de prensa",
            "que no saben si fue torturado en el penal",
            "que no solo fue torturado sino abandonado en la calle",
            "que murió sin torturas",
            "¿No fue torturado en el cuartel?",
            "there is no water in the prison",
            "that there is no due process in the courts",
            "they have not investigated the torture of the men",
            "that the men were beaten and were not fed",
            "que no comieron; después fueron golpeados",
            "que fueron torturados y nadie los defendió",
            "They said there were no minors in the prison, and now it is true",
        ] {
            check(text, false);
        }
    }
}
