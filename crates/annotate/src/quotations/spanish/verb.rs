//! Verbs of Spanish as a report uses them: compound tenses, periphrases, the impersonal "se", finite forms that no list
//! has. Never looks beyond the sentence.

use std::ops::Range;

use super::super::context::Context;
use crate::lexicon::{Class, Classes};
use crate::text::token::Kind;

/// Finite forms of "haber", which make a compound tense.
const HAVE: [&str; 19] = [
    "ha",
    "han",
    "he",
    "hemos",
    "había",
    "habían",
    "habíamos",
    "hubo",
    "hubieron",
    "habrá",
    "habrán",
    "habría",
    "habrían",
    "haya",
    "hayan",
    "hubiera",
    "hubieran",
    "hubiese",
    "hubiesen",
];

/// Verbs before an infinitive, by their beginnings, and the word between them: "volvió a insistir", "acabó por reconocer".
const PERIPHRASES: [(&str, &[&str]); 5] = [
    (
        "a",
        &[
            "volv", "vuelv", "vuelt", "lleg", "empez", "empiez", "comenz", "comienz", "pas", "alcanz",
            "entr", "limit", "acert", "acierta", "atrev", "apresur", "va", "van", "iba", "iban", "sali",
            "sale", "echó",
        ],
    ),
    ("por", &["termin", "acab", "opt", "empez", "comenz", "concluy"]),
    ("de", &["acab", "dej", "termin", "hart", "cans"]),
    ("que", &["tuv", "tiene", "tenía"]),
    (
        "",
        &[
            "quis", "quer", "quier", "soli", "solí", "suel", "logr", "consig", "osó", "osaron", "prefir",
            "decid", "pud",
        ],
    ),
];

/// Verbs that go with "se" and have a subject all the same, by their beginnings.
const PRONOMINAL: [&str; 50] = [
    "quej",
    "limit",
    "pregunt",
    "comprom",
    "disculp",
    "jact",
    "lament",
    "refer",
    "refir",
    "refier",
    "pronunc",
    "mostr",
    "muestr",
    "neg",
    "nieg",
    "dirig",
    "manifest",
    "declar",
    "expres",
    "defend",
    "defiend",
    "atribu",
    "sincer",
    "confes",
    "apresur",
    "felicit",
    "congratul",
    "burl",
    "mof",
    "ufan",
    "vanaglor",
    "desahog",
    "justific",
    "desdij",
    "desdic",
    "retract",
    "excus",
    "desmarc",
    "desvincul",
    "deslig",
    "deslind",
    "compadec",
    "explay",
    "sum",
    "solidariz",
    "ratific",
    "reafirm",
    "interrog",
    "enorgullec",
    "extend",
];

/// Third persons of the past that end like nothing else.
const STRONG: [&str; 24] = [
    "vino", "vinieron", "hizo", "hicieron", "puso", "pusieron", "pudo", "pudieron", "tuvo", "tuvieron",
    "fue", "fueron", "dio", "dieron", "vio", "supo", "quiso", "trajo", "trajeron", "estuvo", "hubo",
    "anduvo", "rio", "rieron",
];

/// Where the verb group begins whose last word, a form of a cue verb, is at `at`: "ha dicho", "volvió a insistir"; `None`
/// when nothing makes a participle, an infinitive or a gerund finite.
pub fn compound(context: &Context<'_>, at: usize) -> Option<usize> {
    let passage = context.passage;
    let token = &passage.tokens[at];
    let unfinished = Classes(0).with(Class::Participle).with(Class::Infinitive).with(Class::Gerund);
    if !token.is(Class::Cue) || !token.classes.any(unfinished) || token.is_capital() {
        return None;
    }
    let start = passage.sentences[passage.sentence_of[at] as usize].start;
    let before = at.checked_sub(1).filter(|&before| before >= start)?;
    let lower = |at: usize| passage.word(at).to_lowercase();
    let has = |at: usize| HAVE.contains(&lower(at).as_str());
    if token.is(Class::Participle) {
        return has(before).then_some(before);
    }
    let begins = |at: usize, stems: &[&str]| {
        let word = lower(at);
        stems.iter().any(|stem| {
            word == *stem
                || stem.len() > 3 && word.starts_with(stem)
                || stem.len() == 3 && word.starts_with(stem)
        })
    };
    if token.is(Class::Gerund) {
        return begins(before, &["sigu", "continu", "termin", "acab"]).then_some(before);
    }
    // "quiere decir": means.
    if matches!(passage.word(at), "decir" | "saber" | "creer" | "pensar")
        && begins(before, &["quis", "quer", "quier", "pud"])
    {
        let asks = passage.word(at) == "saber" && passage.word(before).starts_with("quis");
        return asks.then_some(before);
    }
    for (link, stems) in PERIPHRASES {
        let head = match link {
            "" => before,
            _ if passage.word(before) == link && before > start => before - 1,
            _ => continue,
        };
        let finite = passage.tokens[head].kind == Kind::Word && !passage.tokens[head].is(Class::Infinitive);
        if finite && begins(head, stems) {
            let whole = head.checked_sub(1).filter(|&have| have >= start && has(have));
            return Some(whole.unwrap_or(head));
        }
    }
    None
}

