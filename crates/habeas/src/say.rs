//! What the program says to people, in their language: Fluent messages from `i18n/`, numbers, sizes and dates by
//! locale. Holds no sentence of its own; a key that is missing in one language is caught by a test.

use std::cell::Cell;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// Its ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }
}

/// The message files.
pub const MESSAGES: [(Language, &str); 2] =
    [(Language::En, include_str!("../i18n/en.ftl")), (Language::Es, include_str!("../i18n/es.ftl"))];

struct Say {
    language: Language,
    grouping: char,
    bundle: FluentBundle<FluentResource>,
}

/// A language with a region's way of writing numbers. All there are exist for the whole life of the process.
#[derive(Clone, Copy)]
pub struct Voice(&'static Say);

static ENGLISH: LazyLock<Say> = LazyLock::new(|| Say::new(Language::En, ','));
static SPANISH: LazyLock<Say> = LazyLock::new(|| Say::new(Language::Es, '.'));
static SPANISH_WITH_COMMAS: LazyLock<Say> = LazyLock::new(|| Say::new(Language::Es, ','));

/// The process's own voice.
static OWN: OnceLock<Voice> = OnceLock::new();

thread_local! {
    /// The voice of whoever is being answered on this thread.
    static HERE: Cell<Option<Voice>> = const { Cell::new(None) };
}

impl Voice {
    /// The voice of a locale such as `es_SV.UTF-8` or a language tag such as `es-SV`; English for any but Spanish.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        Self::new(of_locale(locale), locale)
    }

    /// A language, with the numbers of `locale`.
    #[must_use]
    pub fn new(language: Language, locale: &str) -> Self {
        match (language, grouping(language, locale)) {
            (Language::En, _) => Self(&ENGLISH),
            (Language::Es, ',') => Self(&SPANISH_WITH_COMMAS),
            (Language::Es, _) => Self(&SPANISH),
        }
    }

    /// Its language.
    #[must_use]
    pub fn language(self) -> Language {
        self.0.language
    }

    /// Runs `work` with this voice: all that it says, on this thread, is in it.
    pub fn speak<T>(self, work: impl FnOnce() -> T) -> T {
        struct Back(Option<Voice>);
        impl Drop for Back {
            fn drop(&mut self) {
                HERE.set(self.0);
            }
        }
        let _back = Back(HERE.replace(Some(self)));
        work()
    }
}

/// Chooses the process's own language: `wanted`, or what the locale variables ask for. The first call decides.
pub fn choose(wanted: Option<Language>) {
    let _ = OWN.get_or_init(|| {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .unwrap_or_default();
        Voice::new(wanted.unwrap_or_else(|| of_locale(&locale)), &locale)
    });
}

/// The voice that speaks on this thread.
#[must_use]
pub fn voice() -> Voice {
    HERE.get().unwrap_or_else(|| {
        choose(None);
        *OWN.get().expect("chosen in the line above")
    })
}

fn of_locale(locale: &str) -> Language {
    if locale.to_ascii_lowercase().starts_with("es") { Language::Es } else { Language::En }
}

/// Mexico, Central America and the Caribbean group thousands with a comma, the rest of the Spanish-speaking world
/// with a point (CLDR 46, `es-419` and its children).
fn grouping(language: Language, locale: &str) -> char {
    const COMMA: [&str; 10] = ["MX", "GT", "SV", "HN", "NI", "PA", "DO", "PR", "US", "PE"];
    let region = locale.get(3..5).unwrap_or_default();
    if language == Language::En || COMMA.contains(&region) { ',' } else { '.' }
}

impl Say {
    fn new(language: Language, grouping: char) -> Self {
        let id: LanguageIdentifier = language.code().parse().expect("both are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(FluentNumber { value, .. }) if value.fract() == 0.0 && *value >= 0.0 => {
                Some(grouped(*value as u64, say().grouping))
            }
            _ => None,
        }));
        let text = MESSAGES.iter().find(|(of, _)| *of == language).map_or("", |(_, text)| text);
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { language, grouping, bundle }
    }
}

fn say() -> &'static Say {
    voice().0
}

/// The message `key`, or its attribute when `attribute` is given; `None` when there is none.
#[must_use]
pub fn find(key: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = &say().bundle;
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
}

/// The message `key` without arguments. The key itself when there is no such message: visible, never silent.
#[must_use]
pub fn message(key: &str, args: &FluentArgs<'_>) -> String {
    find(key, None, args).unwrap_or_else(|| format!("[{key}]"))
}

/// The arguments of a message: `args![name = value, ...]`. Text among them is tamed; see [`crate::tame`].
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "a message may have no arguments")]
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $crate::tame::argument(::fluent_bundle::FluentValue::from($value)));)*
        args
    }};
}

