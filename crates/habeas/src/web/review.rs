//! Questions that only a person can answer: two rows side by side, what speaks for one person and what against, and a
//! verdict by one key. Every verdict is in the log before the next pair is shown; blind, nothing but the rows is shown.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Form, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use case::Page;
use case::register::{Pair, Question, Standing, agreement, pair};
use maud::{Markup, html};
use model::Verdict;

use super::App;
use super::desk::{self, Desk, NotThere, Visit};
use super::people::{Fields, expected, value};
use super::register::{
    self, Answers, is_settled, judged, likely, person_link, plain, record_name, row_link, sides, take_back,
    there, weights,
};
use super::shell::{self, Tab};
use crate::home::Home;
use crate::register::explaining::{Explained, explain};
use crate::register::judging::{Given, enter, withdraw};
use crate::register::sampling::sample;
use crate::say;
use crate::words::register as words;

/// Pairs of a sample for blind review, and its seed: those of every reviewer, if nobody asks for others.
const SAMPLE: usize = 60;
const SEED: u64 = 1;

/// How many further hundreds of reviews the page looks ahead.
const HUNDREDS: usize = 5;

/// A verdict's key on the keyboard, and its message.
const VERDICTS: [(Verdict, &str, &str); 3] = [
    (Verdict::Same, "s", "web-review-same"),
    (Verdict::Different, "d", "web-review-different"),
    (Verdict::Unsure, "u", "web-review-unsure"),
];

/// The next question.
pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Query(fields): Query<Fields>,
) -> Response {
    register::page(app, visit, (Tab::Review, "web-review-title"), move |desk, answers| {
        if is(&fields, "blind") { blind(desk, answers, &fields) } else { next(desk, answers, &fields) }
    })
    .await
}

/// Any two rows, side by side.
pub(super) async fn one(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path((one, other)): Path<(String, String)>,
    Query(fields): Query<Fields>,
) -> Response {
    register::page(app, visit, (Tab::Review, "web-review-title"), move |desk, answers| {
        let asked = asked(answers, &one, &other)?;
        let show = Show { desk, answers, blind: is(&fields, "blind"), back: desk.address.to_owned() };
        let title = tr!("web-review-pair-title");
        let body = html! {
            p.inside { a href="/review" { (tr!("web-review-title")) } }
            h1 { (title) }
            (show.last())
            (show.question(asked, None)?)
        };
        Ok((title, body))
    })
    .await
}

/// Enters a verdict and goes on.
pub(super) async fn judge(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path((one, other)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let pair = asked(&answers(desk)?, &one, &other)?;
        let given = value(&fields, "verdict");
        let Some(verdict) = Verdict::from_code(given) else {
            let known = Verdict::ALL.map(Verdict::code).join(", ");
            return Err(NotThere(trouble!("error-no-such-verdict", given = given, known = known)).into());
        };
        let note = Some(value(&fields, "note").to_owned());
        let given = Given { pair, verdict, note, blind: is(&fields, "blind"), imported: None };
        let mut case = desk.app.folder.clone().open_to_write(&desk.app.by, Home::find()?)?;
        enter(&mut case, &[given])?;
        Ok(on_to(value(&fields, "back")))
    })
    .await
}

/// Takes a judgement back.
pub(super) async fn take(State(app): State<Arc<App>>, visit: Visit, Form(fields): Form<Fields>) -> Response {
    desk::answer(app, visit, move |desk| {
        let given = value(&fields, "entry");
        let entry: u64 =
            given.parse().map_err(|_| NotThere(trouble!("error-no-judgement", entry = given)))?;
        let mut case = desk.app.folder.clone().open_to_write(&desk.app.by, Home::find()?)?;
        there(withdraw(&mut case, entry))?;
        Ok(on_to(value(&fields, "back")))
    })
    .await
}

fn on_to(back: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, desk::own_path(back))]).into_response()
}

fn answers(desk: &Desk<'_>) -> Result<Answers> {
    Answers::open(&desk.app.folder, desk.app.folder.catalogue()?)
}

fn is(fields: &Fields, name: &str) -> bool {
    !value(fields, name).is_empty()
}

/// The pair that an address names.
fn asked(answers: &Answers, one: &str, other: &str) -> Result<Pair> {
    let (one, other) = (there(answers.find_record(one))?, there(answers.find_record(other))?);
    if one == other {
        return Err(NotThere(trouble!("error-same-record")).into());
    }
    Ok(pair(one, other))
}

