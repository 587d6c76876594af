//! The grammar of time expressions in Spanish: "a mediados de marzo", "el pasado domingo", "hace dos meses". Never resolves
//! them.

use super::expression::{Saying, Unit};
use super::grammar::{Match, Words};
use super::words::{day, month, part, season, unit, weekday, year};

impl Words<'_> {
    /// The expression that begins at `at`, in Spanish.
    pub(super) fn spanish(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        // "a mediados de marzo", "a principios de año".
        if self.is(
            at,
            &["a", "desde", "hacia", "finales", "principios", "mediados", "fines", "comienzos", "inicios"],
        ) {
            let noun = at + usize::from(self.is(at, &["a", "desde", "hacia"]));
            let modifier = match self.at(noun) {
                "principios" | "comienzos" | "inicios" => "START",
                "mediados" => "MID",
                "finales" | "fines" => "END",
                _ => return self.spanish_clock(at),
            };
            let mut next = noun + 1 + usize::from(self.is(noun + 1, &["de", "del"]));
            next += usize::from(
                self.is(next, &["los", "el"]) && !matches!(self.at(next + 1), "pasado" | "próximo"),
            );
            let bare = unit(self.at(next)).filter(|unit| matches!(unit, Unit::Year | Unit::Month));
            let (length, saying) = match bare {
                Some(unit) => (1, Saying::Away(unit, 0)),
                None => self.spanish(next).map(|found| (found.0, found.1))?,
            };
            return Some((next - at + length, saying, None, Some(modifier)));
        }
        if let Some(found) = self.spanish_day(at) {
            return Some(found);
        }
        if word == "hace" {
            let (count, length) = self.count(at + 1)?;
            let found = unit(self.at(at + 1 + length))?;
            let saying =
                count.map_or(Saying::Vague("PAST_REF"), |count| Saying::Away(found, -(count as i64)));
            return Some((length + 2, saying, None, None));
        }
        if word == "dentro" && self.at(at + 1) == "de" {
            let (count, length) = self.count(at + 2)?;
            let found = unit(self.at(at + 2 + length))?;
            return Some((length + 3, Saying::Away(found, count? as i64), None, None));
        }
        self.spanish_unit(at).or_else(|| self.spanish_simple(at))
    }

    fn spanish_day(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let before = matches!(word, "pasado" | "próximo" | "este" | "último");
        let start = at + usize::from(before);
        let mut shift = match word {
            "pasado" | "último" => Some(-1),
            "próximo" => Some(1),
            "este" => Some(0),
            _ => None,
        };
        if let Some(found) = weekday(self.at(start)) {
            let mut end = start + 1;
            // "lunes 3 de marzo", "lunes, 3 de marzo": the day of the month says it.
            let next = end + usize::from(self.at(end) == ",");
            if day(self.at(next)).is_some() && self.at(next + 1) == "de" && month(self.at(next + 2)).is_some()
            {
                let (length, saying, ..) = self.spanish_day(next)?;
                return Some((next - at + length, saying, None, None));
            }
            match self.at(end) {
                "pasado" | "último" => shift = Some(-1),
                "próximo" => shift = Some(1),
                _ => end -= 1,
            }
            end += 1;
            let when = usize::from(self.at(end) == "por") + usize::from(self.at(end + 1) == "la");
            let part = (when == 2).then(|| part(self.at(end + 2))).flatten();
            let length = end - at + if part.is_some() { 3 } else { 0 };
            return Some((length, Saying::Weekday(found, shift), part, None));
        }
        if let Some(day) = day(word).filter(|_| self.at(at + 1) == "de")
            && let Some(month) = month(self.at(at + 2))
        {
            let of = usize::from(self.is(at + 3, &["de", "del", ","]))
                + usize::from(self.at(at + 3) == "del" && self.at(at + 4) == "año");
            let year = year(self.at(at + 3 + of)).filter(|_| of > 0);
            let saying = year.map_or(Saying::Month(month, Some(day), None), |year| {
                Saying::Calendar(year, Some(month), Some(day))
            });
            return Some((3 + if year.is_some() { of + 1 } else { 0 }, saying, None, None));
        }
        if let Some(month) = month(self.at(start)) {
            let of = usize::from(self.is(start + 1, &["de", "del"]));
            if let Some(year) = year(self.at(start + 1 + of)) {
                return Some((start - at + 2 + of, Saying::Calendar(year, Some(month), None), None, None));
            }
            let after = match self.at(start + 1) {
                "pasado" | "último" => Some(-1),
                "próximo" => Some(1),
                _ => None,
            };
            let length = start - at + 1 + usize::from(after.is_some());
            return (self.at(start) != "mar").then_some((
                length,
                Saying::Month(month, None, after.or(shift)),
                None,
                None,
            ));
        }
        if let Some(season) = season(self.at(start)) {
            let of = usize::from(self.is(start + 1, &["de", "del"]));
            let year = year(self.at(start + 1 + of)).filter(|_| of > 0);
            let after = match self.at(start + 1) {
                "pasado" => Some(-1),
                "próximo" => Some(1),
                _ => shift,
            };
            if year.is_some() || after.is_some() {
                let length = start - at
                    + 1
                    + if year.is_some() {
                        1 + of
                    } else {
                        usize::from(self.is(start + 1, &["pasado", "próximo"]))
                    };
                return Some((length, Saying::Season(season, year, after.unwrap_or(0)), None, None));
            }
        }
        None
    }

    fn spanish_unit(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let shift = match word {
            "pasada" | "pasado" | "última" | "último" => Some(-1),
            "este" | "esta" => Some(0),
            "próxima" | "próximo" => Some(1),
            _ => None,
        };
        if word == "fin" && self.at(at + 1) == "de" && self.at(at + 2) == "semana" {
            let after = if self.at(at + 3) == "pasado" { -1 } else { 0 };
            return Some((3 + usize::from(after != 0), Saying::Away(Unit::Weekend, after), None, None));
        }
        if let Some(shift) = shift {
            if let Some(part) = part(self.at(at + 1)).filter(|_| word == "esta") {
                return Some((2, Saying::Away(Unit::Day, 0), Some(part), None));
            }
            let found = unit(self.at(at + 1))?;
            return Some((2, Saying::Away(found, shift.into()), None, None));
        }
        if let Some(found) = unit(word).filter(|_| !word.ends_with('s') || word == "mes") {
            // "la semana pasada", "el año que viene", "la semana siguiente".
            return match (self.at(at + 1), self.at(at + 2)) {
                ("pasado" | "pasada", _) => Some((2, Saying::Away(found, -1), None, None)),
                ("próximo" | "próxima" | "entrante", _) => Some((2, Saying::Away(found, 1), None, None)),
                ("que", "viene") => Some((3, Saying::Away(found, 1), None, None)),
                ("siguiente", _) => Some((2, Saying::Later(found, 1), None, None)),
                ("anterior", _) => Some((2, Saying::Later(found, -1), None, None)),
                _ if word == "década" && self.at(at + 1) == "de" => {
                    let start = at + 2 + usize::from(self.at(at + 2) == "los");
                    let year = year(self.at(start)).or_else(|| decade(self.at(start)))?;
                    Some((start + 1 - at, Saying::Decade(year), None, None))
                }
                _ => None,
            };
        }
        if word == "años" {
            return decade(self.at(at + 1)).map(|year| (2, Saying::Decade(year), None, None));
        }
        let (count, length) = self.count(at)?;
        let found = unit(self.at(at + length))?;
        let whole = count.map(|count| count as i64);
        match (self.at(at + length + 1), whole) {
            ("después" | "más", Some(count)) => {
                let more = usize::from(self.at(at + length + 1) == "más");
                (more == 0 || self.at(at + length + 2) == "tarde").then_some((
                    length + 2 + more,
                    Saying::Later(found, count),
                    None,
                    None,
                ))
            }
            ("antes", Some(count)) => Some((length + 2, Saying::Later(found, -count), None, None)),
            ("atrás", Some(count)) => Some((length + 2, Saying::Away(found, -count), None, None)),
            _ => Some((length + 1, Saying::Length(found, count), None, None)),
        }
    }

    fn spanish_clock(&self, at: usize) -> Option<Match> {
        if self.at(at) != "a" || !self.is(at + 1, &["las", "la"]) {
            return None;
        }
        let (hour, minute) = self.at(at + 2).split_once(':').unwrap_or((self.at(at + 2), "0"));
        let hour =
            hour.parse().ok().or_else(|| crate::quantities::number::word(hour).map(|hour| hour as i8))?;
        let minute: i8 = minute.parse().ok()?;
        let after = self.at(at + 3) == "de" && self.at(at + 4) == "la";
        let part = if after { part(self.at(at + 5)) } else { None };
        let late = matches!(part, Some("AF" | "NI")) || self.at(at + 3).starts_with("p.m");
        let length = 3 + if part.is_some() { 3 } else { usize::from(self.at(at + 3).ends_with(".m.")) };
        let valid = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (length > 3 || self.at(at + 2).contains(':'));
        valid.then_some((
            length,
            Saying::Clock(if late && hour < 12 { hour + 12 } else { hour }, minute),
            None,
            None,
        ))
    }

    fn spanish_simple(&self, at: usize) -> Option<Match> {
        let simple = |saying| Some((1, saying, None, None));
        match self.at(at) {
            "hoy" => simple(Saying::Away(Unit::Day, 0)),
            "ayer" => simple(Saying::Away(Unit::Day, -1)),
            "anteayer" => simple(Saying::Away(Unit::Day, -2)),
            "anoche" => Some((1, Saying::Away(Unit::Day, -1), Some("NI"), None)),
            "mañana" if at == 0 || !self.is(at - 1, &["la", "de", "esta", "una", "por"]) => {
                simple(Saying::Away(Unit::Day, 1))
            }
            "ahora" | "actualmente" => simple(Saying::Vague("PRESENT_REF")),
            _ => self.year_or_clock(at),
        }
    }
}

fn decade(word: &str) -> Option<i16> {
    let tens = ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
    tens.iter().position(|it| *it == word).map(|at| 1920 + 10 * at as i16)
}
