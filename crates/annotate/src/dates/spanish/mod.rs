//! The grammar of time expressions in Spanish, of every country and register: which kind begins at a word. Calendar days,
//! relative dates, clock times and named days each have a file. Never resolves them.

mod calendar;
mod clock;
mod named;
mod numerals;
mod relative;

use super::expression::{Saying, Unit};
use super::grammar::{Match, Words};

/// A saying of so many words, without part of the day or modifier.
const fn plain(length: usize, saying: Saying) -> Match {
    (length, saying, None, None)
}

/// A date counted from the one told before it.
fn told(saying: Saying) -> Saying {
    Saying::Told(Box::new(saying))
}

/// Words that ask for a noun after a number, so that "los ochenta" is a decade only without one.
const AFTER_DATE: [&str; 44] = [
    "", ".", ",", ";", ":", ")", "»", "”", "\"", "?", "!", "…", "—", "–", "-", "y", "e", "o", "a", "al",
    "ante", "con", "cuando", "de", "del", "desde", "en", "entre", "fue", "fueron", "ha", "hasta", "hubo",
    "la", "los", "las", "lo", "no", "para", "por", "pero", "que", "se", "tras",
];

impl Words<'_> {
    /// The expression that begins at `at`, in Spanish. An article before it does not belong to it.
    pub(super) fn spanish(&self, at: usize) -> Option<Match> {
        self.edge(at)
            .or_else(|| self.so_far(at))
            .or_else(|| self.part_of_day(at))
            .or_else(|| self.spanish_clock(at))
            .or_else(|| self.spanish_point(at).map(|found| self.with_part(at, found)))
            .or_else(|| self.spanish_length(at))
            .or_else(|| self.spanish_vague(at))
            .or_else(|| self.year_or_clock(at))
    }

    /// What has its own place on the calendar: days, months, years, decades, feasts, units counted from elsewhere.
    fn spanish_point(&self, at: usize) -> Option<Match> {
        self.spanish_feast(at)
            .or_else(|| self.calendar(at))
            .or_else(|| self.decade_or_century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.counted_away(at))
            .or_else(|| self.relative_unit(at))
            .or_else(|| self.spanish_simple(at))
    }

    /// "a mediados de marzo", "a principios de año", "fines del mes pasado".
    fn edge(&self, at: usize) -> Option<Match> {
        let noun = at + usize::from(self.is(at, &["a", "desde", "hacia", "para"]));
        let modifier = match self.at(noun) {
            "principios" | "principio" | "comienzos" | "inicios" => "START",
            "mediados" => "MID",
            "finales" | "fines" => "END",
            "fin" if noun > at => "END",
            _ => return None,
        };
        let of = noun + 1;
        if !self.is(of, &["de", "del"]) || self.at(of + 1) == "semana" {
            return None;
        }
        let next = of + 1 + usize::from(self.is(of + 1, &["la", "el", "los"]));
        let whole = self.unit_at(next).filter(|(_, times)| *times == 1.0).map(|(unit, _)| unit);
        let (length, saying) = match self.spanish_point(next).or_else(|| self.year_or_clock(next)) {
            Some((length, saying, ..)) if !matches!(saying, Saying::Clock(..)) => (length, saying),
            _ => (1, Saying::Away(whole?, 0)),
        };
        Some((next - at + length, saying, None, Some(modifier)))
    }

    /// "en lo que va de año", "lo que va del mes", "lo que va de 2024".
    fn so_far(&self, at: usize) -> Option<Match> {
        if self.at(at) != "lo" || self.at(at + 1) != "que" || !self.is(at + 2, &["va", "iba"]) {
            return None;
        }
        let next = at + 3 + usize::from(self.is(at + 3, &["de", "del"]));
        let next = next + usize::from(self.is(next, &["el", "la"]));
        let (length, saying) = match self.spanish_point(next).or_else(|| self.year_or_clock(next)) {
            Some((length, saying, ..)) => (length, saying),
            None => (1, Saying::Away(self.unit_at(next)?.0, 0)),
        };
        Some(plain(next - at + length, saying))
    }

    /// "hoy", "ayer", "anteayer": days named from the day of writing.
    fn spanish_simple(&self, at: usize) -> Option<Match> {
        let before = at.checked_sub(1).map_or("", |before| self.at(before));
        let day = |length, days| Some(plain(length, Saying::Away(Unit::Day, days)));
        let found = match (self.at(at), self.at(at + 1)) {
            // "el hoy occiso", "al hoy detenido" speak of no day; "hoy en día" of no one day.
            ("hoy", "en") if self.at(at + 2) == "día" => Some(plain(3, Saying::Vague("PRESENT_REF"))),
            ("hoy", "día") => Some(plain(2, Saying::Vague("PRESENT_REF"))),
            ("hoy", _) if ["el", "la", "los", "las", "al", "del"].contains(&before) => None,
            ("hoy", _) => day(1, 0),
            ("ayer", _) => day(1, -1),
            ("anteayer" | "antier" | "antes", _) if self.at(at) != "antes" => day(1, -2),
            ("antes", "de") if self.at(at + 2) == "ayer" => day(3, -2),
            ("trasanteayer" | "trasantier", _) => day(1, -3),
            ("anoche", _) => Some((1, Saying::Away(Unit::Day, -1), Some("NI"), None)),
            ("antenoche" | "anteanoche" | "antinoche", _) => {
                Some((1, Saying::Away(Unit::Day, -2), Some("NI"), None))
            }
            ("pasado", "mañana") => day(2, 2),
            ("mañana", _)
                if ![
                    "la", "de", "esta", "una", "por", "cada", "otra", "primera", "aquella", "esa", "del", "a",
                ]
                .contains(&before) =>
            {
                day(1, 1)
            }
            _ => None,
        };
        // "mañana mismo", "ayer domingo", "mañana lunes": the weekday only repeats it.
        found.map(|(length, saying, part, modifier)| {
            let more = match self.at(at + length) {
                "mismo" => 1,
                "," if self.weekday_at(at + length + 1).is_some() => 2,
                word if super::words::weekday(word).is_some() => 1,
                _ => 0,
            };
            (length + more, saying, part, modifier)
        })
    }

    fn spanish_vague(&self, at: usize) -> Option<Match> {
        let present = |length| Some(plain(length, Saying::Vague("PRESENT_REF")));
        let past = |length| Some(plain(length, Saying::Vague("PAST_REF")));
        match (self.at(at), self.at(at + 1)) {
            ("ahora", _) => present(1 + usize::from(self.at(at + 1) == "mismo")),
            ("actualmente", _) => present(1),
            ("recientemente" | "últimamente" | "antaño" | "otrora", _) => past(1),
            ("hace", "poco" | "rato" | "mucho") => {
                let more = usize::from(self.at(at + 2) == "tiempo");
                (!self.is(at + 2, &["más", "menos", "que"]))
                    .then(|| plain(2 + more, Saying::Vague("PAST_REF")))
            }
            ("próximamente", _) => Some(plain(1, Saying::Vague("FUTURE_REF"))),
            ("actualidad", _) if at > 1 && self.at(at - 2) == "en" => present(1),
            ("futuro", _) if at > 1 && self.is(at - 1, &["el", "un"]) && self.is(at - 2, &["en", "para"]) => {
                Some(plain(1, Saying::Vague("FUTURE_REF")))
            }
            _ => None,
        }
    }
}