/// A cue verb that opens its sentence, as Spanish allows: "Dijo que no".
pub fn opens(context: &Context<'_>, at: usize) -> bool {
    let passage = context.passage;
    let token = &passage.tokens[at];
    let sentence = &passage.sentences[passage.sentence_of[at] as usize];
    let first =
        at == sentence.start || at == sentence.start + 1 && passage.tokens[sentence.start].kind == Kind::Mark;
    first
        && token.is(Class::Cue)
        && token.is(Class::Finite)
        && token.is_capital()
        && !token.classes.any(Classes(0).with(Class::English).with(Class::Role).with(Class::CueNoun))
        && (token.is(Class::Past) || says_that(context, at, sentence.end))
}

/// "Dice el refrán que": a clause follows, soon and without a mark.
fn says_that(context: &Context<'_>, at: usize, end: usize) -> bool {
    let passage = context.passage;
    let mut near = (at + 1..end.min(at + 7)).take_while(|&at| passage.tokens[at].kind == Kind::Word);
    let that = near.find(|&at| passage.word(at) == "que");
    that.is_some_and(|that| {
        let subject = super::noun::inverted(context, at + 1, that, false);
        let straight = !passage.tokens[at + 1].is(Class::Preposition);
        that == at + 1 || straight && subject.is_some_and(|subject| subject.end == that)
    })
}

/// The impersonal "se informó", "se supo", "se ha dicho": nobody is said to say it.
pub fn is_impersonal(context: &Context<'_>, cue: &Range<usize>) -> bool {
    let passage = context.passage;
    let Some(head) = cue.clone().find(|&at| passage.tokens[at].is(Class::Cue)) else { return false };
    let first = compound(context, head).unwrap_or(head).min(cue.start);
    let reflexive = |at: usize| matches!(passage.word(at), "se" | "Se");
    let has = reflexive(first) || first.checked_sub(1).is_some_and(reflexive);
    let pronominal = |at: usize| {
        let word = passage.word(at);
        PRONOMINAL.iter().any(|stem| word.starts_with(stem))
    };
    has && !cue.clone().any(pronominal) && !(first..=head).any(pronominal)
}

/// Whether the word is a finite verb by its form, whatever else it may be: no ending that nouns share counts.
pub fn is_finite(context: &Context<'_>, at: usize) -> bool {
    let passage = context.passage;
    let Some(token) = passage.tokens.get(at) else { return false };
    if token.kind != Kind::Word || token.is_capital() {
        return false;
    }
    let word = passage.word(at);
    let ends = |endings: &[&str]| word.len() > 4 && endings.iter().any(|ending| word.ends_with(ending));
    let helps = token.classes.any(Classes(0).with(Class::Be).with(Class::Have)) && token.is(Class::Finite);
    helps && !word.ends_with("do")
        || ends(&["ó", "aron", "ieron", "yeron", "jeron", "aban"])
        || STRONG.contains(&word)
}

/// An infinitive by its form, with or without pronouns; no noun of that ending.
pub fn is_infinitive(context: &Context<'_>, at: usize) -> bool {
    let passage = context.passage;
    let Some(token) = passage.tokens.get(at) else { return false };
    let word = passage.word(at);
    if token.kind != Kind::Word || token.is_capital() || word.len() < 3 {
        return false;
    }
    if matches!(
        word,
        "mujer"
            | "lugar"
            | "ayer"
            | "mar"
            | "militar"
            | "familiar"
            | "hogar"
            | "bar"
            | "par"
            | "azar"
            | "placer"
            | "primer"
            | "tercer"
            | "cualquier"
            | "auxiliar"
            | "escolar"
            | "popular"
            | "titular"
            | "particular"
            | "regular"
            | "similar"
            | "celular"
            | "taller"
            | "alquiler"
            | "poder"
            | "deber"
            | "pesar"
            | "bienestar"
            | "malestar"
            | "altar"
            | "pilar"
            | "ejemplar"
            | "singular"
            | "líder"
            | "cáncer"
            | "carácter"
            | "dólar"
            | "nuclear"
            | "policiar"
            | "lunar"
            | "ajuar"
    ) {
        return false;
    }
    let clitics =
        ["selo", "sela", "selos", "selas", "lo", "la", "los", "las", "le", "les", "se", "me", "nos"];
    let bare =
        |word: &str| word.len() > 2 && ["ar", "er", "ir", "ír"].iter().any(|ending| word.ends_with(ending));
    word == "ir"
        || bare(word)
        || clitics.iter().any(|clitic| {
            word.strip_suffix(clitic).is_some_and(|verb| {
                let plain = verb.replace('á', "a").replace('é', "e").replace('í', "i");
                plain.len() > 3 && bare(&plain)
            })
        })
}

/// A participle by its form.
pub fn is_participle(word: &str) -> bool {
    word.ends_with("ado")
        || word.ends_with("ido")
        || word.ends_with("ído")
        || matches!(
            word,
            "muerto"
                | "dicho"
                | "hecho"
                | "visto"
                | "puesto"
                | "escrito"
                | "abierto"
                | "roto"
                | "vuelto"
                | "cubierto"
                | "descubierto"
                | "resuelto"
                | "impuesto"
                | "expuesto"
                | "devuelto"
        )
}
