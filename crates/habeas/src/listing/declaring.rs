//! From a proposal, and what a person says about it, to a declared list. Never completes what a person left open: what is
//! not said stays unknown.

use case::lists::{Declared, Lists, Suggestion};
use case::{Catalogue, Item};
use jiff::civil::Date;
use model::{Decision, Event, ItemId, List, ListColumn, ListPlace, Meaning};

use crate::case_folder::OpenCase;
use crate::trouble::Trouble;
use crate::words;

/// What a person says about a list; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// What people call it.
    pub name: Option<String>,
    /// Who made it.
    pub maker: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Whom it claims to name.
    pub covers: Option<String>,
    /// The list of which it is a copy; `Some(None)` when it is none.
    pub copy_of: Option<Option<u64>>,
    /// What columns hold, such as `Edad=age@2024-02-15`: a heading or letter, a meaning, for ages a day.
    pub columns: Vec<String>,
    /// Its first and last row as spreadsheets count, such as `5-44`.
    pub rows: Option<String>,
}

/// The least confidence at which `--all` accepts a proposal unseen, in per cent.
pub const SURE: u8 = 80;

/// How people name a proposal: the item's first eight digits, a point, its number in the item from 1.
#[must_use]
pub fn id_of(suggestion: &Suggestion) -> String {
    format!("{}.{}", &suggestion.item.to_string()[..8], suggestion.position + 1)
}

/// The list that a proposal would be, as it stands.
#[must_use]
pub fn list_of(suggestion: &Suggestion, item: Option<&Item>) -> List {
    let proposal = &suggestion.proposal;
    let name = Some(proposal.name.clone()).filter(|name| !name.trim().is_empty());
    List {
        item: suggestion.item,
        extraction: suggestion.extraction.clone(),
        places: proposal.places.clone(),
        columns: proposal.columns.iter().map(|it| it.column.clone()).collect(),
        name: name.or_else(|| item.map(|item| item.line.name.clone())).unwrap_or_default(),
        maker: None,
        date: None,
        covers: None,
        copy_of: None,
    }
}

/// Makes a list say what a person wishes.
///
/// # Errors
/// When a column, a meaning, a date or rows cannot be understood, or nothing would name the people.
pub fn apply(list: &mut List, wishes: &Wishes) -> Result<(), Trouble> {
    let given = |text: &Option<String>| text.as_deref().map(str::trim).map(str::to_owned);
    if let Some(name) = given(&wishes.name).filter(|it| !it.is_empty()) {
        list.name = name;
    }
    for (field, wish) in [
        (&mut list.maker, given(&wishes.maker)),
        (&mut list.covers, given(&wishes.covers)),
        (&mut list.date, given(&wishes.date)),
    ] {
        if let Some(wish) = wish {
            *field = Some(wish).filter(|it| !it.is_empty());
        }
    }
    if let Some(date) = &list.date {
        check_date(date)?;
    }
    if let Some(copy_of) = wishes.copy_of {
        list.copy_of = copy_of;
    }
    wishes.columns.iter().try_for_each(|wish| set_column(list, wish))?;
    if let Some(rows) = &wishes.rows {
        set_rows(list, rows)?;
    }
    if list.columns.iter().any(|it| it.meaning.is_name() || it.meaning == Meaning::Alias) {
        Ok(())
    } else {
        Err(trouble!("list-error-nameless", columns = columns_of(list)))
    }
}

/// A year, a month or a day: `2024`, `2024-02`, `2024-02-15`.
fn check_date(text: &str) -> Result<(), Trouble> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.parse::<Date>().map(drop).map_err(|_| trouble!("list-error-date", given = text))
}

