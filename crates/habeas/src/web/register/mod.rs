//! What the pages about people share: the register opened, or what to do first; lists with their letters; rows named by
//! list and number; probabilities in words. Links and judges nothing.

pub(super) mod linking;
pub(super) mod sheets;
pub(super) mod sides;
pub(super) mod weights;

use std::sync::Arc;

use anyhow::Result;
use axum::response::Response;
use case::lists::ListsError;
use case::register::{Judged, RecordView, RegisterError, Standing};
use maud::{Markup, html};
use model::{PersonId, RecordId};

use super::App;
use super::desk::{self, Desk, NotThere, Visit};
use super::said::item_at;
use super::shell::{self, Tab};
pub(super) use crate::register::desk::Desk as Answers;
use crate::trouble::Trouble;
use crate::words::register as words;
use crate::{say, tame};

/// Answers with a page that `work` makes of the register: its title and its body. Where there is no register, the page says
/// what to do first, under the title `key`.
pub(super) async fn page(
    app: Arc<App>,
    visit: Visit,
    (tab, key): (Tab, &'static str),
    work: impl FnOnce(&Desk<'_>, &Answers) -> Result<(String, Markup)> + Send + 'static,
) -> Response {
    desk::page(app, visit, move |desk| {
        let (title, body) = match open(desk)? {
            Opened::Register(answers) => {
                let (title, body) = work(desk, &answers)?;
                (title, html! { (linking::state(desk, &answers)) (body) })
            }
            Opened::Nothing(first) => {
                let title = plain(key);
                let body = html! { h1 { (title) } (first) };
                (title, body)
            }
        };
        Ok(shell::page(desk, &title, tab, body))
    })
    .await
}

/// The register, or what to do before there is one.
pub(super) enum Opened {
    /// It is there.
    Register(Box<Answers>),
    /// What to do first.
    Nothing(Markup),
}

/// Opens the register.
pub(super) fn open(desk: &Desk<'_>) -> Result<Opened> {
    let folder = &desk.app.folder;
    let lists = match folder.lists() {
        Ok(lists) => Some(lists.lists()?.len() as u64),
        Err(ListsError::Missing { .. } | ListsError::Unreadable { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let linked = match folder.register() {
        Ok(register) => register.run()?.is_some(),
        Err(RegisterError::Missing { .. } | RegisterError::Unreadable { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    match lists {
        Some(_) if linked => Ok(Opened::Register(Box::new(Answers::open(folder, folder.catalogue()?)?))),
        Some(lists) if lists > 0 => Ok(Opened::Nothing(html! {
            p.empty { (tr!("web-people-not-linked", n = lists)) }
            (linking::way(desk, "web-link-first"))
        })),
        _ => Ok(Opened::Nothing(html! {
            p.empty { (tr!("web-people-no-list")) }
            p { a.button href="/lists" { (tr!("web-people-to-lists")) } }
        })),
    }
}

/// A message without arguments.
pub(super) fn plain(key: &str) -> String {
    say::message(key, &crate::args![])
}

/// What an address does not name is not there.
pub(super) fn there<T>(found: Result<T>) -> Result<T> {
    found.map_err(|error| match error.downcast::<Trouble>() {
        Ok(trouble) => NotThere(trouble).into(),
        Err(error) => error,
    })
}

/// A list's letter, in the order in which lists were declared.
pub(super) fn letter(answers: &Answers, list: u64) -> String {
    let at = answers.run.lists.iter().position(|(entry, _)| *entry == list);
    at.map_or_else(|| "?".to_owned(), |at| crate::words::column_letters(at as u64))
}

/// Lists by their letters, each with its name for whoever asks.
pub(super) fn letters(answers: &Answers, lists: &[u64]) -> Markup {
    html! {
        span.letters { @for list in lists {
            @let name = answers.list_name(*list);
            abbr title=(name) { span aria-hidden="true" { (letter(answers, *list)) } span.away { (name) } } " "
        } }
    }
}

/// A row of a list, leading to its characters in the original.
pub(super) fn row_link(answers: &Answers, record: &RecordView) -> Markup {
    let it = &record.row;
    html! {
        a href=(item_at(it.item, it.span)) {
            (tr!("person-record", list = answers.list_name(it.list), row = it.row))
        }
    }
}

/// A record by its name, with its list's letter and row.
pub(super) fn record_name(answers: &Answers, record: &RecordView) -> Markup {
    let it = &record.row;
    html! {
        (shell::name(&Answers::record_name(record))) " "
        small { "(" (letters(answers, &[it.list])) (tr!("web-people-row", row = it.row)) ")" }
    }
}

/// A person by name, leading to their page.
pub(super) fn person_link(answers: &Answers, id: PersonId) -> Result<Markup> {
    let row = answers.register.person(id)?;
    let name = row.map_or_else(|| Ok(id.to_string()), |row| answers.person_name(&row))?;
    Ok(html! { a href={ "/people/" (id) } { (shell::name(&name)) } })
}

/// Where two rows are laid side by side.
pub(super) fn pair_at(one: RecordId, other: RecordId) -> String {
    format!("/review/{one}/{other}")
}

/// What the machine makes of a pair, in words and as a number.
pub(super) fn likely(p: f64) -> String {
    let key = match p {
        _ if p >= 0.95 => "web-likely-same-very",
        _ if p >= 0.5 => "web-likely-same",
        _ if p > 0.05 => "web-likely-two",
        _ => "web-likely-two-very",
    };
    say::message(key, &crate::args![p = words::probability(p)])
}

/// A judgement: who said what, when, and whether it stands.
pub(super) fn judged(it: &Judged) -> Markup {
    let judgement = &it.judgement;
    html! {
        strong { (plain(&format!("web-judged-{}", judgement.verdict.code()))) } ", "
        bdi { (tame::name(&it.by)) } ", " (shell::moment(it.at))
        @if let Some(note) = judgement.note.as_deref().filter(|note| !note.is_empty()) { ": “" bdi { (tame::text(note)) } "”" }
        small {
            " (" a href={ "/log?from=" (it.entry) "#e" (it.entry) } { (tr!("web-entry", n = it.entry)) } ")"
            @if judgement.blind { " · " (tr!("judgement-blind")) }
            @if let Some(file) = &judgement.imported { " · " (tr!("judgement-imported", file = file.as_str())) }
            @if let Some(entry) = it.withdrawn { " · " (tr!("judgement-withdrawn", entry = entry)) }
            @if let Some(entry) = it.overtaken { " · " (tr!("judgement-overtaken", entry = entry)) }
        }
    }
}

/// A form that takes a judgement back and returns to `back`.
pub(super) fn take_back(it: &Judged, back: &str) -> Markup {
    html! {
        @if it.stands() {
            form.inline method="post" action="/review/withdraw" {
                input type="hidden" name="entry" value=(it.entry);
                input type="hidden" name="back" value=(back);
                button { (tr!("web-judged-take-back")) }
            }
        }
    }
}

/// Whether somebody answered the question about a pair.
pub(super) fn is_settled(answers: &Answers, one: RecordId, other: RecordId) -> bool {
    answers.judgements.standing(case::register::pair(one, other)).is_some_and(Standing::is_settled)
}
