//! Searching a case: hits with their words and places, counts, the nearest reading when there are none. Writes nothing.

use std::fmt::Write as _;

use anyhow::Result;
use case::Page;
use case::search::{
    Days, Facet, Filters, Found, Hit, Marked, Nearest, Problem, Request, SearchError, Snippet,
};
use model::{LedgerState, Span};

use super::{Ending, look, resolve};
use crate::cli::{Cli, Search};
use crate::trouble::Trouble;
use crate::{out, say, tame, wire, words};

pub(super) fn search(cli: &Cli, args: &Search) -> Result<Ending> {
    let (folder, catalogue) = look(cli)?;
    let containers = args.inside.iter().map(|given| resolve(&catalogue, given)).collect::<Result<_>>()?;
    let request = Request {
        words: args.words.join(" "),
        filters: Filters {
            kinds: args.media_type.clone(),
            languages: args.written_in.clone(),
            published: args.published.as_deref().map(days).transpose()?,
            taken_in: args.taken_in.as_deref().map(days).transpose()?,
            from: args.from.clone(),
            states: args.state.iter().map(|code| state(code)).collect::<Result<_>>()?,
            containers,
            speakers: args.speaker.clone(),
        },
        page: Page { offset: args.offset, limit: args.limit },
        facets: args.counts,
    };
    // Only a question for a speaker needs them; without it they may be missing.
    let said = folder.annotations();
    let found = match folder.searcher()?.search(&catalogue, said.as_ref().ok(), &request) {
        Ok(found) => found,
        Err(SearchError::NotAnnotated) => {
            return Err(said.err().map_or(SearchError::NotAnnotated.into(), Into::into));
        }
        Err(SearchError::Syntax { at, problem, nearest }) => {
            return Err(not_read(&request.words, at, problem, &nearest).into());
        }
        Err(SearchError::TooWide { word, forms, most }) => {
            return Err(
                trouble!("error-query-too-wide", word = word, n = forms as u64, most = most as u64).into()
            );
        }
        Err(error) => return Err(error.into()),
    };
    if found.behind > 0 {
        out::note(&tr!("note-index-behind", n = found.behind));
    }
    if found.unannotated > 0 {
        out::note(&tr!("note-annotations-behind", n = found.unannotated));
    }
    if cli.json {
        out::json(&wire::document("search", wire::found(&found)))?;
        return Ok(Ending::Done);
    }
    print(&request, &found);
    Ok(Ending::Done)
}

fn days(given: &str) -> Result<Days> {
    Ok(given.parse().map_err(|_| trouble!("error-bad-days", given = given))?)
}

fn state(code: &str) -> Result<LedgerState> {
    Ok(LedgerState::from_code(code).ok_or_else(|| super::look::no_such_state(code))?)
}

/// The query with a mark under the place, and what can be read instead.
fn not_read(query: &str, at: usize, problem: Problem, nearest: &str) -> Trouble {
    let what = words::problem(problem);
    // Escapes in the line must not shift the mark.
    let (before, after) = query.split_at(query.char_indices().nth(at).map_or(query.len(), |(at, _)| at));
    let (before, after) = (tame::name(before), tame::name(after));
    let place = format!("{before}{after}\n    {}^", " ".repeat(before.chars().count()));
    let trouble = if nearest.is_empty() {
        trouble!("error-query", what = what)
    } else {
        trouble!("error-query-nearest", what = what, nearest = nearest)
    };
    trouble.because(&place)
}

fn print(request: &Request, found: &Found) {
    let reading = &found.reading;
    if found.total == 0 {
        out::line(&if reading.is_empty() {
            tr!("search-empty")
        } else {
            tr!("search-none", reading = reading.as_str())
        });
        if let Some(Nearest { words, without_filters, total }) = &found.nearest {
            let key = if *without_filters { "search-nearest-unfiltered" } else { "search-nearest" };
            out::line(&say::message(key, &crate::args![words = words.as_str(), n = *total]));
        }
    }
    for hit in &found.hits {
        print_hit(hit);
    }
    for facet in found.facets.iter().filter(|facet| !facet.values.is_empty()) {
        print_facet(facet);
    }
    if found.total > 0 {
        let shown = found.hits.len() as u64;
        let key = if reading.is_empty() { "search-count-all" } else { "search-count" };
        out::line(&say::message(key, &crate::args![n = found.total, reading = reading.as_str()]));
        if shown < found.total {
            let (from, to) = (request.page.offset + 1, request.page.offset + shown);
            out::line(&tr!("search-page", from = from, to = to, next = to));
        }
    }
}