/// The question that tells most, or the next after those that were passed over.
fn next(desk: &Desk<'_>, answers: &Answers, fields: &Fields) -> Result<(String, Markup)> {
    let (open, undecided) = answers.register.count_questions(&answers.judgements)?;
    let skip = value(fields, "skip").parse().unwrap_or(0_u64);
    let skip = if open > 0 { skip % open } else { 0 };
    let question = answers.register.questions(&answers.judgements, Page { offset: skip, limit: 1 })?.pop();
    let title = plain("web-review-title");
    let here = if skip > 0 { format!("/review?skip={skip}") } else { "/review".to_owned() };
    let show = Show { desk, answers, blind: false, back: here };
    let body = html! {
        h1 { (title) }
        p role="status" {
            (tr!("web-review-left", n = open))
            @if undecided > 0 { " " (tr!("link-undecided", n = undecided)) }
        }
        (show.last())
        @match question {
            None => { p.good { (tr!("review-nothing")) } p { a href="/people" { (tr!("web-people-title")) } } },
            Some(question) => {
                (show.question((question.one, question.other), Some(question))?)
                @if open > 1 { p { a href={ "/review?skip=" (skip + 1) } { (tr!("web-review-skip")) } } }
            },
        }
        (ahead(answers)?)
        (double(answers))
    };
    Ok((title, body))
}

/// The next pair of a sample that this person has not judged blind.
fn blind(desk: &Desk<'_>, answers: &Answers, fields: &Fields) -> Result<(String, Markup)> {
    let count = value(fields, "sample").parse().unwrap_or(SAMPLE);
    let seed = value(fields, "seed").parse().unwrap_or(SEED);
    let left = sample(answers, seed, count, &desk.app.by)?;
    let title = tr!("web-review-blind-title");
    let back = format!("/review?blind=1&sample={count}&seed={seed}");
    let show = Show { desk, answers, blind: true, back };
    let body = html! {
        p.inside { a href="/review" { (tr!("web-review-title")) } }
        h1 { (title) }
        p { (tr!("web-review-blind-about")) }
        p role="status" { (tr!("web-review-left", n = left.len() as u64)) }
        (show.last())
        @match left.first() {
            None => { p.good { (tr!("web-review-blind-done")) } (double(answers)) },
            Some(question) => { (show.question((question.one, question.other), None)?) },
        }
    };
    Ok((title, body))
}

/// How a question is shown.
struct Show<'a> {
    desk: &'a Desk<'a>,
    answers: &'a Answers,
    blind: bool,
    /// Where to go on after the verdict.
    back: String,
}

impl Show<'_> {
    /// This person's last judgement that stands, with a way to take it back.
    fn last(&self) -> Markup {
        let own = |it: &&case::register::Judged| it.stands() && it.by == self.desk.app.by;
        let last = self.answers.judgements.history().iter().rev().find(own);
        html! {
            @if let Some(last) = last {
                @let (one, other) = last.pair();
                @let at = register::pair_at(one, other);
                form.last method="post" action="/review/withdraw" {
                    input type="hidden" name="entry" value=(last.entry);
                    input type="hidden" name="back" value=(self.back);
                    span { (tr!("web-review-last")) " " a href=(at) { (plain(&format!("web-judged-{}", last.judgement.verdict.code()))) } ", " (shell::moment(last.at)) }
                    button data-key="z" { (tr!("web-review-undo")) }
                }
            }
        }
    }

    fn question(&self, pair: Pair, why: Option<Question>) -> Result<Markup> {
        let answers = self.answers;
        let found = explain(&answers.lists, &answers.register, &answers.run, pair.0, pair.1)?;
        let standing = answers.judgements.standing(pair).filter(|_| !self.blind);
        let mark = |meanings: &[model::Meaning]| sides::compared(&found.one, &found.other, meanings);
        let label = tr!("web-review-question");
        Ok(html! {
            section aria-labelledby="question" {
                h2 #question { (label) }
                @if let Some(why) = why { p { (tr!("review-why", why = words::why(why.why))) } }
                @if !self.blind { p.lead { (tr!("web-review-machine")) " " strong { (likely(found.weight.probability())) } } }
                @if standing == Some(Standing::Contradicted) { p.bad { (tr!("judge-contradicted")) } }
                (sides::table(answers, &[&found.one, &found.other], &label, mark))
                (self.verdict(pair))
            }
            @if !self.blind {
                section aria-labelledby="sum" {
                    h2 #sum { (tr!("web-review-sum")) }
                    (weights::picture(&found))
                    @for (side, alone) in found.alone.iter().enumerate().filter(|(_, alone)| !alone.is_empty()) {
                        p { small { (say::message(if side == 0 { "explain-alone-one" } else { "explain-alone-other" }, &crate::args![parts = alone.join(" ")])) } }
                    }
                }
                (self.others(&found)?)
                (self.judgements(pair))
            }
        })
    }

    fn verdict(&self, (one, other): Pair) -> Markup {
        html! {
            form.verdict method="post" action=(register::pair_at(one, other)) {
                input type="hidden" name="back" value=(self.back);
                @if self.blind { input type="hidden" name="blind" value="1"; }
                p.actions { @for (verdict, key, message) in VERDICTS {
                    button name="verdict" value=(verdict.code()) data-key=(key) { (plain(message)) " " kbd { (key.to_uppercase()) } }
                } }
                p.note-field {
                    label for="note" { (tr!("web-review-note")) }
                    input #note name="note" autocomplete="off";
                }
            }
            p { small { (tr!("web-review-signed", who = self.desk.app.by.as_str())) } }
        }
    }

    /// The other rows of both persons.
    fn others(&self, found: &Explained) -> Result<Markup> {
        let answers = self.answers;
        let together = found.one.row.person == found.other.row.person;
        let mut sides = Vec::new();
        for record in [&found.one, &found.other] {
            let members = answers.register.members(record.row.person)?;
            let shown = [found.one.row.id, found.other.row.id];
            let others = members.into_iter().filter(|it| !shown.contains(&it.id));
            let others = others.map(|it| answers.record(it.id)).collect::<Result<Vec<_>>>()?;
            sides.push((record, others));
        }
        if together {
            sides.truncate(1);
        }
        Ok(html! {
            section aria-labelledby="others" {
                h2 #others { (tr!("web-review-others")) }
                @if together { p { (tr!("web-review-together")) " " (person_link(answers, found.one.row.person)?) } }
                div.columns { @for (record, others) in &sides { div {
                    h3 { (person_link(answers, record.row.person)?) }
                    ul {
                        @for it in [*record].into_iter().chain(others) { li { (shell::name(&Answers::record_name(it))) " " small { (row_link(answers, it)) } } }
                        @if together { li { (shell::name(&Answers::record_name(&found.other))) " " small { (row_link(answers, &found.other)) } } }
                    }
                } } }
            }
        })
    }

    fn judgements(&self, pair: Pair) -> Markup {
        let all: Vec<_> = self.answers.judgements.on(pair).collect();
        html! {
            @if !all.is_empty() {
                section aria-labelledby="judged" {
                    h2 #judged { (tr!("web-person-judgements")) }
                    ul.reasons { @for it in &all { li.overtaken[!it.stands()] { (judged(it)) " " (take_back(it, &self.back)) } } }
                }
            }
        }
    }
}

