//! Forms of cue verbs from their infinitives, in both languages: third persons, participles, gerund. Irregular forms
//! come with the verb in the lists (`say=said,said`). Never meets a word outside the lists.

use crate::lexicon::{Class, Classes};

fn set(classes: &[Class]) -> Classes {
    classes.iter().fold(Classes::default(), |set, &class| set.with(class))
}

/// `verb` or `verb=past,participle`; the forms an English report uses.
pub fn english(entry: &str) -> Vec<(String, Classes)> {
    let (verb, irregular) = entry.split_once('=').unwrap_or((entry, ""));
    let mut given = irregular.split(',').filter(|form| !form.is_empty());
    let bytes = verb.as_bytes();
    let last = bytes.last().copied().unwrap_or(b' ');
    let before = bytes.len().checked_sub(2).map_or(b' ', |at| bytes[at]);
    let vowel = |b: u8| b"aeiou".contains(&b);
    let stem = match (before, last) {
        (_, b'e') => verb[..verb.len() - 1].to_owned(),
        _ => verb.to_owned(),
    };
    let third = match last {
        b'y' if !vowel(before) => format!("{}ies", &verb[..verb.len() - 1]),
        b's' | b'x' | b'z' => format!("{verb}es"),
        b'h' if matches!(before, b's' | b'c') => format!("{verb}es"),
        _ => format!("{verb}s"),
    };
    let regular = match last {
        b'y' if !vowel(before) => format!("{}ied", &verb[..verb.len() - 1]),
        _ => format!("{stem}ed"),
    };
    let past = given.next().map_or(regular, str::to_owned);
    let participle = given.next().map_or_else(|| past.clone(), str::to_owned);
    let gerund = given.next().map_or_else(|| format!("{stem}ing"), str::to_owned);
    vec![
        (verb.to_owned(), set(&[Class::Infinitive, Class::Finite, Class::Present])),
        (third, set(&[Class::Finite, Class::Present])),
        (past, set(&[Class::Finite, Class::Past])),
        (participle, set(&[Class::Participle])),
        (gerund.clone(), set(&[Class::Gerund])),
    ]
}

/// `infinitive` or `infinitive=present-stem,preterite-singular,preterite-plural,gerund,participle`, a part left empty
/// when it is regular; third persons of every tense that a report uses, and those of the first person that a letter, a
/// witness or the author of an interview uses ("pregunté", "exigimos").
pub fn spanish(entry: &str) -> Vec<(String, Classes)> {
    let (infinitive, irregular) = entry.split_once('=').unwrap_or((entry, ""));
    let (stem, ending) = infinitive.split_at(infinitive.len() - ending_length(infinitive));
    let parts: Vec<&str> = irregular.split(',').collect();
    let given = |at: usize| parts.get(at).copied().filter(|form| !form.is_empty());
    let present = given(0).unwrap_or(stem);
    let is_ar = ending == "ar";
    let vowel = if is_ar { "a" } else { "e" };
    let imperfect = if is_ar { "aba" } else { "ía" };
    let subjunctive = if is_ar { "e" } else { "a" };
    let or = |given: Option<&str>, regular: String| given.map_or(regular, str::to_owned);
    let singular = or(given(1), format!("{stem}{}", if is_ar { "ó" } else { "ió" }));
    let plural = or(given(2), format!("{stem}{}", if is_ar { "aron" } else { "ieron" }));
    let gerund = or(given(3), format!("{stem}{}", if is_ar { "ando" } else { "iendo" }));
    let participle = or(given(4), format!("{stem}{}", if is_ar { "ado" } else { "ido" }));
    // "reír", "oír": the future is built without the accent.
    let future = given(5).map_or_else(|| infinitive.replace("ír", "ir"), str::to_owned);
    let finite = |tense| set(&[Class::Finite, tense]);
    // "expliqué", "agregué", "rechacé"; "dije", "sostuve" after an irregular "dijo", "sostuvo".
    let soft = |stem: &str| if is_ar { softened(stem) } else { stem.to_owned() };
    let first = match given(1).and_then(|form| form.strip_suffix('o')) {
        Some(strong) => [format!("{strong}e"), format!("{strong}imos")],
        None if is_ar => [format!("{}é", soft(stem)), format!("{stem}amos")],
        None => [format!("{stem}í"), format!("{stem}imos")],
    };
    let mut forms = vec![
        (infinitive.to_owned(), set(&[Class::Infinitive])),
        (first[0].clone(), finite(Class::Past)),
        (first[1].clone(), finite(Class::Past)),
        (format!("{present}{vowel}"), finite(Class::Present)),
        (format!("{present}{vowel}n"), finite(Class::Present)),
        (singular, finite(Class::Past)),
        (plural, finite(Class::Past)),
        (format!("{stem}{imperfect}"), finite(Class::Past)),
        (format!("{stem}{imperfect}n"), finite(Class::Past)),
        (format!("{future}á"), finite(Class::Present)),
        (format!("{future}án"), finite(Class::Present)),
        (format!("{future}ía"), finite(Class::Conditional)),
        (format!("{future}ían"), finite(Class::Conditional)),
        (gerund.clone(), set(&[Class::Gerund])),
        (participle, set(&[Class::Participle])),
    ];
    let wish = format!("{}{subjunctive}", soft(present));
    if let Some(first) = first_person(infinitive, present) {
        forms.push((first, finite(Class::Present)));
    }
    for clitic in ["le", "les", "me", "nos", "se", "lo"] {
        // "explicarnos", "diciéndole"
        forms.push((format!("{}{clitic}", infinitive.replace("ír", "ir")), set(&[Class::Infinitive])));
        if let Some(bare) = gerund.strip_suffix("ando") {
            forms.push((format!("{bare}ándo{clitic}"), set(&[Class::Gerund])));
        } else if let Some(bare) = gerund.strip_suffix("endo") {
            forms.push((format!("{bare}éndo{clitic}"), set(&[Class::Gerund])));
        }
    }
    if !ENGLISH.contains(&wish.as_str()) {
        forms.push((wish, finite(Class::Present)));
    }
    forms
}

