//! From what people have to what the `estimate` room asks for: histories of persons over lists, tables given as files, and
//! what is declared of the lists (copies, lists that exclude one another, periods). Estimates and words nothing.

pub mod from_case;

use std::io::BufRead;

use anyhow::Result;
use estimate::csv::Tables;
use estimate::latent::run::Settings as LatentSettings;
use estimate::{Apart, EstimateRecord, History, Never, Options, Question, Table, TableError};
use jiff::civil::Date;

use crate::trouble::Trouble;
use crate::words;

/// Persons over lists, as a register has them. A mask has bit `j` set for who is on list `j`; a mask of 0 counts nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histories {
    /// The lists' names.
    pub lists: Vec<String>,
    /// How many persons have each history, as the linkage stands. A mask may come twice.
    pub histories: Vec<(u64, u64)>,
    /// The same for each draw of the linkage, where it was drawn.
    pub draws: Vec<Vec<(u64, u64)>>,
    /// The same persons by stratum, such as a month or a place; empty for none. A stratum of nobody is left out.
    pub strata: Vec<(String, Vec<(u64, u64)>)>,
    /// Lists that copy one another or derive from one another, by number: they are made one.
    pub copies: Vec<(usize, usize)>,
    /// How many entries of each list are of a person that the list has already.
    pub duplicates: Vec<u64>,
}

impl Histories {
    /// From overlaps: for each set of lists, who is on exactly these.
    #[must_use]
    pub fn of(overlaps: &[(Vec<bool>, u64)], lists: &[String]) -> Self {
        let mask =
            |on: &[bool]| on.iter().enumerate().fold(0, |mask, (list, on)| mask | u64::from(*on) << list);
        let histories = overlaps.iter().map(|(on, count)| (mask(on), *count)).collect();
        Self { lists: lists.to_vec(), histories, ..Self::default() }
    }

    /// The question to ask of them.
    ///
    /// # Errors
    /// With fewer than two or more than ten lists, or nobody on them.
    pub fn question(&self) -> Result<Question, TableError> {
        let table = |histories: &[(u64, u64)]| -> Result<Table, TableError> {
            let cells = histories.iter().filter(|(mask, _)| *mask != 0).map(|(mask, count)| {
                let history = History::try_from(*mask).map_err(|_| TableError::NoSuchHistory {
                    history: History::MAX,
                    lists: self.lists.len(),
                });
                Ok((history?, *count))
            });
            // Too many lists are told before histories that do not fit.
            let cells = match self.lists.len() {
                0..=estimate::table::MOST_LISTS => cells.collect::<Result<Vec<_>, TableError>>()?,
                _ => vec![],
            };
            Table::new(self.lists.clone(), cells)
        };
        let anybody = |(_, histories): &&(String, Vec<(u64, u64)>)| {
            histories.iter().any(|(mask, count)| *mask != 0 && *count > 0)
        };
        let mut strata: Vec<_> = self.strata.iter().filter(anybody).collect();
        strata.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(Question {
            table: table(&self.histories)?,
            strata: strata
                .into_iter()
                .map(|(name, histories)| Ok((name.clone(), table(histories)?)))
                .collect::<Result<_, _>>()?,
            draws: self.draws.iter().map(|draw| table(draw)).collect::<Result<_, _>>()?,
        })
    }

    /// Adds what is known of the lists to the options.
    #[must_use]
    pub fn declare(&self, options: Options) -> Options {
        let duplicates = self.duplicates.iter().copied().enumerate().filter(|(_, entries)| *entries > 0);
        Options { copies: self.copies.clone(), duplicates: duplicates.collect(), ..options }
    }
}

/// A question with its options, ready to be answered and shown.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The tables.
    pub question: Question,
    /// Seed, settings, declarations.
    pub options: Options,
    /// How the address of the persons with one history begins; the history's number follows. None for tables of nobody
    /// in particular.
    pub people: Option<String>,
}

/// The table of these overlaps.
///
/// # Errors
/// As [`Histories::question`].
pub fn table_of(overlaps: &[(Vec<bool>, u64)], lists: &[String]) -> Result<Table, TableError> {
    Ok(Histories::of(overlaps, lists).question()?.table)
}

/// The usual options. Quick: without latent classes.
#[must_use]
pub fn options(seed: u64, quick: bool) -> Options {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let latent = LatentSettings { threads, ..LatentSettings::usual(seed) };
    Options { latent: (!quick).then_some(latent), ..Options::usual(seed) }
}

/// Reads a table of counted histories or of one row for each person; `name` is what errors call it.
///
/// # Errors
/// When it cannot be read or is no such table: said with the line and the next step.
pub fn read(input: impl BufRead, name: &str) -> Result<Tables, Trouble> {
    estimate::csv::read(input).map_err(|error| words::estimate::unreadable(&error, name))
}