fn print_hit(hit: &Hit) {
    let id = &hit.item.to_string()[..12];
    let kind = hit.media_type.as_ref().map(super::look::short_type).unwrap_or_default();
    let state = match hit.state {
        LedgerState::Whole => String::new(),
        state => format!("  {}", words::state(state)),
    };
    out::line(&format!("{id}  {}  {kind}{state}", tame::name(&hit.name)));
    if let Some(title) = &hit.title {
        out::line(&format!("    {}", tame::name(title)));
    }
    for Marked { text, marks } in &hit.about {
        out::write(&format!("    {}\n", marked(text, marks)));
    }
    for snippet in &hit.snippets {
        out::write(&format!("    … {} …  {}\n", marked(&snippet.text, &snippet.marks), address(id, snippet)));
    }
    if hit.more > 0 {
        out::line(&format!("    {}", tr!("search-more", n = hit.more)));
    }
    out::line("");
}

/// Where a snippet's words stand, as `text --at` and `cite --at` take it, and on which page.
fn address(id: &str, snippet: &Snippet) -> String {
    let page = snippet.page().map(|page| format!("{}  ", tr!("place-page", page = page))).unwrap_or_default();
    format!("{page}{id}#c{}-{}", snippet.anchor.start, snippet.anchor.end)
}

/// A text on one line, with the marked words strong where the terminal can show it.
fn marked(text: &str, marks: &[Span]) -> String {
    let mut line = String::new();
    let mut last = 0;
    let mut spaced = true;
    let mut push = |line: &mut String, piece: &str| {
        for c in piece.chars() {
            if c.is_whitespace() {
                if !std::mem::replace(&mut spaced, true) {
                    line.push(' ');
                }
            } else {
                spaced = false;
                let _ = write!(line, "{}", tame::name(c.encode_utf8(&mut [0; 4])));
            }
        }
    };
    let (strong, plain) = out::strong();
    for mark in marks {
        let (start, end) = (mark.start as usize, mark.end as usize);
        push(&mut line, text.get(last..start).unwrap_or_default());
        line.push_str(strong);
        push(&mut line, text.get(start..end).unwrap_or_default());
        line.push_str(plain);
        last = end;
    }
    push(&mut line, text.get(last..).unwrap_or_default());
    line.trim().to_owned()
}

fn print_facet(facet: &Facet) {
    out::line(&say::message(&format!("facet-{}", facet.of.code()), &crate::args![]));
    let rows: Vec<Vec<String>> = facet
        .values
        .iter()
        .map(|it| {
            let value = match it.value.as_str() {
                "" | "?" => tr!("facet-unknown"),
                value => LedgerState::from_code(value).map_or_else(|| value.to_owned(), words::state),
            };
            vec![say::number(it.items), value]
        })
        .collect();
    out::table(&rows, &[0]);
    out::line("");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_and_facet_has_a_message() {
        let exists = |key: &str| assert!(say::find(key, None, &crate::args![]).is_some(), "{key}");
        Problem::ALL.iter().for_each(|problem| exists(&format!("query-{}", problem.code())));
        case::search::FacetKind::ALL.iter().for_each(|facet| exists(&format!("facet-{}", facet.code())));
    }

    #[test]
    fn a_snippet_stands_on_one_line_and_gives_no_orders() {
        let text = " uno\n\n dos\u{1b}[2J tres ";
        let marks = [Span::new(text, 7, 10).unwrap()];
        assert_eq!(marked(text, &marks), "uno dos\\u{1b}[2J tres");
    }
}