/// "pido", "denuncio", "digo": what letters and petitions say; none that is also a noun or an adjective.
fn first_person(infinitive: &str, present: &str) -> Option<String> {
    const STEMS: [(&str, &str); 8] = [
        ("decir", "dig"),
        ("tener", "teng"),
        ("poner", "pong"),
        ("venir", "veng"),
        ("ducir", "duzc"),
        ("ecer", "ezc"),
        ("guir", "g"),
        ("gir", "j"),
    ];
    const NOUNS: &str = "leo aviso grito relato reclamo anuncio canto encargo mando saludo rechazo cuento sueño apunto susurro suspiro \
        insulto sollozo elogio apoyo aplauso testimonio planteo sumo completo concreto reparo repaso adelanto cargo desahogo \
        continuo intimo titulo amparo cierro dejo deseo rezo trino lanzo corto aporto acuerdo diagnostico pronostico calculo \
        critico publico valido debato discurro refreno alivio enuncio vocalizo afecto cito evito retiro resguardo juicio pacto \
        contrapongo gimo gimoteo balbuceo murmuro abogo bosquejo comunico chillo aullo bufo";
    let irregular = STEMS.iter().find(|(ending, _)| infinitive.ends_with(ending));
    let form = match irregular {
        Some((ending, stem)) => format!("{}{stem}o", infinitive.strip_suffix(ending).unwrap_or(infinitive)),
        None => format!("{present}o"),
    };
    (!NOUNS.split_ascii_whitespace().any(|noun| noun == form)).then_some(form)
}

/// Subjunctives that are words of English.
const ENGLISH: [&str; 8] =
    ["complete", "concrete", "determine", "figure", "lance", "note", "observe", "resolve"];

/// The stem before "e": "explic" gives "expliqu", "agreg" "agregu", "rechaz" "rechac".
fn softened(stem: &str) -> String {
    match stem.as_bytes().last() {
        Some(b'c') => format!("{}qu", &stem[..stem.len() - 1]),
        Some(b'g') => format!("{stem}u"),
        Some(b'z') => format!("{}c", &stem[..stem.len() - 1]),
        _ => stem.to_owned(),
    }
}

fn ending_length(infinitive: &str) -> usize {
    if infinitive.ends_with("ír") { "ír".len() } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(forms: &[(String, Classes)], expected: &[&str]) {
        for form in expected {
            assert!(forms.iter().any(|(found, _)| found == form), "{form} among {forms:?}");
        }
    }

    #[test]
    fn english_verbs() {
        check(&english("say=said"), &["say", "says", "said", "saying"]);
        check(&english("deny"), &["denies", "denied", "denying"]);
        check(&english("announce"), &["announces", "announced", "announcing"]);
        check(&english("speak=spoke,spoken"), &["spoke", "spoken", "speaking"]);
        check(&english("admit=admitted,admitted,admitting"), &["admitting", "admits"]);
    }

    #[test]
    fn spanish_verbs() {
        check(
            &spanish("afirmar"),
            &["afirma", "afirman", "afirmó", "afirmaron", "afirmaba", "afirmando", "afirmado"],
        );
        check(
            &spanish("decir=dic,dijo,dijeron,diciendo,dicho,dir"),
            &["dice", "dicen", "dijo", "diciendo", "dirá"],
        );
        check(&spanish("explicar"), &["expliqué", "explique", "explicamos", "explicarían"]);
        check(
            &spanish("sostener=sostien,sostuvo,sostuvieron,,,sostendr"),
            &["sostuve", "sostuvimos", "sostenido"],
        );
        check(&spanish("exigir"), &["exigió", "exigimos", "exigí"]);
        check(&spanish("negar=nieg"), &["niegue", "negué", "niega", "niegan", "negó", "negaron", "negando"]);
        check(
            &spanish("advertir=adviert,advirtió,advirtieron,advirtiendo"),
            &["advierte", "advirtió", "advertido"],
        );
    }
}