/// The question that files ask. Several files are draws of one uncertain linkage; the first has the strata.
///
/// # Errors
/// When the files do not have the same lists.
pub fn question(mut files: Vec<Tables>) -> Result<Question, Trouble> {
    let same = files.windows(2).all(|two| two[0].pooled.names() == two[1].pooled.names());
    if files.is_empty() || !same {
        return Err(trouble!("estimate-error-draws"));
    }
    let draws = if files.len() > 1 { files.iter().map(|file| file.pooled.clone()).collect() } else { vec![] };
    let first = files.swap_remove(0);
    Ok(Question { table: first.pooled, strata: first.strata, draws })
}

/// The question that files ask, as it was when a record was kept: the first file is one of the draws of the linkage, or
/// stands before them.
///
/// # Errors
/// As [`question`].
pub fn question_of(record: &EstimateRecord, files: Vec<Tables>) -> Result<Question, Trouble> {
    let given = files.len();
    let mut question = question(files)?;
    if given > 1 && record.tables.len() == question.strata.len() + given {
        question.draws.remove(0);
    }
    Ok(question)
}

/// The tables of a question as files that [`read`] and [`question`] take, by name: `table.csv`, with strata where there are
/// any, then the draws.
#[must_use]
pub fn files(question: &Question) -> Vec<(String, String)> {
    let quoted = |text: &str| {
        if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let head = |first: &str, table: &Table| {
        let names: Vec<String> = table.names().iter().map(|name| quoted(name)).collect();
        format!("{first}{},count\n", names.join(","))
    };
    let rows = |first: &str, table: &Table| -> String {
        let people = table.histories().filter(|history| table.counts()[usize::from(*history)] > 0);
        let row = |history: History| {
            let on = (0..table.lists()).map(|list| format!("{},", history >> list & 1)).collect::<String>();
            format!("{first}{on}{}\n", table.counts()[usize::from(history)])
        };
        people.map(row).collect()
    };
    let whole = if question.strata.is_empty() {
        head("", &question.table) + &rows("", &question.table)
    } else {
        let parts = question.strata.iter().map(|(name, table)| rows(&format!("{},", quoted(name)), table));
        head("stratum,", &question.table) + &parts.collect::<String>()
    };
    let draws = question.draws.iter().enumerate();
    let draws = draws.map(|(at, draw)| (format!("draw-{:04}.csv", at + 1), head("", draw) + &rows("", draw)));
    std::iter::once(("table.csv".to_owned(), whole)).chain(draws).collect()
}

/// What a person declares of lists, as written: `police=press`, `prison=2024-01..2024-06`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Lists that copy one another.
    pub copies: Vec<String>,
    /// Lists on which nobody can stand at once.
    pub never: Vec<String>,
    /// The period that a list covers.
    pub periods: Vec<String>,
}

impl Declared {
    /// Adds what is declared to the options.
    ///
    /// # Errors
    /// When a list is not there, or a period cannot be read.
    pub fn declare(&self, lists: &[String], mut options: Options) -> Result<Options, Trouble> {
        for text in &self.copies {
            let lists = numbers(lists, text)?;
            options.copies.extend(lists[1..].iter().map(|list| (lists[0], *list)));
        }
        for text in &self.never {
            options.never.push(Never { lists: numbers(lists, text)?, why: Apart::Design });
        }
        let periods =
            self.periods.iter().map(|text| Period::of(lists, text)).collect::<Result<Vec<_>, _>>()?;
        for (at, one) in periods.iter().enumerate() {
            for other in periods[at + 1..].iter().filter(|other| one.list != other.list && one.apart(other)) {
                options.never.push(Never { lists: vec![one.list, other.list], why: Apart::Periods });
            }
        }
        Ok(options)
    }
}

/// Two lists or more by their names, as in `police=courts`.
fn numbers(lists: &[String], text: &str) -> Result<Vec<usize>, Trouble> {
    let at = |name: &str| lists.iter().position(|list| list == name.trim());
    let found: Option<Vec<usize>> = text.split('=').map(at).collect();
    let apart =
        |found: &Vec<usize>| found.len() > 1 && (1..found.len()).all(|at| !found[..at].contains(&found[at]));
    found.filter(apart).ok_or_else(|| trouble!("estimate-error-pair", pair = text, known = lists.join(", ")))
}

/// The days that a list covers, both ends with them.
struct Period {
    list: usize,
    from: Date,
    to: Date,
}

impl Period {
    /// As in `prison=2024-01..2024-06-15`: a year or a month means the whole of it.
    fn of(lists: &[String], text: &str) -> Result<Self, Trouble> {
        let read = || {
            let (name, days) = text.rsplit_once('=')?;
            let list = lists.iter().position(|list| list == name.trim())?;
            let (from, to) = days.split_once("..")?;
            Some(Self { list, from: day(from, false)?, to: day(to, true)? })
        };
        read()
            .filter(|period| period.from <= period.to)
            .ok_or_else(|| trouble!("estimate-error-period", period = text, known = lists.join(", ")))
    }

