//! Times with a name in Spanish: feasts, Holy Week, decades, centuries, halves and quarters of a year, seasons. Only feasts
//! that fall on the same day in every country have a day.

use super::super::expression::{Saying, Unit};
use super::super::feasts::Feast;
use super::super::grammar::{Match, Words};
use super::super::words::{season, weekday, year};
use super::numerals::roman;
use super::{AFTER_DATE, plain};

/// Feasts by their words in small letters, the longer first.
const FEASTS: [(&str, Feast); 34] = [
    ("domingo de ramos", Feast::Easter(-7)),
    ("lunes santo", Feast::Easter(-6)),
    ("martes santo", Feast::Easter(-5)),
    ("miércoles santo", Feast::Easter(-4)),
    ("jueves santo", Feast::Easter(-3)),
    ("viernes santo", Feast::Easter(-2)),
    ("sábado santo", Feast::Easter(-1)),
    ("sábado de gloria", Feast::Easter(-1)),
    ("domingo de resurrección", Feast::Easter(0)),
    ("domingo de pascua", Feast::Easter(0)),
    ("lunes de pascua", Feast::Easter(1)),
    ("miércoles de ceniza", Feast::Easter(-46)),
    ("corpus christi", Feast::Easter(60)),
    ("nochebuena", Feast::Day(12, 24)),
    ("día de navidad", Feast::Day(12, 25)),
    ("navidad", Feast::Day(12, 25)),
    ("nochevieja", Feast::Day(12, 31)),
    ("día de año nuevo", Feast::Day(1, 1)),
    ("año nuevo", Feast::Day(1, 1)),
    ("día de reyes", Feast::Day(1, 6)),
    ("día de los reyes", Feast::Day(1, 6)),
    ("día de la candelaria", Feast::Day(2, 2)),
    ("día internacional de la mujer", Feast::Day(3, 8)),
    ("día del trabajo", Feast::Day(5, 1)),
    ("día del trabajador", Feast::Day(5, 1)),
    ("día de los trabajadores", Feast::Day(5, 1)),
    ("día de san juan", Feast::Day(6, 24)),
    ("día de todos los santos", Feast::Day(11, 1)),
    ("día de los muertos", Feast::Day(11, 2)),
    ("día de muertos", Feast::Day(11, 2)),
    ("día de los difuntos", Feast::Day(11, 2)),
    ("día de los inocentes", Feast::Day(12, 28)),
    ("día de los derechos humanos", Feast::Day(12, 10)),
    ("día internacional de los derechos humanos", Feast::Day(12, 10)),
];

