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

/// A Spanish noun in the singular, by its ending, with the accent that the singular has.
pub fn singular_spanish(word: &str) -> String {
    // Where the stem has a vowel, the singular has two syllables and the accent on the last ("rehén", not "tren"),
    // unless the plural says that it goes elsewhere ("jóvenes").
    for (plural, plain, stressed) in [
        ("ones", "on", "ón"),
        ("anes", "an", "án"),
        ("enes", "en", "én"),
        ("ines", "in", "ín"),
        ("eses", "es", "és"),
    ] {
        let Some(stem) = word.strip_suffix(plural) else { continue };
        if stem.contains(ACUTE) {
            let stem: String = stem.chars().map(unstressed).collect();
            return format!("{stem}{plain}");
        }
        let syllables = stem.chars().filter(|c| "aeiou".contains(*c)).count();
        return format!("{stem}{}", if syllables > 0 && stem != "bi" { stressed } else { plain });
    }
    let before = word.strip_suffix("es").and_then(|stem| stem.chars().next_back());
    match before {
        Some('c') => format!("{}z", &word[..word.len() - 3]),
        Some(c) if !"aeioutbgp".contains(c) => word[..word.len() - 2].to_owned(),
        _ if word.ends_with('s') && word.len() > 3 => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    }
}

const ACUTE: [char; 5] = ['á', 'é', 'í', 'ó', 'ú'];

fn unstressed(c: char) -> char {
    ACUTE.iter().position(|&accented| accented == c).map_or(c, |at| ['a', 'e', 'i', 'o', 'u'][at])
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
            ("detenciones", "detención"),
            ("renglones", "renglón"),
            ("años", "año"),
            ("meses", "mes"),
            ("aviones", "avión"),
            ("órdenes", "orden"),
            ("jóvenes", "joven"),
            ("rehenes", "rehén"),
            ("trenes", "tren"),
            ("bienes", "bien"),
            ("planes", "plan"),
            ("millones", "millón"),
        ] {
            assert_eq!(singular_spanish(plural), singular);
        }
    }
}
