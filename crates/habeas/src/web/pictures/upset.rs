//! Overlaps of lists as an UpSet picture (Lex et al. 2014), turned so that each set of lists is a row: a dot for each list
//! that the people are on, and how many they are on exactly these lists. What is not among the largest stands below,
//! summed and whole.

use maud::{Markup, html};

use super::bar;
use crate::say::number;
use crate::tame;

/// Lists and how they overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlaps {
    /// The lists.
    pub lists: Vec<ListSize>,
    /// The people, each counted once: by exactly the lists that they are on. In any order.
    pub sets: Vec<Intersection>,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSize {
    /// What people call it.
    pub name: String,
    /// How many people are on it.
    pub size: u64,
    /// The page of these people.
    pub href: Option<String>,
}

/// The people who are on exactly these lists and on no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intersection {
    /// The lists, by their place in [`Overlaps::lists`]; a place beyond its end is passed over.
    pub lists: Vec<usize>,
    /// How many people.
    pub count: u64,
    /// The page of these people.
    pub href: Option<String>,
}

/// The most lists that get a column of dots. The largest get one; rows name all.
const MOST_COLUMNS: usize = 10;

/// The most rows that are drawn. The rest is summed in one row and stands below it, to be opened.
const MOST_ROWS: usize = 24;

/// Draws the overlaps, the largest first. Nothing but a sentence when there are none.
#[must_use]
pub fn upset(overlaps: &Overlaps) -> Markup {
    let mut sets: Vec<&Intersection> = overlaps.sets.iter().filter(|set| set.count > 0).collect();
    if overlaps.lists.is_empty() || sets.is_empty() {
        return html! { p.empty { (tr!("picture-upset-nobody")) } };
    }
    sets.sort_by(|a, b| {
        (b.count.cmp(&a.count)).then(a.lists.len().cmp(&b.lists.len())).then_with(|| a.lists.cmp(&b.lists))
    });
    let (columns, others) = columns(&overlaps.lists);
    let picture = Picture { lists: &overlaps.lists, columns, most: sets[0].count };
    // One row more needs no sum.
    let shown = if sets.len() == MOST_ROWS + 1 { sets.len() } else { sets.len().min(MOST_ROWS) };
    let (largest, rest) = sets.split_at(shown);
    html! {
        figure.picture {
            div.wide { table.upset {
                caption { (tr!("picture-upset-caption")) }
                (picture.head(!others.is_empty()))
                tbody {
                    @for set in largest { (picture.row(set, !others.is_empty())) }
                    @if !rest.is_empty() { (picture.rest(rest, !others.is_empty())) }
                }
            } }
            @if !others.is_empty() {
                p { (tr!("picture-upset-others-are", n = others.len() as u64)) " "
                    @for (at, list) in others.iter().enumerate() {
                        @if at > 0 { "; " }
                        (linked(&overlaps.lists[*list]))
                    }
                }
            }
            @if !rest.is_empty() {
                details {
                    summary { (tr!("picture-upset-rest-open", n = rest.len() as u64)) }
                    ul { @for set in rest { li { (picture.named(set)) ": " (count(set, &picture.named(set))) } } }
                }
            }
        }
    }
}

/// The largest lists, in their given order, and the others.
fn columns(lists: &[ListSize]) -> (Vec<usize>, Vec<usize>) {
    let mut by_size: Vec<usize> = (0..lists.len()).collect();
    by_size.sort_by_key(|list| (std::cmp::Reverse(lists[*list].size), *list));
    // One list more needs no column for others.
    let wanted = if lists.len() == MOST_COLUMNS + 1 { lists.len() } else { MOST_COLUMNS.min(lists.len()) };
    let mut others = by_size.split_off(wanted);
    by_size.sort_unstable();
    others.sort_unstable();
    (by_size, others)
}

fn linked(list: &ListSize) -> Markup {
    html! {
        @match &list.href {
            Some(href) => { a href=(href) { bdi { (tame::name(&list.name)) } } },
            None => { bdi { (tame::name(&list.name)) } },
        }
        " " span.soft { (number(list.size)) }
    }
}

/// The count, which leads to the people where there is a page of them.
fn count(set: &Intersection, named: &str) -> Markup {
    let label = tr!("picture-upset-people-on", n = set.count, lists = named);
    html! {
        @match &set.href {
            Some(href) => { a href=(href) aria-label=(label) { (number(set.count)) } },
            None => { (number(set.count)) },
        }
    }
}

struct Picture<'a> {
    lists: &'a [ListSize],
    columns: Vec<usize>,
    most: u64,
}

