//! Dates: expressions of time with their values, precision and what they were resolved against. Without a date of
//! publication a relative one stays unresolved and says so.

mod counting;
pub mod expression;
pub mod feasts;
pub mod grammar;
mod spanish;
pub mod words;

use jiff::civil::Date;

use crate::kinds::{DateAnchor, DateMention, Language, Precision};
use crate::lexicon::{Class, Classes};
use crate::names::chain::span;
use crate::quotations::context::Context;
use crate::text::token::Kind;
use expression::{Expression, Saying, Tense, Unit};
use grammar::{Order, Words};

/// Only a sentence with one of these, or with a number, is read.
const TRIGGERS: Classes = Classes(0).with(Class::Month).with(Class::Weekday).with(Class::TimeUnit);

/// A date that the text has told, from which what follows may count.
#[derive(Debug, Clone, Copy)]
struct Told {
    day: Date,
    precision: Precision,
    span: model::Span,
    /// The paragraph in which it stands.
    paragraph: usize,
    /// Whether it names its place on the calendar itself, and is not counted from the day of writing.
    itself: bool,
}

/// The dates of a passage with the tokens of each.
#[must_use]
pub fn find(context: &Context<'_>, published: Option<Date>) -> Vec<(std::ops::Range<usize>, DateMention)> {
    let passage = context.passage;
    let mut found: Vec<(std::ops::Range<usize>, DateMention)> = Vec::new();
    let mut before: Option<Told> = None;
    let mut paragraph = 0;
    let order = Order::of(in_digits(context));
    let (mut words, mut capital): (Vec<String>, Vec<bool>) = (Vec::new(), Vec::new());
    for sentence in &passage.sentences {
        let tokens = &passage.tokens[sentence.clone()];
        let triggers = tokens.iter().any(|token| {
            token.classes.any(TRIGGERS)
                || token.kind == Kind::Number
                || is_simple(token.word)
                || is_joined(token.text(passage.text))
        });
        if !triggers {
            continue;
        }
        // "Nine months later" counts from a date of the same paragraph or from none; a Spanish story goes on in the next
        // paragraph ("Al día siguiente, ...").
        let here = passage.paragraph_at(sentence.start);
        if here != paragraph {
            let spanish = passage.paragraphs[here].language == Language::Spanish;
            let goes_on =
                |told: &Told| spanish && here == told.paragraph + 1 && told.precision <= Precision::Day;
            before = before.filter(goes_on);
            paragraph = here;
        }
        let language = passage.paragraphs[here].language;
        words.clear();
        words.extend(tokens.iter().map(|token| token.text(passage.text).to_lowercase()));
        capital.clear();
        capital.extend(tokens.iter().map(crate::text::token::Token::is_capital));
        let reader = Words { words: &words, capital: &capital, language, order };
        let mut at = 0;
        while at < words.len() {
            let Some(expression) = reader.read(at).filter(|it| it.tokens.end <= words.len()) else {
                at += 1;
                continue;
            };
            at = expression.tokens.end;
            let tokens = sentence.start + expression.tokens.start..sentence.start + expression.tokens.end;
            // “60 Minutes” is a name.
            let last = &passage.tokens[tokens.end - 1];
            if matches!(expression.saying, Saying::Length(..))
                && last.is_capital()
                && passage.quote_of[tokens.start] > 0
            {
                continue;
            }
            let mention = resolve(context, &expression, &tokens, &words, published, &mut before);
            // "Esa noche" of nothing told points at no date.
            let is_empty = language == Language::Spanish && matches!(expression.saying, Saying::Later(_, 0));
            if mention.value.is_some() || !is_empty {
                found.push((tokens, mention));
            }
        }
    }
    found
}

/// The first two numbers of each date in digits: "14/02/2024" gives 14 and 2.
fn in_digits<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (i16, i16)> + 'c {
    let (tokens, text) = (&context.passage.tokens, context.passage.text);
    tokens.windows(5).filter(|five| five[0].kind == Kind::Number && five[4].kind == Kind::Number).filter_map(
        move |five| {
            let words = [0, 1, 2, 3, 4].map(|at: usize| five[at].text(text));
            let is_date = ["/", "-"].contains(&words[1]) && words[1] == words[3] && words[0].len() < 3;
            is_date.then(|| Some((words[0].parse().ok()?, words[2].parse().ok()?))).flatten()
        },
    )
}

/// "today", "ayer" and their like, which no list of units has.
fn is_simple(word: u32) -> bool {
    static SIMPLE: std::sync::LazyLock<Vec<u32>> = std::sync::LazyLock::new(|| {
        let words = "today tonight yesterday tomorrow now currently nowadays recently lately future hoy ayer anteayer anoche ahora actualmente recientemente weekend thanksgiving easter noon midday christmas halloween summer winter spring fall autumn verano invierno primavera otoño hace \
                     antier antenoche anteanoche antinoche trasantier trasanteayer mañana madrugada tarde noche mediodía medianoche víspera corriente corrientes navidad nochebuena nochevieja pascua santa santo reyes muertos ene abr ago set dic siglo jornada últimamente próximamente actualidad quincena lustro semestre trimestre cuatrimestre bimestre sexenio quinquenio lunes martes miércoles jueves viernes sábado sábados domingo domingos año hacía mil setenta ochenta noventa sesenta cincuenta cuarenta treinta veinte hora horas dieciséis veintiuno veintidós veintitrés veintiséis";
        let mut hashes: Vec<u32> =
            words.split_whitespace().map(|word| crate::lexicon::hash_word(word).whole).collect();
        hashes.sort_unstable();
        hashes
    });
    SIMPLE.binary_search(&word).is_ok()
}

