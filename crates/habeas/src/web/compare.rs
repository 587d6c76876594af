//! Two lists side by side: who is on both, who on one alone, and who may be on both, each with the reason. A pair in doubt is
//! neither: it is told as unsure.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::register::{Doubt, LinkRow, Sides};
use maud::{Markup, html};
use model::{PersonId, RecordId};

use super::App;
use super::desk::{NotThere, Visit};
use super::people::{Fields, value};
use super::register::{self, Answers, letter, likely, pair_at, person_link, plain, there};
use super::shell::{self, Tab};
use crate::say;
use crate::words::register as words;

/// People on one page.
const PERSONS: usize = 50;

/// The parts of the answer: name in the address, and message.
const PARTS: [(&str, &str); 4] = [
    ("both", "web-compare-both"),
    ("one", "web-compare-only"),
    ("other", "web-compare-only"),
    ("unsure", "web-compare-unsure"),
];

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Query(fields): Query<Fields>,
) -> Response {
    register::page(app, visit, (Tab::Compare, "web-compare-title"), move |_, answers| {
        let title = plain("web-compare-title");
        let asked = !value(&fields, "one").is_empty() && !value(&fields, "other").is_empty();
        let body = html! {
            h1 { (title) }
            p { (tr!("web-compare-about")) }
            (form(answers, &fields))
            @if asked { (answer(answers, &fields)?) }
        };
        Ok((title, body))
    })
    .await
}

fn form(answers: &Answers, fields: &Fields) -> Markup {
    let lists = &answers.run.lists;
    // Without a question, the first two.
    let chosen = |name: &str, at: usize| {
        let given: Option<u64> = value(fields, name).parse().ok();
        given.or_else(|| lists.get(at).map(|it| it.0))
    };
    html! {
        @if lists.len() < 2 { p.empty { (tr!("web-compare-one-list")) } p { a.button href="/lists" { (tr!("web-people-to-lists")) } } }
        @else {
            form.filter action="/compare" {
                @for (at, name) in ["one", "other"].into_iter().enumerate() {
                    div {
                        label for=(name) { (plain(&format!("web-compare-{name}"))) }
                        select id=(name) name=(name) {
                            @for (list, _) in lists {
                                option value=(list) selected[chosen(name, at) == Some(*list)] { (letter(answers, *list)) " " (answers.list_name(*list)) }
                            }
                        }
                    }
                }
                p.actions { button { (tr!("web-compare-button")) } }
            }
        }
    }
}

/// Two lists and what came of them.
struct Asked<'a> {
    answers: &'a Answers,
    one: u64,
    other: u64,
    found: Sides,
}

fn answer(answers: &Answers, fields: &Fields) -> Result<Markup> {
    let list = |name: &str| there(answers.find_list(value(fields, name)));
    let (one, other) = (list("one")?, list("other")?);
    if one == other {
        return Err(NotThere(trouble!("error-same-list")).into());
    }
    let found = answers.register.sides(one, other, &answers.judgements)?;
    let asked = Asked { answers, one, other, found };
    let show = PARTS.iter().map(|it| it.0).find(|it| *it == value(fields, "show")).unwrap_or("both");
    let total = asked.count(show);
    let first =
        value(fields, "offset").parse().unwrap_or(0_usize).min(total.saturating_sub(1)) / PERSONS * PERSONS;
    let end = total.min(first + PERSONS);
    let target =
        |offset: usize| format!("/compare?one={one}&other={other}&show={show}&offset={offset}#shown");
    let pager = shell::pager(
        &asked.name(show),
        first.checked_sub(PERSONS).map(target),
        &tr!("web-log-here", from = (first as u64 + 1).min(total as u64), to = end as u64, n = total as u64),
        (end < total).then(|| target(end)),
    );
    Ok(html! {
        ul.tallies { @for (part, _) in PARTS {
            li { a href={ "/compare?one=" (one) "&other=" (other) "&show=" (part) "#shown" } aria-current=[(part == show).then_some("true")] {
                strong { (say::number(asked.count(part) as u64)) } " " (asked.name(part))
            } }
        } }
        section aria-labelledby="shown" {
            h2 #shown { (asked.name(show)) }
            p { small { (plain(&format!("web-compare-about-{}", if show == "other" { "one" } else { show }))) } }
            (pager)
            @if total == 0 { p.empty { (tr!("web-compare-nobody")) } }
            @else {
                div.wide tabindex="0" role="region" aria-labelledby="shown" { table.log.people {
                    thead { tr { th scope="col" { (tr!("web-people-name")) } th scope="col" { (tr!("web-compare-why")) } } }
                    tbody { (asked.rows(show, first, end)?) }
                } }
            }
            (pager)
        }
        form.files method="post" action="/compare/download" {
            input type="hidden" name="one" value=(one);
            input type="hidden" name="other" value=(other);
            p.actions { button { (tr!("web-compare-file")) } }
            p { small { (tr!("web-people-files-about")) } }
        }
    })
}