    fn apart(&self, other: &Self) -> bool {
        self.to < other.from || other.to < self.from
    }
}

/// The first or last day of a year, a month or a day.
fn day(text: &str, last: bool) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let plain = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let number = |at: usize| parts.get(at).map(|part| part.parse::<i8>());
    let year = parts.first().filter(|year| plain && year.len() == 4)?.parse().ok()?;
    let month = number(1).transpose().ok()?.unwrap_or(if last { 12 } else { 1 });
    let month_first = Date::new(year, month, 1).ok()?;
    match (parts.len(), number(2).transpose().ok()?) {
        (3, Some(day)) => Date::new(year, month, day).ok(),
        (1 | 2, None) => Some(if last { month_first.last_of_month() } else { month_first }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> Vec<String> {
        ["prisión", "prensa", "familias"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_register_becomes_a_question_in_one_call() {
        let overlaps = [(vec![true, false, false], 7), (vec![true, true, false], 3), (vec![false; 3], 9)];
        let mut histories = Histories::of(&overlaps, &lists());
        histories.strata = vec![("2024".into(), vec![(1, 7), (3, 3)]), ("2025".into(), vec![(0, 9)])];
        histories.draws = vec![vec![(1, 8), (3, 2)], vec![(1, 7), (3, 3)]];
        histories.duplicates = vec![0, 4, 0];
        let question = histories.question().expect("three lists");
        assert_eq!(question.table, table_of(&overlaps, &lists()).expect("three lists"));
        assert_eq!((question.table.documented(), question.table.overlap(0, 1)), (10, 3));
        assert_eq!(question.strata.len(), 1, "a stratum of nobody is left out");
        assert_eq!(question.draws[1], question.table);
        assert_eq!(histories.declare(options(1, true)).duplicates, [(1, 4)]);
        let many = Histories { lists: (0..11).map(|at| at.to_string()).collect(), ..Histories::default() };
        assert_eq!(many.question(), Err(TableError::TooManyLists { found: 11 }));
    }

    #[test]
    fn files_ask_the_same_question_again() {
        let strata = vec![("norte, alto".into(), vec![(1, 7)]), ("sur".into(), vec![(3, 3)])];
        let histories = vec![(1, 7), (3, 3)];
        let draws = vec![vec![(1, 8), (3, 2)], vec![(1, 7), (3, 3)]];
        let lists = ["prisión", "prensa", "familias"].map(str::to_owned).to_vec();
        for (strata, draws) in [(strata.clone(), draws), (strata, vec![]), (vec![], vec![vec![(1, 2)]])] {
            let asked = Histories {
                lists: lists.clone(),
                histories: histories.clone(),
                strata,
                draws,
                ..Histories::default()
            };
            let question = asked.question().expect("three lists");
            let record = EstimateRecord::of(&question, &options(1, true));
            let read =
                |(name, text): (String, String)| super::read(text.as_bytes(), &name).expect("as written");
            let again = question_of(&record, files(&question).into_iter().map(read).collect());
            assert_eq!(again.expect("the same lists"), question);
        }
    }

    #[test]
    fn periods_that_do_not_meet_exclude_one_another() {
        let check = |periods: [&str; 2], apart: bool| {
            let declared = Declared { periods: periods.map(str::to_owned).to_vec(), ..Declared::default() };
            let never = declared.declare(&lists(), options(1, true)).expect("they are read").never;
            let wanted = Never { lists: vec![0, 1], why: Apart::Periods };
            assert_eq!(never, if apart { vec![wanted] } else { vec![] }, "{periods:?}");
        };
        check(["prisión=2023..2023", "prensa=2024..2025"], true);
        check(["prisión=2024-01..2024-02", "prensa=2024-02-29..2024-03"], false);
        check(["prisión=2024-01..2024-02-28", "prensa=2024-02-29..2024-03"], true);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for periods in [
            "prisión=2024",
            "cárcel=2024..2025",
            "prisión=2025..2024",
            "prisión=2024-13..2025",
            "prisión=24..25",
        ] {
            let declared = Declared { periods: vec![periods.to_owned()], ..Declared::default() };
            assert!(declared.declare(&lists(), options(1, true)).is_err(), "{periods}");
        }
        for pair in ["prisión", "prisión=prisión", "prisión=nada"] {
            let declared = Declared { never: vec![pair.to_owned()], ..Declared::default() };
            assert!(declared.declare(&lists(), options(1, true)).is_err(), "{pair}");
        }
        let three = Declared { never: vec!["prisión=prensa=familias".into()], ..Declared::default() };
        let never = three.declare(&lists(), options(1, true)).expect("three lists").never;
        assert_eq!(never[0].lists, [0, 1, 2]);
    }
}