fn set_column(list: &mut List, wish: &str) -> Result<(), Trouble> {
    let (which, what) =
        wish.rsplit_once('=').ok_or_else(|| trouble!("list-error-column-form", given = wish))?;
    let (what, on) = match what.split_once('@') {
        Some((what, on)) => (what.trim(), Some(on.trim())),
        None => (what.trim(), None),
    };
    let meaning = Meaning::from_code(what)
        .ok_or_else(|| trouble!("list-error-meaning", given = what, known = meanings()))?;
    if let Some(on) = on {
        check_date(on)?;
    }
    let which = which.trim();
    let known = columns_of(list);
    let called = |column: &ListColumn| column.label.trim().to_lowercase() == which.to_lowercase();
    let lettered =
        |column: &ListColumn| words::column_letters(column.column.into()).eq_ignore_ascii_case(which);
    let at = list.columns.iter().position(called).or_else(|| list.columns.iter().position(lettered));
    let column = at.and_then(|at| list.columns.get_mut(at));
    let column = column.ok_or_else(|| trouble!("list-error-column", given = which, known = known))?;
    column.meaning = meaning;
    if on.is_some() || meaning != Meaning::Age {
        column.on = on.map(str::to_owned);
    }
    Ok(())
}

fn set_rows(list: &mut List, given: &str) -> Result<(), Trouble> {
    let bad = || trouble!("list-error-rows", given = given);
    let [ListPlace::Table { first_row, end_row, .. }] = list.places.as_mut_slice() else {
        return Err(trouble!("list-error-rows-place"));
    };
    let (first, last) = given.split_once('-').ok_or_else(bad)?;
    let (first, last) = (first.trim().parse::<u64>(), last.trim().parse::<u64>());
    let (Ok(first @ 1..), Ok(last)) = (first, last) else { return Err(bad()) };
    if last < first {
        return Err(bad());
    }
    (*first_row, *end_row) = (first - 1, last);
    Ok(())
}

/// A list's columns as people can name them: letter and heading.
fn columns_of(list: &List) -> String {
    let name = |column: &ListColumn| {
        let letter = words::column_letters(column.column.into());
        if column.label.trim().is_empty() { letter } else { format!("{letter} ({})", column.label.trim()) }
    };
    list.columns.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn meanings() -> String {
    Meaning::ALL.map(Meaning::code).join(", ")
}

/// The open proposal that people mean: by its id, or by its item when that has one alone.
///
/// # Errors
/// When there is none, or several.
pub fn proposed(catalogue: &Catalogue, lists: &Lists, given: &str) -> anyhow::Result<Suggestion> {
    let open = lists.suggestions()?;
    if let Some(found) = open.iter().find(|it| id_of(it) == given) {
        return Ok(found.clone());
    }
    let item: Option<ItemId> = catalogue.resolve(given).ok();
    let mut of_item: Vec<Suggestion> = open.into_iter().filter(|it| Some(it.item) == item).collect();
    match of_item.len() {
        1 => Ok(of_item.remove(0)),
        0 => Err(trouble!("list-error-no-proposal", given = given).into()),
        _ => {
            let ids: Vec<String> = of_item.iter().map(id_of).collect();
            Err(trouble!("list-error-several", given = given, known = ids.join(", ")).into())
        }
    }
}

/// The declared list that people mean: by the number of its entry, or by its name when one alone has it.
///
/// # Errors
/// When there is none, or several.
pub fn declared(lists: &Lists, given: &str) -> anyhow::Result<Declared> {
    let number = given.trim_start_matches('#').parse().ok();
    if let Some(list) = number.map_or(Ok(None), |number| lists.list(number))? {
        return Ok(list);
    }
    let all = lists.lists()?;
    let known: Vec<String> = all.iter().map(|it| format!("{} ({})", it.entry, it.list.name)).collect();
    let mut called = all.into_iter().filter(|it| it.list.name.to_lowercase() == given.to_lowercase());
    match (called.next(), called.next()) {
        (Some(list), None) => Ok(list),
        _ if known.is_empty() => Err(trouble!("list-error-none").into()),
        _ => Err(trouble!("list-error-no-list", given = given, known = known.join(", ")).into()),
    }
}

/// Declares a list: enters it into the log and reads its rows. Returns it as it was read.
///
/// # Errors
/// When the case cannot be written.
pub fn declare(case: &mut OpenCase, list: List, replaces: Option<u64>) -> anyhow::Result<Declared> {
    let decision = Decision::ListDeclared { list, replaces };
    let entry = case.record(Event::Decided(Box::new(decision)))?;
    let declared = case.lists.list(replaces.unwrap_or(entry))?;
    let declared = match declared {
        Some(declared) => Some(declared),
        None => case.lists.list(entry)?,
    };
    declared.ok_or_else(|| trouble!("list-error-none").into())
}
