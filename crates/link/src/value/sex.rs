//! Sex and nationality as lists write them, in both languages. Never infers either from a name.

use crate::fold::fold;

/// The sex as one letter, `None` when the word says none. `mujer_is_m` when the column writes H and M.
#[must_use]
pub fn sex(text: &str, mujer_is_m: bool) -> Option<char> {
    match fold(text).trim() {
        "m" if mujer_is_m => Some('f'),
        "m" | "male" | "masculino" | "masc" | "hombre" | "h" | "varon" | "v" | "man" => Some('m'),
        "f" | "female" | "femenino" | "fem" | "mujer" | "woman" => Some('f'),
        _ => None,
    }
}

/// Whether a column writes H (hombre) or V, and never F: its M is mujer.
pub fn mujer_is_m<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let (mut h, mut f) = (false, false);
    for value in values {
        h |= value.eq_ignore_ascii_case("h");
        f |= value.eq_ignore_ascii_case("f");
    }
    h && !f
}

/// A country's code or the folded text where the table does not have it; empty for no value.
#[must_use]
pub fn nationality(text: &str) -> String {
    const STEMS: [(&str, &str); 24] = [
        ("salvador", "sv"),
        ("el salvador", "sv"),
        ("hondur", "hn"),
        ("guatemal", "gt"),
        ("nicarag", "ni"),
        ("mexic", "mx"),
        ("mejic", "mx"),
        ("venez", "ve"),
        ("colombi", "co"),
        ("peru", "pe"),
        ("ecuator", "ec"),
        ("ecuador", "ec"),
        ("bolivi", "bo"),
        ("argentin", "ar"),
        ("chile", "cl"),
        ("cuba", "cu"),
        ("dominican", "do"),
        ("haiti", "ht"),
        ("espan", "es"),
        ("spa", "es"),
        ("costa ric", "cr"),
        ("panam", "pa"),
        ("estados unidos", "us"),
        ("estadounid", "us"),
    ];
    const CODES: [(&str, &str); 10] = [
        ("slv", "sv"),
        ("hnd", "hn"),
        ("gtm", "gt"),
        ("nic", "ni"),
        ("mex", "mx"),
        ("ven", "ve"),
        ("col", "co"),
        ("per", "pe"),
        ("ecu", "ec"),
        ("usa", "us"),
    ];
    let folded = fold(text);
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let code =
        CODES.iter().find(|it| it.0 == folded).or_else(|| STEMS.iter().find(|it| folded.starts_with(it.0)));
    code.map_or(folded.clone(), |it| it.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sexes() {
        for (text, is) in
            [("M", Some('m')), ("Femenino", Some('f')), ("varón", Some('m')), ("?", None), ("", None)]
        {
            assert_eq!(sex(text, false), is, "{text}");
        }
        assert!(mujer_is_m(["H", "M"].into_iter()) && !mujer_is_m(["H", "M", "F"].into_iter()));
        assert_eq!(sex("M", true), Some('f'));
    }

    #[test]
    fn nationalities() {
        for (text, is) in [
            ("Salvadoreña", "sv"),
            ("EL SALVADOR", "sv"),
            ("SLV", "sv"),
            ("VEN", "ve"),
            ("Kenia", "kenia"),
            ("", ""),
        ] {
            assert_eq!(nationality(text), is, "{text}");
        }
    }
}
