//! Quantities: counts, sums of money, shares, measures, with approximator, range, what they count and where. Never takes
//! a date, a name or a list number for one.

mod approximation;
mod collective;
mod counted;
mod labels;
mod noun;
pub mod number;

use std::ops::Range;

use crate::kinds::{Approximation, Quantity};
use crate::lexicon::{Class, Classes};
use crate::names::chain::{Builder, span};
use crate::quotations::context::Context;
use crate::text::token::Kind;

/// A number with the tokens that write it.
struct Figure {
    tokens: Range<usize>,
    low: f64,
    high: f64,
    order: bool,
    /// Whether the words mean about so many.
    about: bool,
    /// Whether the numbers are a share in percent.
    share: bool,
}

/// The quantities of a passage. `taken` are tokens of dates and names, in order; none of them is a quantity.
#[must_use]
pub fn find(context: &Context<'_>, names: &Builder, taken: &[Range<usize>]) -> Vec<Quantity> {
    let reader = Reader { context, names };
    let tokens = &context.passage.tokens;
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if token.kind != Kind::Number
            && !token.is(Class::Number)
            && !token.is(Class::Scale)
            && !collective::may_begin(token.word)
        {
            at += 1;
            continue;
        }
        let next = taken.partition_point(|range| range.end <= at);
        if let Some(range) = taken.get(next).filter(|range| range.contains(&at)) {
            at = range.end;
            continue;
        }
        let Some(figure) = reader.figure(at) else {
            at += 1;
            continue;
        };
        at = figure.tokens.end;
        found.extend(reader.quantity(figure));
    }
    found
}

struct Reader<'c> {
    context: &'c Context<'c>,
    names: &'c Builder,
}

/// Words that end what is counted.
const STOPS: Classes = Classes(0)
    .with(Class::Article)
    .with(Class::Preposition)
    .with(Class::Conjunction)
    .with(Class::Relative)
    .with(Class::That)
    .with(Class::Auxiliary)
    .with(Class::Modal)
    .with(Class::Be)
    .with(Class::Have)
    .with(Class::Subordinator)
    .with(Class::Subject)
    .with(Class::Object)
    .with(Class::Weekday)
    .with(Class::Month)
    .with(Class::Adverb)
    .with(Class::Negation);

