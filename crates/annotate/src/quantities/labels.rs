//! Numbers that count nothing: of lists, articles of laws, folios, cells, flights; "one" and "un" as articles; parts of
//! names. Never reads the number itself.

use super::Reader;
use crate::text::token::{Kind, Shape, Token};

/// In both languages, in small letters, in order.
const LABELS: [&str; 92] = [
    "#",
    "(",
    "/",
    "acuerdo",
    "anexo",
    "apartado",
    "apdo.",
    "art.",
    "article",
    "artículo",
    "artículos",
    "barraca",
    "carné",
    "carnet",
    "causa",
    "celda",
    "celdas",
    "cell",
    "chapter",
    "calle",
    "capítulo",
    "carretera",
    "cédula",
    "código",
    "decreto",
    "departamento",
    "dni",
    "edificio",
    "escrito",
    "expediente",
    "flight",
    "foja",
    "fojas",
    "folio",
    "folios",
    "fracción",
    "galería",
    "habitación",
    "inciso",
    "kilómetro",
    "km",
    "legajo",
    "ley",
    "línea",
    "lote",
    "manzana",
    "matrícula",
    "módulo",
    "no.",
    "numeral",
    "número",
    "núm.",
    "nº",
    "n°",
    "oficio",
    "page",
    "pabellón",
    "parágrafo",
    "párrafo",
    "parte",
    "pasaporte",
    "piso",
    "placa",
    "poste",
    "protocolo",
    "página",
    "páginas",
    "recinto",
    "registro",
    "resolución",
    "rollo",
    "room",
    "route",
    "ruta",
    "sala",
    "section",
    "sección",
    "sector",
    "sentencia",
    "serie",
    "street",
    "sumario",
    "tel",
    "teléfono",
    "tomo",
    "torre",
    "unidad",
    "vuelo",
    "zona",
    "º",
    "°",
    "dorsal",
];

/// Whether a number after this word is a label.
fn is_label(word: &str) -> bool {
    LABELS.contains(&word)
}

impl Reader<'_> {
    /// Numbers of lists, articles, channels; "one" and "un" as articles; parts of names.
    pub(super) fn is_no_count(
        &self,
        first: &Token,
        start: usize,
        lone: bool,
        one_back: &str,
        two_back: &str,
        end: usize,
    ) -> bool {
        let passage = self.context.passage;
        let article = lone && matches!(self.word(start).as_str(), "one" | "un" | "una" | "uno" | "a" | "an");
        let paragraph = passage.paragraph_at(start);
        let opens = passage.paragraphs[paragraph].tokens.start == start
            || start > 0
                && passage.text[passage.tokens[start - 1].end as usize..first.start as usize].contains('\n');
        let listed = opens
            && first.kind == Kind::Number
            && matches!(self.word(end).as_str(), "." | ")" | "-" | "–" | "º");
        let label = is_label(one_back)
            || two_back == "tel"
            || one_back == "-" && first.kind == Kind::Number && two_back.chars().all(|c| c.is_ascii_digit());
        let titled = start.checked_sub(1).is_some_and(|before| {
            let token = &passage.tokens[before];
            let opening = passage.sentences[passage.sentence_of[start] as usize].start;
            // "«Son 238 personas": a capital behind the mark that opens the sentence says nothing.
            let at_start = opening == before
                || before > 0 && passage.tokens[before - 1].kind == Kind::Quote
                || (opening..before).all(|at| !matches!(passage.tokens[at].kind, Kind::Word | Kind::Number));
            passage.paragraph_at(before) == paragraph
                && matches!(token.shape, Shape::Title | Shape::Upper | Shape::Mixed)
                && !at_start
                && token.kind == Kind::Word
        });
        // "60 Minutes": a capital after the number, inside quotation marks.
        let named = passage.tokens.get(end).is_some_and(|token| matches!(token.shape, Shape::Title))
            && passage.quote_of[start] > 0
            && start > 0
            && passage.tokens[start - 1].kind == Kind::Quote;
        let score = matches!(self.word(end).as_str(), "/" | ":");
        article || listed || label || titled || named || score
    }
}