/// "1990s", "late-November": a digit or a hyphen inside a word.
fn is_joined(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 3 && (bytes[0].is_ascii_digit() || bytes[1..].contains(&b'-'))
}

fn resolve(
    context: &Context<'_>,
    expression: &Expression,
    tokens: &std::ops::Range<usize>,
    words: &[String],
    published: Option<Date>,
    before: &mut Option<Told>,
) -> DateMention {
    let mut tense = tense(words, expression);
    let mut told = before.filter(|told| fine_enough(&expression.saying, told.precision));
    // "El día 5" after the third of March is of that March; after "ayer" it is counted as "ayer" is.
    let mut expression = expression.clone();
    if let (Saying::DayOf(_, None, None), Some(_)) =
        (&expression.saying, told.filter(|told| told.itself && told.precision == Precision::Day))
    {
        expression.saying = Saying::Told(Box::new(expression.saying));
        tense = Tense::Future;
    }
    let mut told_day = told.map(|told| told.day);
    let paragraph = context.passage.paragraph_at(tokens.start);
    if let (Saying::Month(month, day, None), Some(told)) = (&expression.saying, told)
        && context.passage.paragraphs[paragraph].language == Language::Spanish
        && tense == Tense::Past
        && told.itself
        && told.paragraph == paragraph
        && published.is_some_and(|published| told.day.year() + 1 < published.year())
    {
        // After "el 3 de mayo de 1986", "el 9 de junio" may be of that year or of this one: it stays open.
        expression.saying = Saying::Told(Box::new(Saying::MonthOf(*month, *day, 0)));
        told_day = None;
    }
    // "Treinta años después" of nothing told is still thirty years.
    if let &Saying::Later(unit, count) = &expression.saying
        && told.is_none()
        && is_counted(&words[expression.tokens.clone()])
    {
        expression.saying = Saying::Length(unit, Some(count.unsigned_abs() as f64));
    }
    let value = expression.value(published, told_day, tense);
    let from_text =
        expression.saying.is_told() || matches!(expression.saying, Saying::Clock(..)) && told.is_some();
    let anchor = match (value.relative, &value.value) {
        (false, _) => DateAnchor::Itself,
        (true, None) => DateAnchor::Missing,
        (true, Some(_)) if from_text => {
            told.take().map_or(DateAnchor::Missing, |told| DateAnchor::Text { span: told.span })
        }
        (true, Some(_)) => DateAnchor::Publication,
    };
    let span = span(context, tokens);
    let start = expression.tokens.start;
    let word = |back: usize| start.checked_sub(back).map_or("", |at| words[at].as_str());
    let modifier = expression.modifier.or(match (word(1), word(2)) {
        ("about" | "around" | "unos" | "unas" | "roughly" | "nearly" | "almost" | "casi", _) => {
            Some("APPROX")
        }
        ("than" | "de", "more" | "más") => Some("MORE_THAN"),
        ("than" | "de", "less" | "menos" | "fewer") => Some("LESS_THAN"),
        ("least", "at") | ("menos", "al") => Some("EQUAL_OR_MORE"),
        _ => None,
    });
    // A date that could not be resolved hides those before it: what follows may count from it. An hour hides no day.
    let hidden = value.precision == Precision::Time && value.day.is_none();
    // Nor is a day of birth a day of the story.
    let birth = words[start.saturating_sub(4)..start].iter().any(|word| word.starts_with("naci"));
    if !hidden && !birth && !matches!(value.precision, Precision::Duration | Precision::Vague) {
        let (precision, itself) = (value.precision, !value.relative || from_text);
        *before = value.day.map(|day| Told { day, precision, span, paragraph, itself });
    }
    DateMention {
        span,
        value: value.value,
        precision: value.precision,
        modifier: modifier.map(str::to_owned),
        anchor,
    }
}

/// Whether Spanish words count units from a date: "dos días después", "hacía tres años".
fn is_counted(words: &[String]) -> bool {
    let is = |word: Option<&String>, any: &[&str]| word.is_some_and(|word| any.contains(&word.as_str()));
    is(words.last(), &["después", "luego", "tarde", "antes"]) || is(words.first(), &["hacía"])
}