/// A message in the chosen language: `tr!("key", name = value, ...)`.
#[macro_export]
macro_rules! tr {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::say::message($key, &$crate::args![$($name = $value),*])
    };
}

/// A whole number with its thousands grouped.
#[must_use]
pub fn number(value: u64) -> String {
    grouped(value, say().grouping)
}

fn grouped(value: u64, grouping: char) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(grouping);
        }
        text.push(digit);
    }
    text
}

/// A number of bytes in the largest unit that leaves at least one, with one decimal below ten (1 kB is 1,000 B).
#[must_use]
pub fn bytes(count: u64) -> String {
    const UNITS: [(&str, u64); 4] =
        [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    let Some((unit, size)) = UNITS.into_iter().find(|(_, size)| count >= *size) else {
        return format!("{count} B");
    };
    let (whole, tenth) = (count / size, count % size * 10 / size);
    let decimal = decimal_mark();
    if whole < 10 { format!("{whole}{decimal}{tenth} {unit}") } else { format!("{} {unit}", number(whole)) }
}

/// A number with so many digits behind the decimal mark that the reader's language uses.
#[must_use]
pub fn decimal(value: f64, digits: usize) -> String {
    format!("{value:.digits$}").replace('.', decimal_mark())
}

fn decimal_mark() -> &'static str {
    if say().grouping == ',' { "." } else { "," }
}

/// A moment in the machine's own time zone, with the zone's offset: dates in ISO order, which both languages read.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
}

/// A moment as people write it, in the machine's own time zone: `22 Nov 2026, 15:38:05 (+01:00)`.
#[must_use]
pub fn when(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::system());
    let months = tr!("months");
    let month = months.split(' ').nth(usize::from(at.month().unsigned_abs()) - 1).unwrap_or_default();
    format!("{} {month} {}, {}", at.day(), at.year(), at.strftime("%H:%M:%S (%:z)"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(language: Language) -> BTreeSet<String> {
        let (_, text) = MESSAGES.iter().find(|(of, _)| *of == language).unwrap();
        let mut keys = BTreeSet::new();
        let mut message = String::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with([' ', '#'])) {
                message = key.to_owned();
                assert!(keys.insert(message.clone()), "{key} stands twice");
            } else if let Some((name, _)) =
                line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" ="))
            {
                keys.insert(format!("{message}.{name}"));
            }
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let (english, spanish) = (keys(Language::En), keys(Language::Es));
        assert_eq!(english.difference(&spanish).collect::<Vec<_>>(), Vec::<&String>::new(), "not in Spanish");
        assert_eq!(spanish.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "not in English");
    }

    #[test]
    fn every_message_parses_and_takes_the_same_arguments() {
        let arguments = |text: &str| -> BTreeSet<String> {
            text.split('$')
                .skip(1)
                .map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().into())
                .collect()
        };
        for (language, text) in MESSAGES {
            let errors = FluentResource::try_new(text.into()).map(drop).map_err(|(_, errors)| errors);
            assert_eq!(errors, Ok(()), "{language:?}");
        }
        let blocks = |language| {
            let (_, text) = MESSAGES.iter().find(|(of, _)| *of == language).unwrap();
            let mut blocks = std::collections::BTreeMap::new();
            let mut message = String::new();
            for line in text.lines() {
                if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with([' ', '#']))
                {
                    message = key.to_owned();
                }
                blocks.entry(message.clone()).or_insert_with(String::new).push_str(line);
            }
            blocks
        };
        for (key, text) in blocks(Language::En) {
            assert_eq!(arguments(&text), arguments(&blocks(Language::Es)[&key]), "{key}");
        }
    }

    #[test]
    fn every_key_in_the_code_exists() {
        let known = keys(Language::En);
        let mut files = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut seen = 0;
        while let Some(path) = files.pop() {
            if path.is_dir() {
                files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            if path.ends_with("say.rs") {
                continue;
            }
            let code = std::fs::read_to_string(&path).unwrap();
            for start in ["tr!(\"", "trouble!(\""] {
                for rest in code.split(start).skip(1) {
                    let key = rest.split('"').next().unwrap();
                    // `include_str!` ends likewise.
                    if key != "key" && !key.starts_with("assets/") {
                        assert!(known.contains(key), "{key} in {}", path.display());
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 40, "the search for keys finds them: {seen}");
    }

    #[test]
    fn numbers_are_grouped_and_sizes_short() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567).replace('.', ","), "1,234,567");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_500).replace(',', "."), "1.5 kB");
        assert_eq!(bytes(39_000_000), "39 MB");
        assert_eq!(
            [grouping(Language::Es, "es_SV.UTF-8"), grouping(Language::Es, "es_ES.UTF-8")],
            [',', '.']
        );
    }
}
