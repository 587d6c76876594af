//! Joins an accent that is drawn over a letter with that letter, as old TeX fonts and some printers draw them:
//! `´` over `a` is `á`. Never joins marks that stand beside a letter.

use super::glyphs::Glyph;

/// How much of the accent's width must lie over the letter.
const OVER: f32 = 0.6;
/// How far the base lines of the two may differ, in font sizes; accents over capitals are raised.
const RAISED: f32 = 0.45;

/// Letters, and the same letters with the accent of the row.
const ACCENTED: [(&[char], &str, &str); 9] = [
    (&['´', '\u{301}', 'ˊ'], "aeiouyAEIOUYnNcCsSzZlLrRı", "áéíóúýÁÉÍÓÚÝńŃćĆśŚźŹĺĹŕŔí"),
    (&['`', '\u{300}', 'ˋ'], "aeiouAEIOUı", "àèìòùÀÈÌÒÙì"),
    (&['¨', '\u{308}'], "aeiouyAEIOUYı", "äëïöüÿÄËÏÖÜŸï"),
    (&['^', 'ˆ', '\u{302}'], "aeiouAEIOUcCgGhHsSı", "âêîôûÂÊÎÔÛĉĈĝĜĥĤŝŜî"),
    (&['~', '˜', '\u{303}'], "anoANOiIuU", "ãñõÃÑÕĩĨũŨ"),
    (&['¸', '\u{327}'], "cCsStT", "çÇşŞţŢ"),
    (&['ˇ', '\u{30c}'], "cCsSzZrReEnNdDtT", "čČšŠžŽřŘěĚňŇďĎťŤ"),
    (&['˚', '°', '\u{30a}'], "aAuU", "åÅůŮ"),
    (&['˘', '\u{306}'], "aAgGuU", "ăĂğĞŭŬ"),
];

/// The letter that `last` and `next` make together, when one is an accent drawn over the other.
pub(super) fn joined(last: &Glyph, next: &Glyph) -> Option<Glyph> {
    let (accent, letter) = match (is_accent(last.text), is_accent(next.text)) {
        (true, false) => (last, next),
        (false, true) => (next, last),
        _ => return None,
    };
    let over = accent.end.min(letter.end) - accent.start.max(letter.start);
    let drawn_over = last.frame == next.frame
        && over >= OVER * (accent.end - accent.start).min(letter.end - letter.start)
        && (last.base - next.base).abs() <= RAISED * letter.size
        && letter.end > letter.start;
    let text = drawn_over.then(|| composed(accent.text, letter.text)).flatten()?;
    Some(Glyph { text, ..*letter })
}

fn is_accent(one: char) -> bool {
    !one.is_ascii_alphanumeric() && ACCENTED.iter().any(|(accents, ..)| accents.contains(&one))
}

fn composed(accent: char, letter: char) -> Option<char> {
    let (_, plain, accented) = ACCENTED.iter().find(|(accents, ..)| accents.contains(&accent))?;
    let place = plain.chars().position(|one| one == letter)?;
    accented.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: char, start: f32, end: f32, base: f32) -> Glyph {
        Glyph { text, frame: 0, start, end, base, size: 10.0 }
    }

    #[test]
    fn rows_have_a_letter_for_each() {
        for (_, plain, accented) in ACCENTED {
            assert_eq!(plain.chars().count(), accented.chars().count(), "{plain}");
        }
    }

    #[test]
    fn an_accent_over_a_letter_joins_it() {
        let acute = glyph('´', 0.0, 5.0, 100.0);
        assert_eq!(joined(&acute, &glyph('a', 0.0, 5.0, 100.0)).map(|glyph| glyph.text), Some('á'));
        assert_eq!(
            joined(&glyph('N', 0.0, 7.0, 103.0), &glyph('˜', 1.0, 6.0, 100.0)).map(|it| it.text),
            Some('Ñ')
        );
        assert_eq!(joined(&acute, &glyph('a', 5.0, 10.0, 100.0)), None, "beside it");
        assert_eq!(joined(&acute, &glyph('a', 0.0, 5.0, 112.0)), None, "on the next line");
        assert_eq!(joined(&acute, &glyph('x', 0.0, 5.0, 100.0)), None, "no such letter");
    }
}