impl Asked<'_> {
    /// The places of a part's people in the order of names.
    fn places(&self, part: &str) -> &[u64] {
        match part {
            "both" => &self.found.both,
            "one" => &self.found.only_one,
            _ => &self.found.only_other,
        }
    }

    fn count(&self, part: &str) -> usize {
        if part == "unsure" { self.found.unsure.len() } else { self.places(part).len() }
    }

    fn name(&self, part: &str) -> String {
        let key = PARTS.iter().find(|it| it.0 == part).map_or("", |it| it.1);
        let (mut one, mut other) = (self.answers.list_name(self.one), self.answers.list_name(self.other));
        if part == "other" {
            std::mem::swap(&mut one, &mut other);
        }
        say::message(key, &crate::args![one = one, other = other])
    }

    fn rows(&self, part: &str, first: usize, end: usize) -> Result<Markup> {
        if part == "unsure" {
            return self.unsure(&self.found.unsure[first..end]);
        }
        let reason = |id: PersonId| match part {
            "both" => self.both(id),
            "one" => self.nearest(id, self.one, self.other),
            _ => self.nearest(id, self.other, self.one),
        };
        let persons = self.answers.register.at_places(&self.places(part)[first..end])?;
        Ok(html! { @for id in &persons {
            tr { th scope="row" { (person_link(self.answers, *id)?) } td { (reason(*id)?) } }
        } })
    }

    /// Why somebody is on both lists.
    fn both(&self, id: PersonId) -> Result<Markup> {
        let link = self.answers.register.link_across(id, self.one, self.other)?;
        Ok(match link {
            Some(it) => html! {
                (likely(it.weight.probability())) ". "
                a href=(pair_at(it.one, it.other)) { (tr!("web-person-explain")) }
            },
            None => html! { (tr!("compare-by-others")) },
        })
    }

    /// Who on the other list comes nearest to somebody who is not on it.
    fn nearest(&self, id: PersonId, on: u64, other: u64) -> Result<Markup> {
        let mut best: Option<(LinkRow, PersonId)> = None;
        for member in self.answers.register.members(id)?.iter().filter(|it| it.list == on) {
            for link in self.answers.register.links_of(member.id)? {
                if best.as_ref().is_some_and(|held| held.0.weight >= link.weight) {
                    break;
                }
                let far: RecordId = if link.one == member.id { link.other } else { link.one };
                let row = self.answers.register.record(far)?;
                if let Some(row) = row.filter(|row| row.list == other && row.person != id) {
                    best = Some((link, row.person));
                    break;
                }
            }
        }
        Ok(match best {
            Some((link, person)) => html! {
                (tr!("web-compare-nearest")) " " (person_link(self.answers, person)?) ": "
                (likely(link.weight.probability())) ". "
                a href=(pair_at(link.one, link.other)) { (tr!("web-person-explain")) }
            },
            None => html! { span.soft { (tr!("web-compare-far")) } },
        })
    }

    fn unsure(&self, doubts: &[Doubt]) -> Result<Markup> {
        Ok(html! { @for it in doubts {
            tr {
                th scope="row" {
                    (person_link(self.answers, it.one)?) " " small { (letter(self.answers, self.one)) } br;
                    (person_link(self.answers, it.other)?) " " small { (letter(self.answers, self.other)) }
                }
                td {
                    (likely(it.question.weight.probability())) "; " (words::why(it.question.why)) ". "
                    a href=(pair_at(it.question.one, it.question.other)) { (tr!("web-person-look")) }
                }
            }
        } })
    }
}