/// What to expect of the register now, and after each further hundred answers.
fn ahead(answers: &Answers) -> Result<Markup> {
    let Some(now) = answers.run.expected else { return Ok(html! {}) };
    let mut links = Vec::new();
    let mut at = 0;
    answers.register.each_link(|link| {
        // What somebody settled has nothing left to tell.
        let weight = match answers.judgements.standing((link.one, link.other)) {
            Some(Standing::Agreed(Verdict::Same)) => SURE,
            Some(Standing::Agreed(Verdict::Different)) => -SURE,
            _ => link.weight.bits() as f32,
        };
        let families = 0;
        links.push(link::score::Link {
            one: at,
            other: at + 1,
            weight,
            families,
            corroborated: link.beyond_name,
            stance: link::cluster::Stance::default(),
        });
        at += 2;
    })?;
    let threshold = link::model::Probability::from_weight(now.threshold.bits());
    let steps = link::review::after_reviews(&links, now.missed, threshold, HUNDREDS);
    let percent = |it: f64| words::probability(it);
    Ok(html! {
        section aria-labelledby="ahead" {
            h2 #ahead { (tr!("web-review-ahead")) }
            (expected(answers))
            @if steps.len() > 1 {
                div.wide { table.log.ahead {
                    thead { tr {
                        th scope="col" { (tr!("web-review-answers")) }
                        th.number scope="col" { (tr!("web-review-precision")) }
                        th.number scope="col" { (tr!("web-review-recall")) }
                    } }
                    tbody { @for (reviews, precision, recall) in &steps { tr {
                        th scope="row" { @if *reviews == 0 { (tr!("web-review-now")) } @else { (tr!("web-review-after", n = *reviews as u64)) } }
                        td.number { (percent(*precision)) } td.number { (percent(*recall)) }
                    } } }
                } }
            }
        }
    })
}

/// The weight of a pair on which somebody's verdict stands.
const SURE: f32 = 40.0;

/// Blind double review: how it is done, and how far reviewers agree.
fn double(answers: &Answers) -> Markup {
    let found = agreement(&answers.judgements);
    html! {
        section aria-labelledby="double" {
            h2 #double { (tr!("web-review-double")) }
            p { (tr!("web-review-double-about", n = SAMPLE as u64)) }
            @for it in &found {
                @let kappa = it.kappa.map_or_else(|| tr!("agreement-no-kappa"), |kappa| format!("{kappa:.2}"));
                p { (tr!("agreement", one = it.one.as_str(), other = it.other.as_str(), n = it.pairs, agreed = it.agreed, kappa = kappa)) }
                @if !it.differ.is_empty() {
                    ul { @for (one, other) in &it.differ { li {
                        a href=(register::pair_at(*one, *other)) { (difference(answers, (*one, *other))) }
                    } } }
                }
            }
            p { a.button href="/review?blind=1" { (tr!("web-review-blind-start")) } }
        }
    }
}

/// Two rows by name, as far as they are there.
fn difference(answers: &Answers, (one, other): Pair) -> Markup {
    let name = |id| answers.record(id).map_or_else(|_| html! { (id) }, |it| record_name(answers, &it));
    html! {
        (name(one)) " " (tr!("web-person-and")) " " (name(other))
        @if is_settled(answers, one, other) { " " small { "(" (tr!("web-review-settled")) ")" } }
    }
}