/// Whether a date of this precision says enough for what is counted from it: no day is counted from a month.
fn fine_enough(saying: &Saying, told: Precision) -> bool {
    if let Saying::ClockOn(_, _, saying) = saying {
        return fine_enough(saying, told);
    }
    let needed = match saying {
        Saying::Later(Unit::Week | Unit::Weekend, _) => Precision::Week,
        Saying::Later(Unit::Month, _) => Precision::Month,
        Saying::Later(Unit::Quarter, _) => Precision::Season,
        Saying::Later(Unit::Year | Unit::Decade | Unit::Century, _) => Precision::Year,
        Saying::Month(..) => Precision::Month,
        Saying::Told(saying) => match **saying {
            Saying::MonthOf(..) => Precision::Year,
            Saying::DayOf(..) => Precision::Month,
            _ => Precision::Day,
        },
        _ => Precision::Day,
    };
    told <= needed
}

/// Ahead when the words around speak of what is to come, back otherwise; the sign nearest before the expression decides.
fn tense(words: &[String], expression: &Expression) -> Tense {
    let start = expression.tokens.start;
    // "Para el lunes" looks ahead whatever the verb.
    let asked = start.checked_sub(1).map(|at| if at > 0 && words[at] == "el" { at - 1 } else { at });
    if asked.is_some_and(|at| words[at] == "para") {
        return Tense::Future;
    }
    // "Prometió entregarla antes del viernes" looks ahead, "prometió el viernes" back.
    let verb = words[start.saturating_sub(12)..start]
        .iter()
        .rev()
        .position(|word| PROMISES.contains(&word.as_str()));
    let nearest = |back: usize| words[start - back..start].iter().all(|word| sign(word).is_none());
    if verb.is_some_and(|back| back > 1 && nearest(back)) {
        return Tense::Future;
    }
    let before = words[start.saturating_sub(12)..start].iter().rev();
    let after = words[expression.tokens.end..].iter().take(4);
    let first = before.map(String::as_str).find_map(sign);
    first.or_else(|| after.map(String::as_str).find_map(sign)).unwrap_or(Tense::Past)
}

/// Verbs whose object is yet to come.
const PROMISES: [&str; 16] = [
    "prometió",
    "promete",
    "prometen",
    "prometieron",
    "comprometió",
    "comprometieron",
    "compromete",
    "amenazó",
    "amenaza",
    "amenazan",
    "amenazaron",
    "ordenó",
    "exigió",
    "exigen",
    "planean",
    "emplazó",
];

/// What one word tells of the tense.
fn sign(word: &str) -> Option<Tense> {
    const AHEAD: [&str; 47] = [
        "would",
        "could",
        "might",
        "soon",
        "plan",
        "planned",
        "planning",
        "expected",
        "expects",
        "intends",
        "ready",
        "postponed",
        "podría",
        "planea",
        "aplazó",
        "will",
        "'ll",
        "shall",
        "scheduled",
        "upcoming",
        "deadline",
        "due",
        "plans",
        "tentatively",
        "until",
        "prevé",
        "previsto",
        "prevista",
        "convocó",
        "citó",
        "va",
        "van",
        "plazo",
        "vence",
        "previstos",
        "previstas",
        "programado",
        "programada",
        "próximo",
        "pronostica",
        "pronóstico",
        "prevén",
        "espera",
        "vuelva",
        "venga",
        "vengan",
        "regrese",
    ];
    const BACK: [&str; 46] = [
        "said", "was", "were", "had", "told", "came", "went", "held", "gave", "made", "took", "met", "left",
        "began", "won", "found", "got", "flew", "struck", "sent", "ran", "fell", "did", "rose", "led", "saw",
        "spoke", "shot", "brought", "hit", "has", "have", "since", "dijo", "fue", "fueron", "hizo", "tuvo",
        "vio", "desde", "había", "habían", "ha", "han", "habría", "habrían",
    ];
    let ends = |endings: &[&str]| word.len() > 4 && endings.iter().any(|ending| word.ends_with(ending));
    let is_back = BACK.contains(&word);
    if AHEAD.contains(&word)
        || !is_back && ends(&["rá", "rán", "ré", "remos", "ría", "rían", "viera", "viese"])
    {
        Some(Tense::Future)
    } else if is_back || ends(&["aron", "ieron", "ó", "ed"]) {
        Some(Tense::Past)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, annotate};

    fn check(text: &str, values: &[&str]) {
        let dates = annotate(text, &Options::default()).dates;
        let found: Vec<&str> = dates.iter().filter_map(|date| date.value.as_deref()).collect();
        assert_eq!(found, values, "{text}");
    }

    #[test]
    fn day_and_month_are_told_apart_by_what_the_text_settles_alone() {
        check(
            "22 WEFFER DIAZ VALMORE 01/09/1975\n39 ARCHBOLD JAMES LEVI 16/06/1972",
            &["1975-09-01", "1972-06-16"],
        );
        check(
            "22 WEFFER DIAZ VALMORE 01/09/1975\n39 ARCHBOLD JAMES LEVI 06/16/1972",
            &["1975-01-09", "1972-06-16"],
        );
        check("Boletín 077-2024 y expediente 1312/2023, del año 2024.", &["2024"]);
        check("22 WEFFER DIAZ VALMORE 01/09/1975", &["1975"]);
        check(
            "He was born on 05/05/1975 in the city and released on 2024-02-03.",
            &["1975-05-05", "2024-02-03"],
        );
        check("Nació el 01/09/1975 en la ciudad de su madre.", &["1975-09-01"]);
    }
}
