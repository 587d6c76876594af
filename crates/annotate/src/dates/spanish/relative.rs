//! Stretches of time counted from another day, and lengths of time, in Spanish: "hace poco más de tres semanas", "al día
//! siguiente", "la semana pasada", "año y medio". Counts from the day of writing and from the date told before are kept
//! apart; a count from an event that the text gives no date is a length.

use super::super::expression::{Saying, Unit};
use super::super::grammar::{Match, Words};
use super::super::words::{part, unit};
use super::plain;

/// So many of a unit; `None` for an unknown number.
type Part = (Unit, Option<f64>);

impl Words<'_> {
    /// A unit, and how many of it the word is: "quincena" is fifteen days.
    pub(super) fn unit_at(&self, at: usize) -> Option<(Unit, f64)> {
        Some(match self.at(at) {
            "quincena" | "quincenas" => (Unit::Day, 15.0),
            "bimestre" | "bimestres" => (Unit::Month, 2.0),
            "cuatrimestre" | "cuatrimestres" => (Unit::Month, 4.0),
            "semestre" | "semestres" => (Unit::Month, 6.0),
            "bienio" => (Unit::Year, 2.0),
            "trienio" => (Unit::Year, 3.0),
            "cuatrienio" => (Unit::Year, 4.0),
            "lustro" | "lustros" | "quinquenio" | "quinquenios" => (Unit::Year, 5.0),
            "sexenio" | "sexenios" => (Unit::Year, 6.0),
            "h" | "hs" | "hrs" | "hrs." | "hs." | "h." => (Unit::Hour, 1.0),
            "min" | "min." => (Unit::Minute, 1.0),
            // A working day, and half of "the second".
            "jornada" | "jornadas" | "segundo" | "second" => return None,
            word => (unit(word)?, 1.0),
        })
    }

    /// A count of units with what tempers it: "poco más de tres", "un par de", "varios"; `None` for an unknown number.
    fn spanish_count(&self, at: usize) -> Option<(Option<f64>, usize)> {
        const TEMPERED: [&[&str]; 20] = [
            &["poco", "más", "de"],
            &["poco", "menos", "de"],
            &["algo", "más", "de"],
            &["algo", "menos", "de"],
            &["más", "o", "menos"],
            &["más", "de"],
            &["menos", "de"],
            &["cerca", "de"],
            &["alrededor", "de"],
            &["al", "menos"],
            &["por", "lo", "menos"],
            &["ya"],
            &["casi"],
            &["apenas"],
            &["unos"],
            &["unas"],
            &["aproximadamente"],
            &["exactamente"],
            &["solo"],
            &["como"],
        ];
        let fits = |words: &[&str]| words.iter().enumerate().all(|(by, word)| self.at(at + by) == *word);
        let tempered = TEMPERED.iter().find(|words| fits(words)).map_or(0, |words| words.len());
        let start = at + tempered;
        let (count, length) = match (self.at(start), self.at(start + 1)) {
            ("un", "par") => (Some(2.0), 2 + usize::from(self.at(start + 2) == "de")),
            (
                "varios" | "varias" | "algunos" | "algunas" | "muchos" | "muchas" | "pocos" | "pocas"
                | "bastantes" | "tantos" | "tantas",
                _,
            ) => (None, 1),
            ("medio" | "media", _) => (Some(0.5), 1),
            _ if self.at(start).contains(['.', ',']) => {
                (Some(crate::quantities::number::parse(self.at(start))?.value), 1)
            }
            _ => match self.cardinal(start) {
                Some((count, length)) => (Some(count as f64), length),
                // "unos días", "hace años".
                None if tempered > 0 && self.is(start - 1, &["unos", "unas"]) => (None, 0),
                None => return None,
            },
        };
        Some((count, tempered + length))
    }

    /// A length: its parts, and how many words it has. "tres años y cuatro meses", "hora y media".
    fn length_at(&self, at: usize) -> Option<(Vec<Part>, usize)> {
        let (count, length) = self.spanish_count(at).or_else(|| {
            let half = self.at(at + 1) == "y" && self.is(at + 2, &["medio", "media"]);
            half.then_some((Some(1.0), 0))
        })?;
        let (unit, times) = self.unit_at(at + length)?;
        let abbreviated =
            self.at(at + length).trim_end_matches('.').len() < 4 && self.at(at + length) != "mes";
        if length == 0 && self.at(at + length).ends_with('s') && self.at(at) != "mes"
            || abbreviated
                && !matches!(self.at(at + length), "día" | "dia" | "año")
                && !self.at(at).starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let mut end = at + length + 1;
        let mut parts = vec![(unit, count.map(|count| count * times))];
        if self.at(end) == "y" && self.is(end + 1, &["medio", "media"]) {
            parts[0].1 = count.map(|count| (count + 0.5) * times);
            end += 2;
        } else {
            // "tres años, dos meses y cuatro días".
            while let Some((next, smaller, more)) = self.smaller_at(end, parts[parts.len() - 1].0) {
                parts.push((smaller, Some(next)));
                end += more;
            }
        }
        Some((parts, end - at))
    }

    /// "y cuatro meses" after years.
    fn smaller_at(&self, at: usize, than: Unit) -> Option<(f64, Unit, usize)> {
        let joined = usize::from(self.is(at, &["y", ",", "con"]));
        let (count, length) = self.cardinal(at + joined).filter(|_| joined == 1)?;
        let (unit, times) = self.unit_at(at + joined + length)?;
        let ranks = [Unit::Year, Unit::Month, Unit::Week, Unit::Day, Unit::Hour, Unit::Minute, Unit::Second];
        let rank = |unit: Unit| ranks.iter().position(|it| *it == unit);
        (times == 1.0 && rank(unit)? > rank(than)?).then_some((count as f64, unit, joined + length + 1))
    }

    /// What is counted from a day: "hace tres años", "dos días después", "un mes atrás", "dentro de una semana".
    pub(super) fn counted_away(&self, at: usize) -> Option<Match> {
        if self.at(at) == "hace" || self.at(at) == "hacía" {
            if let Some((unit, _)) = self.unit_at(at + 1).filter(|_| self.at(at + 1).ends_with('s')) {
                let long = matches!(
                    unit,
                    Unit::Year | Unit::Decade | Unit::Century | Unit::Month | Unit::Week | Unit::Day
                );
                return long.then(|| plain(2, Saying::Vague("PAST_REF")));
            }
            let (parts, length) = self.length_at(at + 1)?;
            let sum = whole(&parts);
            // "Desde hace once años" is how long.
            if at > 0 && self.at(at - 1) == "desde" {
                return Some(plain(1 + length, lasting(&parts)));
            }
            // "hacía tres años" counts from the time of the story.
            let saying = match sum {
                Some((unit, count)) if self.at(at) == "hace" => Saying::Away(unit, -count),
                Some((unit, count)) => Saying::Later(unit, -count),
                None => Saying::Vague("PAST_REF"),
            };
            return Some(plain(1 + length, saying));
        }
        if self.at(at) == "dentro" && self.at(at + 1) == "de" {
            let (parts, length) = self.length_at(at + 2)?;
            let (unit, count) = whole(&parts)?;
            return Some(plain(2 + length, Saying::Away(unit, count)));
        }
        let (parts, length) = self.length_at(at)?;
        let end = at + length;
        let away = |more: usize, sign: i64, from_writing: bool| {
            let (unit, count) = whole(&parts)?;
            let of = self.is(end + more, &["de", "del", "que"]);
            let hours = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
            let saying = match from_writing {
                true => Saying::Away(unit, sign * count),
                // "Dos días después de la detención" counts from what has no date here, and hours after a day may be in
                // the next: how long it was is all that is sure.
                false if of || hours => lasting(&parts),
                false => Saying::Later(unit, sign * count),
            };
            Some(plain(length + more, saying))
        };
        match (self.at(end), self.at(end + 1)) {
            ("después" | "luego", _) => away(1, 1, false),
            ("más", "tarde") => away(2, 1, false),
            ("antes", _) => away(1, -1, false),
            ("atrás", _) => away(1, -1, true),
            _ => None,
        }
    }

    /// "la semana pasada", "este año", "el mes que viene", "al día siguiente", "ese mismo día", "la víspera", "día de ayer".
    pub(super) fn relative_unit(&self, at: usize) -> Option<Match> {
        if let Some(found) = self.weekend(at) {
            return Some(found);
        }
        if self.at(at) == "víspera" {
            let alone = at > 0 && self.at(at - 1) == "la" && !self.is(at + 1, &["de", "del"]);
            return alone.then(|| plain(1, Saying::Later(Unit::Day, -1)));
        }
        let shift = match self.at(at) {
            "pasada" | "pasado" | "última" | "último" => Some(-1),
            "este" | "esta" | "presente" | "corriente" | "actual" => Some(0),
            "próxima" | "próximo" => Some(1),
            _ => None,
        };
        if let Some(shift) = shift {
            let same = usize::from(self.is(at + 1, &["mismo", "misma"]));
            let (unit, _) = self.unit_at(at + 1 + same).filter(|(_, times)| *times == 1.0)?;
            let singular = !self.at(at + 1 + same).ends_with('s') || self.at(at + 1 + same) == "mes";
            // "la última hora", "este día" name no day of a calendar.
            let calendar = !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Weekend);
            return (singular && calendar).then(|| plain(2 + same, Saying::Away(unit, shift)));
        }
        if let Some(found) = self.demonstrative(at) {
            return Some(found);
        }
        let word = self.at(at);
        if word == "otro" && self.at(at + 1) == "día" && at > 0 && self.at(at - 1) == "al" {
            return Some(plain(2, Saying::Later(Unit::Day, 1)));
        }
        if let Some(part) = part(word) {
            return match self.at(at + 1) {
                "siguiente" => Some((2, Saying::Later(Unit::Day, 1), Some(part), None)),
                "anterior" | "previa" => Some((2, Saying::Later(Unit::Day, -1), Some(part), None)),
                _ => None,
            };
        }
        let (found, times) = self.unit_at(at)?;
        if word.ends_with('s') && word != "mes" || times != 1.0 {
            return None;
        }
        if matches!(found, Unit::Hour | Unit::Minute | Unit::Second) {
            return None;
        }
        match (self.at(at + 1), self.at(at + 2)) {
            ("pasado" | "pasada" | "último" | "última", _) => Some(plain(2, Saying::Away(found, -1))),
            ("próximo" | "próxima" | "entrante" | "venidero" | "venidera", _) => {
                Some(plain(2, Saying::Away(found, 1)))
            }
            ("que", "viene" | "entra") => Some(plain(3, Saying::Away(found, 1))),
            ("en", "curso") => Some(plain(3, Saying::Away(found, 0))),
            ("corriente" | "actual", _) => Some(plain(2, Saying::Away(found, 0))),
            ("siguiente" | "posterior", _) => Some(plain(2, Saying::Later(found, 1))),
            ("anterior" | "previo" | "previa", _) => Some(plain(2, Saying::Later(found, -1))),
            ("de", "hoy" | "ayer" | "mañana") if found == Unit::Day => {
                let (length, saying, part, modifier) = self.spanish_simple(at + 2)?;
                Some((2 + length, saying, part, modifier))
            }
            _ => None,
        }
    }

    /// "ese día", "aquella misma noche", "el mismo mes": of the date told before.
    fn demonstrative(&self, at: usize) -> Option<Match> {
        let start = match (self.at(at), self.at(at + 1)) {
            ("ese" | "esa" | "aquel" | "aquella" | "dicho" | "dicha", "mismo" | "misma") => at + 2,
            ("ese" | "esa" | "aquel" | "aquella" | "dicho" | "dicha" | "mismo" | "misma", _) => at + 1,
            _ => return None,
        };
        let length = start + 1 - at;
        if let Some(part) = part(self.at(start)) {
            return Some((length, Saying::Later(Unit::Day, 0), Some(part), None));
        }
        let (found, times) = self.unit_at(start)?;
        let word = self.at(start);
        let fits = matches!(found, Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade);
        let singular = !word.ends_with('s') || word == "mes";
        (fits && singular && times == 1.0).then(|| plain(length, Saying::Later(found, 0)))
    }

    /// "el fin de semana pasado", "este fin de semana".
    fn weekend(&self, at: usize) -> Option<Match> {
        let mut shift = match self.at(at) {
            "pasado" | "último" => Some(-1),
            "próximo" => Some(1),
            "este" | "presente" => Some(0),
            _ => None,
        };
        let start = at + usize::from(shift.is_some());
        if self.at(start) != "fin" || self.at(start + 1) != "de" || self.at(start + 2) != "semana" {
            return None;
        }
        let mut length = start + 3 - at;
        match (self.at(start + 3), self.at(start + 4)) {
            ("pasado" | "último", _) => (shift, length) = (Some(-1), length + 1),
            ("próximo" | "entrante", _) => (shift, length) = (Some(1), length + 1),
            ("que", "viene") => (shift, length) = (Some(1), length + 2),
            ("siguiente", _) => return Some(plain(length + 1, Saying::Later(Unit::Weekend, 1))),
            ("anterior", _) => return Some(plain(length + 1, Saying::Later(Unit::Weekend, -1))),
            ("largo", _) => length += 1,
            _ => {}
        }
        Some(plain(length, Saying::Away(Unit::Weekend, i64::from(shift.unwrap_or(0)))))
    }

    /// A length of time by itself: "tres años y cuatro meses", "últimos dos días", "72 horas".
    pub(super) fn spanish_length(&self, at: usize) -> Option<Match> {
        if self.is(
            at,
            &["últimos", "últimas", "próximos", "próximas", "pasados", "pasadas", "primeros", "primeras"],
        ) {
            if let Some((unit, times)) = self.unit_at(at + 1).filter(|_| self.at(at + 1).ends_with('s')) {
                let unknown = times == 1.0 && !self.at(at).starts_with("primer");
                return unknown.then(|| plain(2, Saying::Length(unit, None)));
            }
            let (parts, length) = self.length_at(at + 1)?;
            return Some(plain(1 + length, lasting(&parts)));
        }
        // "los tres últimos meses".
        if let Some((count, length)) = self.cardinal(at)
            && self.is(
                at + length,
                &["últimos", "últimas", "primeros", "primeras", "próximos", "próximas", "largos", "largas"],
            )
            && let Some((unit, times)) = self.unit_at(at + length + 1)
        {
            return Some(plain(length + 2, Saying::Length(unit, Some(count as f64 * times))));
        }
        let (parts, length) = self.length_at(at)?;
        (!self.is_age(at, length, &parts)).then(|| plain(length, lasting(&parts)))
    }

    /// "Luis Tovar, de 34 años", "una mujer de 60 años", "tiene 12 años": how old somebody is, no length of anything.
    fn is_age(&self, at: usize, length: usize, parts: &[Part]) -> bool {
        const PEOPLE: [&str; 34] = [
            "mayor",
            "mayores",
            "menor",
            "menores",
            "mujer",
            "mujeres",
            "hombre",
            "hombres",
            "joven",
            "jóvenes",
            "niño",
            "niña",
            "niños",
            "niñas",
            "anciano",
            "anciana",
            "varón",
            "varones",
            "muchacho",
            "muchacha",
            "chico",
            "chica",
            "señor",
            "señora",
            "adolescente",
            "adolescentes",
            "persona",
            "personas",
            "hijo",
            "hija",
            "interno",
            "interna",
            "ciudadano",
            "ciudadana",
        ];
        if !matches!(parts, [(Unit::Year | Unit::Month, Some(_))]) {
            return false;
        }
        let word = |back: usize| at.checked_sub(back).map_or("", |at| self.at(at));
        let end = at + length;
        let ends = self.is(end, &["", ",", ".", ";", ")", "»", "”", "y", "—"]);
        let of_person = word(1) == "de" && (word(2) == "," || PEOPLE.contains(&word(2)) || word(2) == "edad");
        let tempered = word(2) == "de" && ["unos", "casi", "apenas"].contains(&word(1));
        let has = ["tiene", "tenía", "tengo", "tienes", "cumplió", "cumple", "cumplía", "cumplir", "tenían"];
        self.at(end) == "de" && self.at(end + 1) == "edad"
            || of_person
            || tempered && (word(3) == "," || PEOPLE.contains(&word(3)))
            || word(1) == "de"
                && self.is(at, &["unos", "casi", "más", "menos", "apenas"])
                && PEOPLE.contains(&word(2))
            || has.contains(&word(1)) && ends
            || word(1) == ","
                && (self.at(end) == ")" || ends && self.capital.get(at.wrapping_sub(2)) == Some(&true))
    }
}

/// A count of one unit that has no rest: a year and a half is eighteen months.
fn whole(parts: &[Part]) -> Option<(Unit, i64)> {
    let [(unit, count)] = parts else { return None };
    let (unit, count) = finer(*unit, (*count)?);
    (count.fract() == 0.0).then_some((unit, count as i64))
}

/// The same length in a finer unit where that has no rest.
fn finer(unit: Unit, count: f64) -> (Unit, f64) {
    match unit {
        _ if count.fract() == 0.0 => (unit, count),
        Unit::Hour => (Unit::Minute, count * 60.0),
        Unit::Day => (Unit::Hour, count * 24.0),
        Unit::Year => (Unit::Month, count * 12.0),
        Unit::Decade => (Unit::Year, count * 10.0),
        Unit::Century => (Unit::Year, count * 100.0),
        _ => (unit, count),
    }
}

fn lasting(parts: &[Part]) -> Saying {
    match parts {
        [(unit, Some(count))] => {
            let (unit, count) = finer(*unit, *count);
            Saying::Length(unit, Some(count))
        }
        [(unit, None)] => Saying::Length(*unit, None),
        parts => {
            Saying::Compound(parts.iter().filter_map(|(unit, count)| Some((*unit, (*count)?))).collect())
        }
    }
}
