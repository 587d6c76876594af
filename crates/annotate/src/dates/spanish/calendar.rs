//! Days, months and years by number and name in Spanish: "a los doce días del mes de marzo de dos mil veinticuatro",
//! "04-III-2023", "el 3, 4 y 7 de junio", "lunes 11". Never decides which year is meant.

use jiff::civil::Weekday;

use super::super::expression::Saying;
use super::super::grammar::{Match, Words};
use super::super::words::{two_digit_year, weekday, year};
use super::numerals::{month_of, roman};
use super::{AFTER_DATE, plain, told};

/// What bears days as names.
const NAMED_BY_DAY: [&str; 16] = [
    "calle",
    "avenida",
    "av.",
    "avda.",
    "plaza",
    "plazoleta",
    "barrio",
    "colonia",
    "estadio",
    "hospital",
    "escuela",
    "movimiento",
    "urbanización",
    "villa",
    "pasaje",
    "puente",
];

/// Which year or month a date names besides its own number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Of {
    /// By its number.
    Year(i16),
    /// So many from the day of writing.
    Away(i16),
    /// So many from the date told before.
    Told(i16),
    /// The last or next.
    Shift(i8),
}

impl Words<'_> {
    /// A date by the calendar: digits, weekday, day, month, year.
    pub(super) fn calendar(&self, at: usize) -> Option<Match> {
        self.spanish_digits(at)
            .or_else(|| self.spanish_weekday(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.month_of_year(at))
            .or_else(|| self.spanish_year(at))
    }

    /// "24-XII-2023", "04/mar/2025", "15.03.2024".
    fn spanish_digits(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let slashed = self.at(at + 1) == "/" && self.at(at + 3) == "/";
        let parts: Vec<&str> = if slashed {
            vec![word, self.at(at + 2), self.at(at + 4)]
        } else {
            let mark = if word.contains('-') { '-' } else { '.' };
            word.split(mark).collect()
        };
        let [first, second, third] = *parts.as_slice() else { return None };
        let number = |part: &str| part.parse::<i16>().ok();
        let dotted = !slashed && word.contains('.') && second.len() == 2 && third.len() == 4;
        let month = month_of(second)
            .or_else(|| roman(second))
            .or_else(|| second.parse().ok().filter(|_| dotted && first.len() < 3))?;
        let (day, year) = (number(first)?, number(third)?);
        let year = if third.len() == 2 { 2000 + year } else { year };
        let valid = (1..=31).contains(&day) && (1..=12).contains(&month) && (1500..2200).contains(&year);
        valid
            .then(|| plain(if slashed { 5 } else { 1 }, Saying::Calendar(year, Some(month), Some(day as i8))))
    }

    /// A day of the week that is no name: "Domingo Ruiz" is a man.
    pub(super) fn weekday_at(&self, at: usize) -> Option<Weekday> {
        let found = weekday(self.at(at))?;
        let capital = |at: usize| self.capital.get(at) == Some(&true);
        let headed = at == 0
            || self.is(at - 1, &["el", "del", "al", "este", "—", "«", "“", "\"", "(", ",", "y", "a", "-"]);
        let named = capital(at) && (!headed || capital(at + 1) && self.month_at(at + 1).is_none());
        (!named).then_some(found)
    }

    fn spanish_weekday(&self, at: usize) -> Option<Match> {
        let mut shift = match self.at(at) {
            "pasado" | "último" => Some(-1),
            "próximo" => Some(1),
            "este" | "mismo" => Some(0),
            _ => None,
        };
        let start = at + usize::from(shift.is_some());
        if let Some(set) = self.weekly(at) {
            return Some(set);
        }
        let found = self.weekday_at(start)?;
        let end = start + 1;
        // "lunes 3 de marzo", "lunes, 3 de marzo": the day of the month says it.
        let next = end + usize::from(self.at(end) == ",");
        let next = next + usize::from(self.at(next) == "día");
        if let Some((length, saying, part, modifier)) = self.day_of_month(next).filter(|found| {
            next == end || matches!(found.1, Saying::Calendar(..) | Saying::Month(..) | Saying::MonthOf(..))
        }) {
            let saying = match saying {
                Saying::DayOf(day, None, None) => Saying::DayOf(day, Some(found), None),
                Saying::Month(month, Some(day), None) => Saying::MonthOn(month, day, found),
                other => other,
            };
            return Some((next - at + length, saying, part, modifier));
        }
        if let Some((day, length)) = self.day_at(end).filter(|(_, length)| {
            self.at(end).starts_with(|c: char| c.is_ascii_digit())
                && !self.is(end + length, &["%", "por", "personas", "horas"])
        }) {
            return Some(plain(end - at + length, Saying::DayOf(day, Some(found), None)));
        }
        // "un domingo", "era martes" say what sort of day; "un martes de noviembre del 96" says the month.
        let before = at.checked_sub(1).map_or("", |before| self.at(before));
        if ["un", "una", "era", "es", "fue", "algún", "ningún", "otro", "tal"].contains(&before) {
            let (length, saying, ..) = self.month_of_year(end + 1).filter(|_| self.at(end) == "de")?;
            return Some(plain(end + 1 - at + length, saying));
        }
        // "el lunes de la semana pasada", "el martes de esta semana".
        if self.is(end, &["de"]) {
            let week = end + 1 + usize::from(self.at(end + 1) == "la");
            if let Some((length, Saying::Away(super::Unit::Week, weeks), ..)) = self.relative_unit(week) {
                return Some(plain(week - at + length, Saying::WeekdayOf(found, weeks)));
            }
        }
        let mut length = end - at;
        match (self.at(end), self.at(end + 1)) {
            ("pasado" | "último", _) => (shift, length) = (Some(-1), length + 1),
            ("próximo" | "entrante" | "venidero", _) => (shift, length) = (Some(1), length + 1),
            ("que", "viene") => (shift, length) = (Some(1), length + 2),
            ("siguiente", _) => return Some(plain(length + 1, told(Saying::Weekday(found, Some(1))))),
            ("anterior" | "previo", _) => {
                return Some(plain(length + 1, told(Saying::Weekday(found, Some(-1)))));
            }
            _ => {}
        }
        Some(plain(length, Saying::Weekday(found, shift)))
    }

    /// "los sábados", "todos los lunes", "cada martes", "de lunes a viernes".
    fn weekly(&self, at: usize) -> Option<Match> {
        let day = |at: usize| {
            let word = self.at(at);
            weekday(word).or_else(|| weekday(word.strip_suffix('s')?))
        };
        let first = day(at)?;
        let value = |day: Weekday| format!("XXXX-WXX-{}", day.to_monday_one_offset());
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.at(at));
        if let Some(last) = day(at + 2).filter(|_| self.at(at + 1) == "a" && before(1) == "de") {
            return Some(plain(3, Saying::Set(format!("{}/{}", value(first), value(last)))));
        }
        let plural = self.at(at).ends_with("os") && self.at(at) != "marcos";
        // "los lunes", not "los lunes 3 y 10 de marzo".
        let numbered = self.day_at(at + 1).is_some();
        (!numbered && (plural || before(1) == "cada" || before(1) == "los"))
            .then(|| plain(1, Saying::Set(value(first))))
    }

    /// A day of the month with its month and year, said here or shared with the days after it, or with "del corriente".
    pub(super) fn day_of_month(&self, at: usize) -> Option<Match> {
        let shift = match self.at(at) {
            "pasado" | "último" => Some(-1),
            "próximo" => Some(1),
            "este" => Some(0),
            _ => None,
        };
        let mut start = at + usize::from(shift.is_some());
        let said = self.at(start) == "día" && self.day_at(start + 1).is_some();
        start += usize::from(said);
        // "la calle 5 de Mayo", "el barrio 23 de Enero" are no days.
        let before = start.checked_sub(1).map_or("", |before| self.at(before));
        if NAMED_BY_DAY.contains(&before) {
            return None;
        }
        let (day, length) = self.day_at(start)?;
        let mut next = start + length;
        next += usize::from(self.is(next, &["día", "días"]) && self.is(next + 1, &["del", "de"]));
        if let Some((month, of)) = self.month_after(next) {
            let (year, length) = self.year_after(next + of, true);
            let year = year.or_else(|| self.shared_year(next + of)).or(shift.map(Of::Shift));
            return Some(plain(next - at + of + length, dated(month, Some(day), year)));
        }
        // "marzo 15" is English order; "15 marzo 2024" has no "de".
        if let Some(month) = self.month_at(next).filter(|_| self.is_digits(start)) {
            let (year, length) = self.year_after(next + 1, true);
            let bare = year.is_none() && self.at(next) == "mar";
            return (!bare).then(|| {
                plain(next + 1 - at + length, dated(month, Some(day), year.or(shift.map(Of::Shift))))
            });
        }
        if let Some((of, length)) = self.month_away(next) {
            let saying = Saying::DayOf(day, None, Some(i64::from(of.months())));
            let saying = if matches!(of, Of::Told(_)) { told(saying) } else { saying };
            return Some(plain(next - at + length, saying));
        }
        if let Some(saying) = self.shared_month(next, day) {
            return Some(plain(next - at, saying));
        }
        // "el día 5", "el 5": some month's, which what was told before or the day of writing says.
        let article = start > 0 && self.is(start - 1, &["el", "del", "al"]) && self.is_digits(start);
        let alone = (said || shift.is_some() || article && AFTER_DATE[..14].contains(&self.at(next)))
            && !self.is(next, &["%", "por", "º", "."])
            || (said || article) && self.at(next) == "." && self.words.len() == next + 1;
        (alone && self.is_digits(start)).then(|| plain(next - at, Saying::DayOf(day, None, None)))
    }

    fn is_digits(&self, at: usize) -> bool {
        self.at(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// "de marzo", "del mes de marzo", "de abr.": the month and how many words there are to its end.
    fn month_after(&self, at: usize) -> Option<(i8, usize)> {
        if !self.is(at, &["de", "del"]) {
            return None;
        }
        let mes = self.at(at + 1) == "mes";
        let next = at + 1 + if mes { 1 + usize::from(self.at(at + 2) == "de") } else { 0 };
        Some((self.month_at(next)?, next + 1 - at))
    }

    /// "del corriente", "de los corrientes", "del mes pasado", "del mismo mes", and their words.
    fn month_away(&self, at: usize) -> Option<(Of, usize)> {
        const MONTHS: [(&[&str], Of); 32] = [
            (&["del", "corriente", "mes"], Of::Away(0)),
            (&["del", "corriente"], Of::Away(0)),
            (&["de", "los", "corrientes"], Of::Away(0)),
            (&["del", "cte."], Of::Away(0)),
            (&["del", "mes", "en", "curso"], Of::Away(0)),
            (&["del", "mes", "corriente"], Of::Away(0)),
            (&["del", "mes", "actual"], Of::Away(0)),
            (&["del", "presente", "mes"], Of::Away(0)),
            (&["del", "presente"], Of::Away(0)),
            (&["del", "actual"], Of::Away(0)),
            (&["de", "este", "mismo", "mes"], Of::Away(0)),
            (&["de", "este", "mes"], Of::Away(0)),
            (&["del", "mes", "pasado"], Of::Away(-1)),
            (&["del", "pasado", "mes"], Of::Away(-1)),
            (&["del", "mes", "último"], Of::Away(-1)),
            (&["del", "próximo", "pasado"], Of::Away(-1)),
            (&["del", "ppdo."], Of::Away(-1)),
            (&["del", "próximo", "mes"], Of::Away(1)),
            (&["del", "mes", "próximo"], Of::Away(1)),
            (&["del", "mes", "entrante"], Of::Away(1)),
            (&["del", "entrante"], Of::Away(1)),
            (&["del", "mes", "que", "viene"], Of::Away(1)),
            (&["del", "mes", "que", "entra"], Of::Away(1)),
            (&["del", "mes", "siguiente"], Of::Told(1)),
            (&["del", "mes", "anterior"], Of::Told(-1)),
            (&["del", "mismo", "mes"], Of::Told(0)),
            (&["de", "ese", "mismo", "mes"], Of::Told(0)),
            (&["de", "ese", "mes"], Of::Told(0)),
            (&["de", "dicho", "mes"], Of::Told(0)),
            (&["de", "aquel", "mes"], Of::Told(0)),
            (&["del", "citado", "mes"], Of::Told(0)),
            (&["del", "referido", "mes"], Of::Told(0)),
        ];
        let (of, length) = self.first_of(at, &MONTHS)?;
        // "del mismo mes y año".
        let more = if self.at(at + length) == "y" && self.at(at + length + 1) == "año" { 2 } else { 0 };
        Some((of, length + more))
    }

    fn first_of(&self, at: usize, list: &[(&[&str], Of)]) -> Option<(Of, usize)> {
        let fits = |words: &[&str]| words.iter().enumerate().all(|(by, word)| self.at(at + by) == *word);
        list.iter().find(|(words, _)| fits(words)).map(|(words, of)| (*of, words.len()))
    }

    /// What year the month before `at` is of, and in how many words it is said.
    fn year_after(&self, at: usize, has_day: bool) -> (Option<Of>, usize) {
        const YEARS: [(&[&str], Of); 34] = [
            (&["de", "este", "mismo", "año"], Of::Away(0)),
            (&["de", "este", "año"], Of::Away(0)),
            (&["del", "presente", "año"], Of::Away(0)),
            (&["del", "corriente", "año"], Of::Away(0)),
            (&["del", "año", "en", "curso"], Of::Away(0)),
            (&["del", "año", "corriente"], Of::Away(0)),
            (&["del", "presente"], Of::Away(0)),
            (&["del", "corriente"], Of::Away(0)),
            (&["del", "actual"], Of::Away(0)),
            (&["del", "año", "pasado"], Of::Away(-1)),
            (&["del", "pasado", "año"], Of::Away(-1)),
            (&["del", "año", "próximo"], Of::Away(1)),
            (&["del", "próximo", "año"], Of::Away(1)),
            (&["del", "año", "entrante"], Of::Away(1)),
            (&["del", "año", "que", "viene"], Of::Away(1)),
            (&["del", "año", "anterior"], Of::Told(-1)),
            (&["del", "año", "siguiente"], Of::Told(1)),
            (&["del", "año", "previo"], Of::Told(-1)),
            (&["del", "mismo", "año"], Of::Told(0)),
            (&["de", "ese", "mismo", "año"], Of::Told(0)),
            (&["de", "ese", "año"], Of::Told(0)),
            (&["de", "aquel", "año"], Of::Told(0)),
            (&["de", "dicho", "año"], Of::Told(0)),
            (&["del", "citado", "año"], Of::Told(0)),
            (&["próximo", "pasado"], Of::Shift(-1)),
            (&["pasado"], Of::Shift(-1)),
            (&["último"], Of::Shift(-1)),
            (&["ppdo."], Of::Shift(-1)),
            (&["p.pdo."], Of::Shift(-1)),
            (&["p.p."], Of::Shift(-1)),
            (&["próximo"], Of::Shift(1)),
            (&["entrante"], Of::Shift(1)),
            (&["venidero"], Of::Shift(1)),
            (&["que", "viene"], Of::Shift(1)),
        ];
        if let Some((of, length)) = self.first_of(at, &YEARS) {
            return (Some(of), length);
        }
        let of = self.is(at, &["de", "del"]);
        if of
            && self.at(at + 1) == "hace"
            && let Some((count, length)) = self.cardinal(at + 2)
            && self.at(at + 2 + length) == "años"
        {
            return (Some(Of::Away(-i16::try_from(count).unwrap_or(i16::MAX))), 3 + length);
        }
        let mut next = at + usize::from(of);
        if of && self.at(next) == "año" {
            next += 1 + usize::from(self.is(next + 1, &["de", "del"]));
        }
        let comma = usize::from(!of && self.at(at) == ",");
        // A month and a year need nothing between them; a comma only when the year is in digits.
        if let Some((year, length)) = self.year_at(next + comma).filter(|_| of || comma == 0 || has_day)
            && (of || self.is_digits(next + comma))
        {
            return (Some(Of::Year(year)), next + comma + length - at);
        }
        // "9 de junio del 77", "diciembre del noventa".
        match self.short_year(next).filter(|_| of) {
            Some((year, length)) => (Some(Of::Year(year)), next + length - at),
            None => (None, 0),
        }
    }

    /// A year by its last two digits, past 31 or with an apostrophe: "77", "’04", "ochenta y uno".
    pub(super) fn short_year(&self, at: usize) -> Option<(i16, usize)> {
        let mark = usize::from(self.is(at, &["'", "’", "‘"]));
        let word = self.at(at + mark).trim_start_matches(['\'', '’']);
        let marked = mark == 1 || word.len() < self.at(at).len();
        let (year, length) = match word.parse::<i16>() {
            Ok(year) => (year, 1),
            Err(_) => self.cardinal(at).map(|(year, length)| (i16::try_from(year).unwrap_or(0), length))?,
        };
        let digits = word.len() == 2 || !self.is_digits(at);
        (digits && year < 100 && (year > 31 || marked)).then(|| (two_digit_year(year), mark + length))
    }

    /// The month and year of the day before `at` when it shares them with days that follow: "3, 4 y 7 de junio".
    fn shared_month(&self, at: usize, day: i8) -> Option<Saying> {
        let mut next = at;
        for _ in 0..12 {
            let joined = self.join(next)?;
            let mut after = next + joined;
            after += usize::from(self.is(after, &["el", "día", "los"]));
            after += usize::from(weekday(self.at(after)).is_some());
            let (_, length) = self.day_at(after)?;
            next = after + length;
            if let Some((month, of)) = self.month_after(next) {
                let (year, _) = self.year_after(next + of, true);
                return Some(dated(month, Some(day), year.or_else(|| self.shared_year(next + of))));
            }
            if let Some((of, _)) = self.month_away(next) {
                let saying = Saying::DayOf(day, None, Some(i64::from(of.months())));
                return Some(if matches!(of, Of::Told(_)) { told(saying) } else { saying });
            }
        }
        None
    }

    /// The year of the month before `at` when it shares it with the months or days that follow: "de enero a marzo de 2023".
    fn shared_year(&self, at: usize) -> Option<Of> {
        let mut next = at;
        for _ in 0..6 {
            let joined = self.join(next)?;
            let mut after = next + joined;
            after += usize::from(self.is(after, &["el", "de", "día"]));
            after += usize::from(weekday(self.at(after)).is_some());
            if let Some((_, length)) = self.day_at(after) {
                after += length + usize::from(self.at(after + length) == "de");
            }
            self.month_at(after)?;
            next = after + 1;
            let (year, _) = self.year_after(next, false);
            if matches!(year, Some(Of::Year(_) | Of::Away(_))) {
                return year;
            }
        }
        None
    }

    /// How many words join a date to the next in a list or a range.
    fn join(&self, at: usize) -> Option<usize> {
        match (self.at(at), self.at(at + 1)) {
            (",", "y") | ("hasta", "el") | ("y", "hasta") => Some(2),
            ("," | "y" | "e" | "o" | "a" | "al" | "-" | "–" | "hasta" | "del", _) => Some(1),
            _ => None,
        }
    }

    /// A month, with or without its year: "mes de julio", "marzo de dos mil uno", "pasado mes de mayo", "marzo 15 de 2024".
    fn month_of_year(&self, at: usize) -> Option<Match> {
        let shift = match self.at(at) {
            "pasado" | "último" => Some(-1),
            "próximo" => Some(1),
            "este" => Some(0),
            _ => None,
        };
        let mut start = at + usize::from(shift.is_some());
        let mes = self.at(start) == "mes" && self.at(start + 1) == "de";
        start += if mes { 2 } else { 0 };
        let month = self.month_at(start)?;
        // "marzo 15 de 2024", "marzo 15, 2024".
        if let Some((day, length)) = self.day_at(start + 1).filter(|_| self.is_digits(start + 1))
            && let (Some(year @ Of::Year(_)), more) = self.year_after(start + 1 + length, true)
        {
            return Some(plain(start - at + 1 + length + more, dated(month, Some(day), Some(year))));
        }
        let (year, length) = self.year_after(start + 1, false);
        let capital = |at: usize| self.capital.get(at) == Some(&true);
        // "Julio Abril" is a man, "mar" and "set" are words: a month alone is written small and whole.
        let name = capital(start)
            && !matches!(year, Some(Of::Year(_)))
            && (start > 0 && !self.is(start - 1, &[".", "—", "«", "“", "("]) || capital(start + 1));
        let short = self.at(start).trim_end_matches('.').len() < 4 && !matches!(year, Some(Of::Year(_)));
        if name || short && !mes {
            return None;
        }
        let year = year.or_else(|| self.shared_year(start + 1)).or(shift.map(Of::Shift));
        Some(plain(start - at + 1 + length, dated(month, None, year)))
    }

    /// A year that no month precedes: "año dos mil veinticuatro", "en mil novecientos ochenta", "en el 52".
    fn spanish_year(&self, at: usize) -> Option<Match> {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.at(at));
        if self.at(at) == "año" {
            let of = usize::from(self.is(at + 1, &["de", "del"]));
            let (year, length) = self.year_at(at + 1 + of).filter(|(year, _)| *year > 1599)?;
            return Some(plain(1 + of + length, Saying::Calendar(year, None, None)));
        }
        let placed = ["en", "desde", "hasta", "hacia", "del", "de", "y", "a", "entre"].contains(&before(1));
        if !self.is_digits(at) && placed && self.is(at, &["mil", "dos"]) {
            let (year, length) = self.year_at(at)?;
            let ends = AFTER_DATE.contains(&self.at(at + length));
            return (ends && (year < 2000 && length > 1 || year > 2000))
                .then(|| plain(length, Saying::Calendar(year, None, None)));
        }
        // "desde el 2021".
        if let Some(year) = year(self.at(at)).filter(|year| (1800..2060).contains(year))
            && before(1) == "el"
            && ["en", "desde", "hasta", "hacia", "para", "durante"].contains(&before(2))
            && AFTER_DATE.contains(&self.at(at + 1))
        {
            return Some(plain(1, Saying::Calendar(year, None, None)));
        }
        // Past 31 it is no day of a month.
        let (year, length) = self.short_year(at)?;
        let placed = before(1) == "el" && ["en", "desde", "hasta", "hacia"].contains(&before(2))
            || before(1) == "del"
                && [
                    "desde", "antes", "después", "finales", "fines", "año", "golpe", "la", "lo", "las", "los",
                ]
                .contains(&before(2));
        let ends = AFTER_DATE.contains(&self.at(at + length));
        let counted = self.is(at + length, &["%", "por", "de", "aniversario"]);
        (placed && ends && !counted).then(|| plain(length, Saying::Calendar(year, None, None)))
    }
}

impl Of {
    const fn months(self) -> i16 {
        match self {
            Self::Away(by) | Self::Told(by) | Self::Year(by) => by,
            Self::Shift(by) => by as i16,
        }
    }
}

/// A month, perhaps with a day, of a year as it is said.
fn dated(month: i8, day: Option<i8>, of: Option<Of>) -> Saying {
    match of {
        Some(Of::Year(year)) => Saying::Calendar(year, Some(month), day),
        Some(Of::Away(years)) => Saying::MonthOf(month, day, years),
        Some(Of::Told(years)) => told(Saying::MonthOf(month, day, years)),
        Some(Of::Shift(shift)) => Saying::Month(month, day, Some(shift)),
        None => Saying::Month(month, day, None),
    }
}
