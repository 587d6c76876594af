//! Which people are on which lists: a picture whose every count leads to the people behind it.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::State;
use axum::response::Response;
use case::register::originals;
use maud::{Markup, html};

use super::App;
use super::desk::Visit;
use super::people::exactly;
use super::pictures::upset::{Intersection, ListSize, Overlaps, upset};
use super::register::{self, Answers, plain};
use super::shell::Tab;

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit) -> Response {
    register::page(app, visit, (Tab::Overlap, "web-overlap-title"), |_, answers| overlap(answers)).await
}

fn overlap(answers: &Answers) -> Result<(String, Markup)> {
    let declared: Vec<_> = answers.declared.values().cloned().collect();
    let instead = originals(&declared);
    let sets = answers.register.overlap(&instead)?;
    // A copy is counted as its original.
    let lists: Vec<u64> =
        answers.run.lists.iter().map(|it| it.0).filter(|list| !instead.contains_key(list)).collect();
    let size = |list: &u64| sets.iter().filter(|set| set.lists.contains(list)).map(|set| set.persons).sum();
    let picture = Overlaps {
        lists: lists
            .iter()
            .map(|list| ListSize {
                name: answers.list_name(*list),
                size: size(list),
                href: Some(format!("/people?list=on-{list}&copies=1")),
            })
            .collect(),
        sets: sets
            .iter()
            .map(|set| Intersection {
                lists: set.lists.iter().filter_map(|list| lists.iter().position(|it| it == list)).collect(),
                count: set.persons,
                href: Some(exactly(&set.lists)),
            })
            .collect(),
    };
    let title = plain("web-overlap-title");
    let body = html! {
        h1 { (title) }
        p { (tr!("web-overlap-about")) }
        @for (copy, of) in &instead {
            p.note { (tr!("overlap-copy", copy = answers.list_name(*copy), of = answers.list_name(*of))) }
        }
        @if lists.len() == 1 { p.note { (tr!("link-one-list")) } }
        (upset(&picture))
        @if lists.len() > 1 { p { a.button href="/compare" { (tr!("web-overlap-compare")) } } }
    };
    Ok((title, body))
}
