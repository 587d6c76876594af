//! Nouns in the singular, so that what two texts count can be compared. Knows endings, not words, but for a few.

/// An English noun in the singular, by its ending.
pub fn singular_english(word: &str) -> String {
    let irregular = [
        ("people", "person"),
        ("persons", "person"),
        ("men", "man"),
        ("women", "woman"),
        ("children", "child"),
    ];
    if let Some((_, singular)) = irregular.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    match word {
        word if word.ends_with("ies") && word.len() > 4 => format!("{}y", &word[..word.len() - 3]),
        word if ["ches", "shes", "sses", "xes"].iter().any(|ending| word.ends_with(ending)) => {
            word[..word.len() - 2].to_owned()
        }
        word if word.ends_with('s') && !word.ends_with("ss") && word.len() > 3 => {
            word[..word.len() - 1].to_owned()
        }
        word => word.to_owned(),
    }
}

/// A Spanish noun, without accents, in the singular, by its ending.
pub fn singular_spanish(word: &str) -> String {
    let before = word.strip_suffix("es").and_then(|stem| stem.chars().next_back());
    match before {
        Some('c') => format!("{}z", &word[..word.len() - 3]),
        Some(c) if !"aeioutbgp".contains(c) => word[..word.len() - 2].to_owned(),
        _ if word.ends_with('s') && word.len() > 3 => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars() {
        for (plural, singular) in
            [("families", "family"), ("detainees", "detainee"), ("people", "person"), ("boxes", "box")]
        {
            assert_eq!(singular_english(plural), singular);
        }
        for (plural, singular) in [
            ("presos", "preso"),
            ("familiares", "familiar"),
            ("voces", "voz"),
            ("mujeres", "mujer"),
            ("detenciones", "detencion"),
            ("jovenes", "joven"),
        ] {
            assert_eq!(singular_spanish(plural), singular);
        }
    }
}
