//! Clock times and parts of the day in Spanish: "a las 14:30 horas", "las cinco y media de la tarde", "la noche del 3 al 4
//! de mayo", "ayer por la tarde". A clock time is of the day told before it or of none.

use super::super::expression::{Saying, Unit};
use super::super::grammar::{Match, Words};
use super::super::words::{part, weekday};
use super::{plain, told};

impl Words<'_> {
    /// A part of the day, with the day it is of.
    pub(super) fn part_of_day(&self, at: usize) -> Option<Match> {
        let this = usize::from(self.is(at, &["esta"]));
        let same = usize::from(this == 1 && self.at(at + 1) == "misma");
        let start = at + this + same;
        let found = part_at(self.at(start))?;
        if this == 1 {
            return Some((start + 1 - at, Saying::Away(Unit::Day, 0), Some(found), None));
        }
        let next = start + 1 + usize::from(self.is(start + 1, &["de", "del"]));
        if next == start + 1 {
            return None;
        }
        let next =
            next + usize::from(self.is(next, &["el", "este", "ese"]) && weekday(self.at(next + 1)).is_some());
        if let Some((saying, length)) = self.between_days(next, found) {
            return Some((next - at + length, saying, Some(found), None));
        }
        let (length, saying, inner, _) = self.spanish_point(next)?;
        (is_day(&saying) && inner.is_none()).then_some((next - at + length, saying, Some(found), None))
    }

    /// "3 al 4 de mayo", "lunes al martes" after "noche del": the night is the first day's, the small hours the second's.
    fn between_days(&self, at: usize, part: &str) -> Option<(Saying, usize)> {
        let (length, saying, ..) = self.spanish_point(at)?;
        let second = at + length + usize::from(self.is(at + length, &["a", "al"]));
        if second == at + length || !is_day(&saying) {
            return None;
        }
        let second = second + usize::from(self.at(second) == "el");
        let (more, later, ..) = self.spanish_point(second)?;
        is_day(&later).then(|| (if part == "MO" { later } else { saying }, second + more - at))
    }

    /// A day with the part of it that is said after it: "ayer por la tarde", "el lunes al mediodía".
    pub(super) fn with_part(&self, at: usize, found: Match) -> Match {
        let (length, saying, inner, modifier) = found;
        if inner.is_some() || !is_day(&saying) {
            return (length, saying, inner, modifier);
        }
        let end = at + length;
        let after = match (self.at(end), self.at(end + 1)) {
            ("por" | "en" | "a", "la") => part(self.at(end + 2)).map(|part| (part, 3)),
            ("de", "madrugada") => Some(("MO", 2)),
            ("al" | "a", "mediodía") => Some(("MI", 2)),
            ("a", "medianoche") => Some(("NI", 2)),
            _ => None,
        };
        match after {
            Some((part, more)) => (length + more, saying, Some(part), modifier),
            None => (length, saying, None, modifier),
        }
    }

    /// "las 14:30 horas", "la una de la tarde", "20:30 h". An hour that may be of either half of the day is none.
    pub(super) fn spanish_clock(&self, at: usize) -> Option<Match> {
        let article = self.is(at, &["las", "la"]);
        let start = at + usize::from(article);
        let (hour, minute, mut next, mut exact) = self.hour_at(start, article)?;
        if self.is(next, &["horas", "hora", "h", "hs", "hrs", "h.", "hs.", "hrs."]) {
            exact = true;
            next += 1;
        }
        let mut late = None;
        let said = match (self.at(next), self.at(next + 1), self.at(next + 2)) {
            ("de" | "en" | "por", "la", word) => part(word).map(|it| (it, 3)),
            ("del", "mediodía", _) => Some(("AF", 2)),
            ("del", "día", word)
                if !matches!(word, "siguiente" | "anterior") && self.day_at(next + 2).is_none() =>
            {
                Some(("AF", 2))
            }
            ("a.m." | "a.m" | "am", ..) => Some(("MO", 1)),
            ("p.m." | "p.m" | "pm", ..) => Some(("AF", 1)),
            ("a", ".", "m") => Some(("MO", 3)),
            ("p", ".", "m") => Some(("AF", 3)),
            _ => None,
        };
        if let Some((part, more)) = said {
            late = Some(matches!(part, "AF" | "NI") && !(part == "NI" && (hour == 12 || hour < 5)));
            next += more;
        }
        // "A las ocho" may be either half's, and "las 14" anything.
        let open = late.is_none() && (1..=12).contains(&hour);
        if !exact && (open || !article) {
            return None;
        }
        let hour = match late {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let of = next + usize::from(self.is(next, &["de", "del", ","]));
        let of = of + usize::from(of > next && self.at(of) == "el");
        if let Some((length, saying, None, _)) =
            self.spanish_point(of).filter(|found| of > next && is_day(&found.1))
        {
            return Some(plain(of - at + length, Saying::ClockOn(hour, minute, Box::new(saying))));
        }
        Some(plain(next - at, told(Saying::ClockOn(hour, minute, Box::new(Saying::Away(Unit::Day, 0))))))
    }

    /// Hour, minute, the word after them, and whether the digits leave no half of the day open.
    fn hour_at(&self, at: usize, article: bool) -> Option<(i8, i8, usize, bool)> {
        let word = self.at(at);
        let digits = word.starts_with(|c: char| c.is_ascii_digit());
        if digits && word.contains([':', '.']) {
            let (hour, minute) = word.split_once([':', '.'])?;
            let colon = word.contains(':');
            // "23.40 horas" is a time after "las" only.
            let timed = colon || article;
            let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
            let valid = (0..24).contains(&hour) && (0..60).contains(&minute) && timed && word.len() > 3;
            return valid.then_some((hour, minute, at + 1, article || word.len() == 5));
        }
        let (hour, length) = self.cardinal(at).filter(|_| article || digits)?;
        let hour = i8::try_from(hour).ok().filter(|hour| (0..=24).contains(hour))? % 24;
        let next = at + length;
        let (minute, more) = match (self.at(next), self.at(next + 1)) {
            ("y", "media") => (30, 2),
            ("y", "cuarto") => (15, 2),
            ("menos", "cuarto") => (-15, 2),
            ("en", "punto") => (0, 2),
            ("y", _) if article && !digits => match self.cardinal(next + 1) {
                Some((minute, length)) if (1..60).contains(&minute) => (minute as i8, 1 + length),
                _ => (0, 0),
            },
            ("menos", _) if article && !digits => match self.cardinal(next + 1) {
                Some((minute, length)) if (1..31).contains(&minute) => (-(minute as i8), 1 + length),
                _ => (0, 0),
            },
            _ => (0, 0),
        };
        let (hour, minute) = if minute < 0 { ((hour + 23) % 24, minute + 60) } else { (hour, minute) };
        // "las 14", "las 24 horas del día".
        let day = self.at(next) == "horas" && self.is(next + 1, &["del", "siguientes", "de"]);
        let before = at.checked_sub(2).map_or("", |before| self.at(before));
        let timed = ["a", "siendo", "desde", "hasta", "hacia", "sobre"].contains(&before);
        let counted = !digits && article && self.at(next) == "horas" && !timed;
        (!day && !counted && (article || self.is(next, &["a.m.", "p.m.", "am", "pm", "a.m", "p.m"])))
            .then_some((hour, minute, next + more, hour > 12))
    }
}

fn part_at(word: &str) -> Option<&'static str> {
    match word {
        "mediodía" => Some("MI"),
        "medianoche" => Some("NI"),
        word => part(word).filter(|_| !matches!(word, "morning" | "afternoon" | "evening" | "night")),
    }
}

/// Whether it names one day.
fn is_day(saying: &Saying) -> bool {
    match saying {
        Saying::Calendar(_, _, day) | Saying::Month(_, day, _) | Saying::MonthOf(_, day, _) => day.is_some(),
        Saying::Weekday(..)
        | Saying::MonthOn(..)
        | Saying::WeekdayOf(..)
        | Saying::DayOf(..)
        | Saying::Feast(..) => true,
        Saying::Away(unit, _) | Saying::Later(unit, _) => *unit == Unit::Day,
        Saying::Told(saying) => is_day(saying),
        _ => false,
    }
}