impl Words<'_> {
    fn follows(&self, at: usize, words: &str) -> Option<usize> {
        let fits = words.split(' ').enumerate().all(|(by, word)| self.at(at + by) == word);
        fits.then(|| words.split(' ').count())
    }

    /// "Nochebuena de 2024", "el pasado Jueves Santo", "Semana Santa".
    pub(super) fn spanish_feast(&self, at: usize) -> Option<Match> {
        let before = match self.at(at) {
            "pasado" | "pasada" | "último" | "última" => Some(-1),
            "próximo" | "próxima" => Some(1),
            "este" | "esta" => Some(0),
            _ => None,
        };
        let start = at + usize::from(before.is_some());
        if self.at(start) == "semana" && self.is(start + 1, &["santa", "mayor"]) {
            let (year, shift, more) = self.feast_year(start + 2);
            let saying = Saying::HolyWeek(year, shift.or(before));
            return Some(plain(start + 2 + more - at, saying));
        }
        let (length, feast) =
            FEASTS.iter().find_map(|(words, feast)| Some((self.follows(start, words)?, *feast)))?;
        // "Navidad Rosales" and "La Navidad" are names, "el hospital Corpus Christi" is one.
        let capital = |at: usize| self.capital.get(at) == Some(&true);
        let last = start + length - 1;
        if !capital(last)
            && !matches!(self.at(start), "nochebuena" | "nochevieja" | "navidad" | "día" | "año")
            || capital(last + 1)
        {
            return None;
        }
        let (year, shift, more) = self.feast_year(start + length);
        let part = matches!(self.at(start), "nochebuena" | "nochevieja").then_some("NI");
        let saying = match year {
            Some(year) => {
                let day = feast.in_year(year)?;
                Saying::Calendar(year, Some(day.month()), Some(day.day()))
            }
            None => Saying::Feast(feast, shift.or(before)),
        };
        Some((start + length + more - at, saying, part, None))
    }

    fn feast_year(&self, at: usize) -> (Option<i16>, Option<i8>, usize) {
        let of = usize::from(self.is(at, &["de", "del"]));
        if let Some(year) = year(self.at(at + of)) {
            return (Some(year), None, of + 1);
        }
        match (self.at(at), self.at(at + 1), self.at(at + 2)) {
            ("pasado" | "pasada", ..) => (None, Some(-1), 1),
            ("próximo" | "próxima", ..) => (None, Some(1), 1),
            ("de", "este", "año") => (None, Some(0), 3),
            _ => (None, None, 0),
        }
    }

    /// "los años ochenta", "la década de los 90", "los noventa", "siglo XIX".
    pub(super) fn decade_or_century(&self, at: usize) -> Option<Match> {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.at(at));
        match self.at(at) {
            "década" => {
                let mut next = at + 1 + usize::from(self.is(at + 1, &["de", "del"]));
                next += usize::from(self.is(next, &["los", "las"]));
                next += usize::from(self.is(next, &["años", "año"]));
                let year = year(self.at(next)).or_else(|| self.tens(next)).filter(|_| next > at + 1)?;
                Some(plain(next + 1 - at, Saying::Decade(year / 10 * 10)))
            }
            "años" => self.tens(at + 1).map(|year| plain(2, Saying::Decade(year))),
            "siglo" => roman(self.at(at + 1))
                .filter(|count| (10..22).contains(count))
                .map(|count| plain(2, Saying::Century((i16::from(count) - 1) * 100))),
            // "en los ochenta", not "en los ochenta casos".
            _ if before(1) == "los" && ["en", "de", "desde", "hasta", "hacia"].contains(&before(2)) => {
                let year = self.tens(at).filter(|_| AFTER_DATE.contains(&self.at(at + 1)))?;
                Some(plain(1, Saying::Decade(year)))
            }
            _ => None,
        }
    }

    fn tens(&self, at: usize) -> Option<i16> {
        const TENS: [(&str, &str); 8] = [
            ("veinte", "20"),
            ("treinta", "30"),
            ("cuarenta", "40"),
            ("cincuenta", "50"),
            ("sesenta", "60"),
            ("setenta", "70"),
            ("ochenta", "80"),
            ("noventa", "90"),
        ];
        let found = TENS.iter().position(|(word, digits)| self.at(at) == *word || self.at(at) == *digits)?;
        // "años 20" and "años 30" may be of this century; "treinta y dos" is none.
        (self.at(at + 1) != "y" || super::super::words::number(self.at(at + 2)).is_none())
            .then_some(1920 + 10 * found as i16)
    }

    /// "primer semestre de 2024", "tercer trimestre del año", "verano de 2023", "primera quincena de mayo", "segundo lunes
    /// de octubre".
    pub(super) fn part_of_year(&self, at: usize) -> Option<Match> {
        if let Some(found) = self.spanish_season(at) {
            return Some(found);
        }
        let ordinal = match self.at(at) {
            "primer" | "primera" | "primeros" | "1er" => 1,
            "segundo" | "segunda" | "2.º" | "2do" => 2,
            "tercer" | "tercera" | "3er" => 3,
            "cuarto" | "cuarta" | "4to" => 4,
            "último" | "última" | "últimos" => -1,
            _ => return None,
        };
        let of = at + 2 + usize::from(self.is(at + 2, &["de", "del"]));
        let noun = self.at(at + 1);
        if let (Some(day), true) = (weekday(noun), of > at + 2) {
            let (length, saying, ..) = self.calendar(of)?;
            let nth = |month| Feast::Nth(month, day, ordinal);
            let saying = match saying {
                Saying::Calendar(year, Some(month), None) => {
                    let day = nth(month).in_year(year)?;
                    Saying::Calendar(year, Some(month), Some(day.day()))
                }
                Saying::Month(month, None, shift) => Saying::Feast(nth(month), shift),
                _ => return None,
            };
            return Some(plain(of - at + length, saying));
        }
        let modifier = match ordinal {
            1 => "START",
            -1 => "END",
            _ => "MID",
        };
        if matches!(noun, "quincena" | "semana" | "días") && of > at + 2 {
            let (length, saying) = self.of_year(of)?;
            let month = matches!(
                saying,
                Saying::Calendar(_, Some(_), None)
                    | Saying::Month(_, None, _)
                    | Saying::MonthOf(_, None, _)
                    | Saying::Away(Unit::Month, _)
            );
            let modifier = if noun == "quincena" && ordinal == 2 { "END" } else { modifier };
            return month.then_some((of - at + length, saying, None, Some(modifier)));
        }
        let halves = matches!(noun, "semestre" | "mitad");
        if !halves && noun != "trimestre" || ordinal < 1 || halves && ordinal > 2 {
            return None;
        }
        let (length, year) = match self.of_year(of).filter(|_| of > at + 2) {
            Some((length, Saying::Calendar(year, None, None))) => (of - at + length, Some(year)),
            Some((length, Saying::Away(Unit::Year, 0))) => (of - at + length, None),
            Some(_) => return None,
            None if noun == "mitad" => return None,
            None if self.at(of) == "año" && self.at(of - 1) == "del" => (of + 1 - at, None),
            None => (2, None),
        };
        let ordinal = ordinal as u8;
        Some(plain(length, if halves { Saying::Half(ordinal, year) } else { Saying::Quarter(ordinal, year) }))
    }

    fn of_year(&self, at: usize) -> Option<(usize, Saying)> {
        let start = at + usize::from(self.is(at, &["el", "la"]));
        let found = self
            .calendar(start)
            .or_else(|| self.relative_unit(start))
            .or_else(|| self.year_or_clock(start))?;
        Some((start - at + found.0, found.1))
    }

    fn spanish_season(&self, at: usize) -> Option<Match> {
        let before = match self.at(at) {
            "pasado" | "pasada" | "último" => Some(-1),
            "próximo" | "próxima" => Some(1),
            "este" | "esta" => Some(0),
            _ => None,
        };
        let start = at + usize::from(before.is_some());
        let found = season(self.at(start)).filter(|_| !matches!(self.at(start), "fall" | "spring"))?;
        let of = usize::from(self.is(start + 1, &["de", "del"]));
        let year = self.year_at(start + 1 + of).or_else(|| self.short_year(start + 1 + of));
        if let Some((year, length)) = year.filter(|_| of > 0) {
            return Some(plain(start - at + 1 + of + length, Saying::Season(found, Some(year), 0)));
        }
        let (shift, more) = match (self.at(start + 1), self.at(start + 2)) {
            ("pasado" | "pasada", _) => (Some(-1), 1),
            ("próximo" | "próxima", _) => (Some(1), 1),
            ("que", "viene") => (Some(1), 2),
            _ => (before, 0),
        };
        shift.map(|shift| plain(start - at + 1 + more, Saying::Season(found, None, shift)))
    }
}
