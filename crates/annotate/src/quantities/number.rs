//! Numbers in digits and words, in the ways of both languages: "20,000", "20.000", "6.5", "doscientos", "thirty". Never
//! decides what they count.

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
}

/// Reads digits with separators. A group of three after a full stop or comma is thousands ("1.200", "1,200"), anything
/// else a fraction; `None` when the parts fit no number.
#[must_use]
pub fn parse(word: &str) -> Option<Number> {
    let valid = word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && word.as_bytes().first()?.is_ascii_digit();
    if !valid || word.len() > 24 {
        return None;
    }
    let groups: Vec<&str> = word.split(['.', ',']).collect();
    let marks: Vec<char> = word.chars().filter(|c| !c.is_ascii_digit()).collect();
    let thousands = |groups: &[&str]| {
        groups[0].len() <= 3 && groups[0] != "0" && groups[1..].iter().all(|group| group.len() == 3)
    };
    let text = match marks.as_slice() {
        [] => word.to_owned(),
        [_] if thousands(&groups) => groups.concat(),
        [_] => groups.join("."),
        [first, .., last] if first != last && marks[..marks.len() - 1].iter().all(|mark| mark == first) => {
            let (fraction, whole) = groups.split_last()?;
            if !thousands(whole) {
                return None;
            }
            format!("{}.{fraction}", whole.concat())
        }
        _ if thousands(&groups) => groups.concat(),
        _ => return None,
    };
    text.parse().ok().map(|value| Number { value })
}

/// A number word, in small letters: units, tens, hundreds; not yet "mil", "million", which multiply.
#[must_use]
pub fn word(word: &str) -> Option<f64> {
    let of = |list: &[(&str, f64)], word: &str| {
        list.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    };
    of(&ENGLISH, word).or_else(|| of(&SPANISH, word)).or_else(|| {
        // "forty-two".
        let (tens, unit) = word.split_once('-')?;
        let tens = of(&ENGLISH, tens).filter(|tens| *tens >= 20.0)?;
        Some(tens + of(&ENGLISH, unit).filter(|unit| *unit < 10.0)?)
    })
}

const ENGLISH: [(&str, f64); 27] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

const SPANISH: [(&str, f64); 58] = [
    ("uno", 1.0),
    ("dos", 2.0),
    ("tres", 3.0),
    ("cuatro", 4.0),
    ("cinco", 5.0),
    ("seis", 6.0),
    ("siete", 7.0),
    ("ocho", 8.0),
    ("nueve", 9.0),
    ("diez", 10.0),
    ("once", 11.0),
    ("doce", 12.0),
    ("trece", 13.0),
    ("catorce", 14.0),
    ("quince", 15.0),
    ("dieciséis", 16.0),
    ("diecisiete", 17.0),
    ("dieciocho", 18.0),
    ("diecinueve", 19.0),
    ("veinte", 20.0),
    ("veintiuno", 21.0),
    ("veintidós", 22.0),
    ("veintitrés", 23.0),
    ("veinticuatro", 24.0),
    ("veinticinco", 25.0),
    ("veintiséis", 26.0),
    ("veintisiete", 27.0),
    ("veintiocho", 28.0),
    ("veintinueve", 29.0),
    ("un", 1.0),
    ("una", 1.0),
    ("veintiún", 21.0),
    ("veintiuna", 21.0),
    ("treinta", 30.0),
    ("cuarenta", 40.0),
    ("cincuenta", 50.0),
    ("sesenta", 60.0),
    ("setenta", 70.0),
    ("ochenta", 80.0),
    ("noventa", 90.0),
    ("cien", 100.0),
    ("ciento", 100.0),
    ("doscientos", 200.0),
    ("doscientas", 200.0),
    ("trescientos", 300.0),
    ("trescientas", 300.0),
    ("cuatrocientos", 400.0),
    ("cuatrocientas", 400.0),
    ("quinientos", 500.0),
    ("quinientas", 500.0),
    ("seiscientos", 600.0),
    ("seiscientas", 600.0),
    ("setecientos", 700.0),
    ("setecientas", 700.0),
    ("ochocientos", 800.0),
    ("ochocientas", 800.0),
    ("novecientos", 900.0),
    ("novecientas", 900.0),
];

/// What a word multiplies the number before it with.
#[must_use]
pub fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" | "mil" => 1e3,
        "million" | "millón" | "millones" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "billón" | "billones" | "trillion" => 1e12,
        "dozen" | "docena" | "docenas" => 12.0,
        "decena" | "decenas" => 10.0,
        "centenar" | "centenares" => 100.0,
        "score" => 20.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits() {
        let check =
            |word: &str, value: Option<f64>| assert_eq!(parse(word).map(|it| it.value), value, "{word}");
        check("252", Some(252.0));
        check("20,000", Some(20_000.0));
        check("1.200", Some(1200.0));
        check("6.5", Some(6.5));
        check("1.234.567", Some(1_234_567.0));
        check("1,234.5", Some(1234.5));
        check("3,75", Some(3.75));
        check("1.2.3", None);
        check("0.500", Some(0.5));
    }

    #[test]
    fn words() {
        let check = |text: &str, value: Option<f64>| assert_eq!(word(text), value, "{text}");
        check("nine", Some(9.0));
        check("forty-two", Some(42.0));
        check("veinticinco", Some(25.0));
        check("thirty-one", Some(31.0));
        check("doscientas", Some(200.0));
        check("house", None);
    }
}