impl Reader<'_> {
    fn word(&self, at: usize) -> String {
        self.context.passage.word(at).to_lowercase()
    }

    fn before(&self, at: usize, back: usize) -> String {
        let same =
            |other: usize| self.context.passage.paragraph_at(other) == self.context.passage.paragraph_at(at);
        at.checked_sub(back).filter(|&other| same(other)).map_or_else(String::new, |other| self.word(other))
    }

    fn is_spanish(&self, at: usize) -> bool {
        self.context.passage.paragraphs[self.context.passage.paragraph_at(at)].language
            == crate::kinds::Language::Spanish
    }

    /// One number: digits, or words that add and multiply.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let tokens = &self.context.passage.tokens;
        let token = tokens.get(at)?;
        let mut end = at + 1;
        let mut value = match token.kind {
            Kind::Number => number::parse(token.text(self.context.passage.text))?.value,
            _ => {
                let word = self.word(at);
                number::word(&word)
                    .or_else(|| number::scale(&word).filter(|_| matches!(word.as_str(), "mil" | "dozen")))?
            }
        };
        let mut whole = 0.0;
        // "dos mil trescientos", "treinta y cinco", "one hundred and five", "6 million".
        while let Some(token) = tokens.get(end).filter(|_| end - at < 10) {
            let word = self.word(end);
            if let Some(scale) = number::scale(&word) {
                value *= scale;
                if scale >= 1e3 {
                    whole += value;
                    value = 0.0;
                }
                end += 1;
                continue;
            }
            let joined = usize::from(matches!(word.as_str(), "y" | "and"));
            let next = self.word(end + joined);
            let written = token.kind != Kind::Number && tokens[at].kind != Kind::Number;
            let small = number::word(&next).filter(|small| {
                written
                    && (*small < value || value == 0.0)
                    && (!matches!(next.as_str(), "a" | "an" | "un" | "una" | "uno")
                        || joined == 1 && word == "y" && (20.0..100.0).contains(&(value % 100.0)))
            });
            let fits = small.filter(|small| {
                if joined == 1 {
                    value >= 20.0 && *small < 10.0 || value >= 100.0
                } else {
                    value >= 100.0 || whole > 0.0 || *small < 10.0 && value >= 20.0
                }
            });
            let Some(small) = fits else { break };
            value += small;
            end += joined + 1;
        }
        Some((whole + value, end))
    }

    /// A number or a range.
    fn figure(&self, at: usize) -> Option<Figure> {
        let word = self.word(at);
        let order = matches!(
            word.as_str(),
            "hundreds"
                | "thousands"
                | "millions"
                | "dozens"
                | "scores"
                | "tens"
                | "cientos"
                | "miles"
                | "millones"
                | "decenas"
                | "docenas"
                | "centenares"
        );
        if order {
            let (low, of) = match word.as_str() {
                "hundreds" | "cientos" | "centenares" => (100.0, true),
                "thousands" | "miles" => (1e3, true),
                "millions" | "millones" => (1e6, true),
                "dozens" | "docenas" => (12.0, true),
                "scores" => (20.0, self.word(at + 1) == "of"),
                _ => (10.0, true),
            };
            let mut low = low;
            let mut end = at + 1;
            if matches!(self.word(end).as_str(), "of" | "de") {
                if let Some(times) =
                    number::scale(self.word(end + 1).trim_end_matches('s')).filter(|times| *times >= 1e3)
                {
                    low *= times;
                    end += 2;
                } else if self.word(end + 1) == "miles" {
                    low *= 1e3;
                    end += 2;
                }
            }
            let counted = matches!(self.word(end).as_str(), "of" | "de")
                || self.context.passage.tokens.get(end).is_some_and(|it| it.is(Class::Person));
            return (of && counted).then_some(Figure {
                tokens: at..end,
                low,
                high: low,
                order: true,
                about: false,
                share: false,
            });
        }
        if let Some(figure) = self.collective(at) {
            return Some(figure);
        }
        let (low, end) = self.number(at)?;
        let between = matches!(self.before(at, 1).as_str(), "entre" | "between");
        let link = self.word(end);
        let to = match link.as_str() {
            "-" | "–" | "—" | "to" => true,
            "a" => self.context.passage.tokens[at].kind == Kind::Number || self.before(at, 1) == "de",
            "y" | "and" => between,
            // "20 o 30 presos", "seis o siete".
            "o" | "u" => true,
            _ => false,
        };
        if to && let Some((mut high, last)) = self.number(end + 1).filter(|(high, _)| *high > low || between)
        {
            let mut low = low;
            // "2 to 3 million".
            if high >= 1e3 * low && high >= 1e6 && self.context.passage.tokens[end + 1].kind == Kind::Number {
                let first = number::parse(&self.word(end + 1)).map_or(high, |it| it.value);
                if first > low {
                    low *= high / first;
                }
            }
            if high < low {
                std::mem::swap(&mut low, &mut high);
            }
            return Some(Figure { tokens: at..last, low, high, order: false, about: false, share: false });
        }
        if let Some((percent, last)) = self.share(end, low) {
            let tokens = at..last;
            return Some(Figure {
                tokens,
                low: percent,
                high: percent,
                order: false,
                about: false,
                share: true,
            });
        }
        Some(Figure { tokens: at..end, low, high: low, order: false, about: false, share: false })
    }

    fn quantity(&self, figure: Figure) -> Option<Quantity> {
        let passage = self.context.passage;
        let tokens = &passage.tokens;
        let Range { mut start, mut end } = figure.tokens;
        let number = start;
        let first = &tokens[start];
        let lone = end - start == 1;
        let (one_back, two_back) = (self.before(start, 1), self.before(start, 2));
        // Money before the number.
        let mut unit = match one_back.as_str() {
            "$" => Some("USD"),
            "€" => Some("EUR"),
            "£" => Some("GBP"),
            _ => None,
        };
        if figure.share {
            unit = Some("%");
        } else if unit.is_some() {
            start -= 1;
            if matches!(self.before(start, 1).as_str(), "us" | "u.s.")
                && tokens[start].start == tokens[start - 1].end
            {
                start -= 1;
            }
        }
        let after = self.word(end);
        let (code, length) = match after.as_str() {
            "%" | "percent" => ("%", 1),
            "por" | "per" if matches!(self.word(end + 1).as_str(), "ciento" | "cent") => ("%", 2),
            "points" | "puntos" => ("points", 1),
            "km" | "kilómetros" | "kilometers" | "kilometres" => ("km", 1),
            "miles" if !self.is_spanish(start) => ("mi", 1),
            "metros" | "meters" | "metres" => ("m", 1),
            "kilos" | "kilogramos" | "kg" | "kilograms" => ("kg", 1),
            "toneladas" | "tons" | "tonnes" => ("t", 1),
            "hectáreas" | "hectares" => ("ha", 1),
            "euros" | "€" => ("EUR", 1),
            "dólares" | "dollars" => ("USD", 1),
            "pesos" => ("peso", 1),
            "de" if matches!(self.word(end + 1).as_str(), "dólares" | "euros" | "pesos") => (
                match self.word(end + 1).as_str() {
                    "euros" => "EUR",
                    "pesos" => "peso",
                    _ => "USD",
                },
                2,
            ),
            _ => ("", 0),
        };
        if length > 0 {
            unit = Some(code);
            end += length;
        }
        if unit.is_none() && !figure.order && self.is_no_count(first, start, lone, &one_back, &two_back, end)
        {
            return None;
        }
        let (mut approximation, words) = self.approximation(start, figure.order);
        start -= words;
        if figure.about && approximation == Approximation::Exact {
            approximation = Approximation::About;
        }
        if matches!(self.before(start, 1).as_str(), "entre" | "between") && figure.low != figure.high {
            start -= 1;
        }
        let counted =
            self.counted(number, figure.low != 1.0 && !figure.share, end, unit.filter(|_| !figure.share));
        let head = counted.as_ref().map(|counted| self.head(counted));
        let place = self.place(counted.as_ref().map_or(end, |counted| counted.end));
        // A bare number that counts nothing, measures nothing and has nothing said about it is a label of some kind.
        let said = self.says_how_many(start) && self.ends_there(end);
        if unit.is_none()
            && counted.is_none()
            && !said
            && approximation == Approximation::Exact
            && figure.low == figure.high
        {
            return None;
        }
        Some(Quantity {
            span: span(self.context, &(start..end)),
            low: figure.low,
            high: figure.high,
            approximation,
            unit: unit.map(str::to_owned),
            counted: counted.map(|counted| span(self.context, &counted)),
            head,
            place,
        })
    }
}