impl Picture<'_> {
    fn head(&self, with_others: bool) -> Markup {
        let largest = self.lists.iter().map(|list| list.size).max().unwrap_or(1).max(1);
        html! {
            thead {
                tr {
                    @for list in &self.columns {
                        th.list scope="col" { div { (linked(&self.lists[*list])) } }
                    }
                    @if with_others { th.list scope="col" { div { (tr!("picture-upset-others")) } } }
                    th.number scope="col" { (tr!("picture-upset-people")) }
                    td aria-hidden="true" {}
                }
                tr aria-hidden="true" {
                    @for list in &self.columns {
                        td.size { (column(self.lists[*list].size as f64 / largest as f64)) }
                    }
                    @if with_others { td {} }
                    td {} td {}
                }
            }
        }
    }

    fn row(&self, set: &Intersection, with_others: bool) -> Markup {
        let on = |list: &usize| set.lists.contains(list);
        let places: Vec<usize> = (0..self.columns.len()).filter(|at| on(&self.columns[*at])).collect();
        let others =
            set.lists.iter().filter(|list| !self.columns.contains(list) && **list < self.lists.len());
        let others = others.count();
        // The line that joins the dots ends at the others' column when there are some.
        let last = if others > 0 { Some(self.columns.len()) } else { places.last().copied() };
        let joined = places.first().copied().zip(last);
        let named = self.named(set);
        html! {
            tr {
                @for (at, list) in self.columns.iter().enumerate() { td.dot { (dot(on(list), at, joined)) } }
                @if with_others {
                    td.dot { @if others > 0 { (tr!("picture-upset-more-lists", n = others as u64)) } @else { span.away { (tr!("picture-upset-off")) } } }
                }
                td.number { (count(set, &named)) }
                td.drawn title=(named) { (bar(set.count as f64 / self.most as f64)) }
            }
        }
    }

    fn rest(&self, rest: &[&Intersection], with_others: bool) -> Markup {
        let sum: u64 = rest.iter().map(|set| set.count).sum();
        let width = self.columns.len() + usize::from(with_others);
        html! {
            tr.sum {
                th scope="row" colspan=(width) { (tr!("picture-upset-rest", n = rest.len() as u64)) }
                td.number { (number(sum)) }
                td {}
            }
        }
    }

    /// The lists of a set, by name.
    fn named(&self, set: &Intersection) -> String {
        let names = set.lists.iter().filter_map(|list| self.lists.get(*list));
        names.map(|list| tame::name(&list.name).into_owned()).collect::<Vec<_>>().join(" + ")
    }
}

/// A list's size, as a column that grows upwards.
fn column(share: f64) -> Markup {
    let height = (share * 100.0).clamp(0.0, 100.0);
    html! {
        svg.column focusable="false" {
            rect x="20%" width="60%" y={ (format!("{:.2}", 100.0 - height)) "%" } height={ (format!("{height:.2}")) "%" } {}
        }
    }
}

/// A cell: a full dot where the people are on the list, a pale one where they are not, and the line that joins the full.
fn dot(on: bool, at: usize, joined: Option<(usize, usize)>) -> Markup {
    let (from, to) = joined
        .map_or((1, 0), |(first, last)| (if at > first { 0 } else { 50 }, if at < last { 100 } else { 50 }));
    let line = joined.is_some_and(|(first, last)| (first..=last).contains(&at)) && to > from;
    html! {
        svg role="img" aria-label=(tr!(if on { "picture-upset-on" } else { "picture-upset-off" })) {
            @if line { line x1={ (from) "%" } x2={ (to) "%" } y1="50%" y2="50%" {} }
            circle.off[!on] cx="50%" cy="50%" r=(if on { "6" } else { "3.5" }) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, Voice};

    fn list(name: &str, size: u64) -> ListSize {
        ListSize { name: name.into(), size, href: Some(format!("/list/{name}")) }
    }

    fn set(lists: &[usize], count: u64) -> Intersection {
        let href = lists.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
        Intersection { lists: lists.into(), count, href: Some(format!("/people?on={href}")) }
    }

    fn drawn(overlaps: &Overlaps) -> String {
        Voice::new(Language::En, "en").speak(|| upset(overlaps)).into_string()
    }

    #[test]
    fn each_set_is_a_row_that_leads_to_its_people() {
        let lists = vec![list("Police", 52), list("Church", 40)];
        let sets = vec![set(&[1], 5), set(&[0, 1], 35), set(&[0], 17)];
        let page = drawn(&Overlaps { lists, sets });
        let places: Vec<usize> =
            ["on=0-1", "on=0\"", "on=1\""].iter().map(|it| page.find(it).expect("a link")).collect();
        assert!(places.is_sorted(), "the largest first: {places:?}");
        assert!(page.contains("aria-label=\"35 people on exactly Police + Church\""), "{page}");
        assert_eq!(page.matches("aria-label=\"on it\"").count(), 4);
        assert!(!page.contains("<details"));
    }

    #[test]
    fn what_is_not_drawn_is_summed_and_named() {
        let lists: Vec<ListSize> = (0..13).map(|at| list(&format!("L{at}"), 100 - at)).collect();
        let mut sets: Vec<Intersection> = (0..13).map(|at| set(&[at], 100 + at as u64)).collect();
        sets.extend((0..12).flat_map(|a| (a + 1..13).map(move |b| set(&[a, b], 1))));
        let all = sets.len();
        let page = drawn(&Overlaps { lists, sets });
        assert_eq!(page.matches("/people?on=").count(), all, "each set has its link");
        assert!(page.contains("67 smaller overlaps, together"), "{page}");
        assert!(page.contains(">67</td>") && page.contains("L12"));
        // The columns are the ten largest lists; the three others are named with their pages.
        for at in 0..13 {
            assert!(page.contains(&format!("href=\"/list/L{at}\"")), "L{at}");
        }
    }

    #[test]
    fn names_cannot_break_out() {
        let hostile = ListSize { href: None, ..list("<script>\u{202e}", 1) };
        let page = drawn(&Overlaps { lists: vec![hostile], sets: vec![set(&[0, 7], 1)] });
        assert!(!page.contains("<script>") && !page.contains('\u{202e}'), "{page}");
        assert!(drawn(&Overlaps::default()).contains("class=\"empty\""));
    }
}
