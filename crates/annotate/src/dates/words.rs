//! The calendar's words in both languages. Never looks beyond one word.

use jiff::civil::Weekday;

use super::expression::Unit;

/// Month of a word in small letters, 1 to 12.
pub fn month(word: &str) -> Option<i8> {
    Some(match word.trim_end_matches('.') {
        "january" | "jan" | "enero" => 1,
        "february" | "feb" | "febrero" => 2,
        "march" | "mar" | "marzo" => 3,
        "april" | "apr" | "abril" => 4,
        "may" | "mayo" => 5,
        "june" | "jun" | "junio" => 6,
        "july" | "jul" | "julio" => 7,
        "august" | "aug" | "agosto" => 8,
        "september" | "sept" | "sep" | "septiembre" | "setiembre" => 9,
        "october" | "oct" | "octubre" => 10,
        "november" | "nov" | "noviembre" => 11,
        "december" | "dec" | "diciembre" => 12,
        _ => return None,
    })
}

/// Day of the week of a word in small letters.
pub fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "lunes" => Weekday::Monday,
        "tuesday" | "martes" => Weekday::Tuesday,
        "wednesday" | "miércoles" | "miercoles" => Weekday::Wednesday,
        "thursday" | "jueves" => Weekday::Thursday,
        "friday" | "viernes" => Weekday::Friday,
        "saturday" | "sábado" | "sabado" => Weekday::Saturday,
        "sunday" | "domingo" => Weekday::Sunday,
        _ => return None,
    })
}

/// A unit, singular or plural.
pub fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "second" | "seconds" | "segundo" | "segundos" => Unit::Second,
        "minute" | "minutes" | "minuto" | "minutos" => Unit::Minute,
        "hour" | "hours" | "hora" | "horas" => Unit::Hour,
        "day" | "days" | "día" | "días" | "dia" | "dias" | "jornada" => Unit::Day,
        "week" | "weeks" | "semana" | "semanas" => Unit::Week,
        "weekend" | "weekends" => Unit::Weekend,
        "month" | "months" | "mes" | "meses" => Unit::Month,
        "quarter" | "quarters" | "trimestre" | "trimestres" => Unit::Quarter,
        "year" | "years" | "año" | "años" => Unit::Year,
        "decade" | "decades" | "década" | "décadas" => Unit::Decade,
        "century" | "centuries" | "siglo" | "siglos" => Unit::Century,
        _ => return None,
    })
}

/// Part of a day.
pub fn part(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" | "mañana" | "madrugada" => "MO",
        "afternoon" | "tarde" => "AF",
        "evening" => "EV",
        "night" | "noche" => "NI",
        _ => return None,
    })
}

/// A season, with TIMEX3's code.
pub fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" | "primavera" => "SP",
        "summer" | "verano" => "SU",
        "fall" | "autumn" | "otoño" => "FA",
        "winter" | "invierno" => "WI",
        _ => return None,
    })
}

/// A small number in digits or words.
pub fn number(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return crate::quantities::number::parse(word).map(|number| number.value);
    }
    crate::quantities::number::word(word)
}

/// A year in digits, from 1500 to 2199.
pub fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1500..2200).contains(year))
}

/// The year that two digits mean: nobody alive was born before 1936 and no text is from after 2035.
pub const fn two_digit_year(year: i16) -> i16 {
    if year > 35 { 1900 + year } else { 2000 + year }
}

/// A day of the month, also as "3rd".
pub fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == 'º' || c == '°');
    let ending = &word[digits.len()..];
    let ordinal = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "º" | "°" | "o");
    let day: i8 = if word == "primero" || word == "uno" {
        1
    } else {
        digits.parse().ok().filter(|_| digits.len() <= 2 && ordinal)?
    };
    (1..=31).contains(&day).then_some(day)
}
