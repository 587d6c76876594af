//! Annotates texts of any length in pieces of bounded size, cut between paragraphs, so that memory stays flat. A piece is
//! annotated by itself; chains and speakers do not reach from one into the next.

use model::Span;

use crate::kinds::{
    Annotations, Claim, DateAnchor, DateMention, Mention, Options, Quantity, Quotation, Speaker,
};
use crate::names::chain::Builder;
use crate::quotations::context::Context;
use crate::text::Passage;
use crate::{claims, dates, names, quantities, quotations, weights};

/// A text up to this size is annotated in one go; a longer one is cut.
pub const PIECE: usize = 64 * 1024;

/// Annotates a text.
#[must_use]
pub fn annotate(text: &str, options: &Options) -> Annotations {
    let mut all = Annotations::default();
    annotate_pieces(text, options, |piece| append(&mut all, piece));
    all
}

/// Annotates a text piece by piece; spans count in the whole text, indices in the piece. Memory does not grow with it.
pub fn annotate_pieces(text: &str, options: &Options, mut each: impl FnMut(Annotations)) {
    let mut start = 0;
    while start < text.len() {
        let end = cut(text, start);
        let mut piece = annotate_piece(&text[start..end], options);
        shift(&mut piece, start as u64);
        each(piece);
        start = end;
    }
}

/// Where the piece that begins at `start` ends: between paragraphs, else between lines, else after a space, else anywhere.
fn cut(text: &str, start: usize) -> usize {
    let mut end = start + PIECE;
    if end >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let piece = &text[start..end];
    let after =
        |mark: &str| piece.rfind(mark).map(|at| start + at + mark.len()).filter(|&at| at > start + PIECE / 2);
    after("\n\n").or_else(|| after("\n")).or_else(|| after(". ")).or_else(|| after(" ")).unwrap_or(end)
}

fn annotate_piece(text: &str, options: &Options) -> Annotations {
    let passage = Passage::read(text, options.language);
    let context = Context::new(&passage);
    let builder = names::find(&weights::NAMES, &context);
    let mut builder = sorted(builder);
    let frames = quotations::find(&weights::QUOTATIONS, &context);
    let quotations = quotations::assemble::assemble(&context, &builder, &frames);
    let claims = claims::find(&context, &builder, &frames, &quotations);
    let dated = dates::find(&context, options.published);
    // A length of time is also a quantity; every other date is none.
    let points = dated.iter().filter(|(_, date)| date.precision != crate::kinds::Precision::Duration);
    let mut taken: Vec<_> =
        points.map(|(tokens, _)| tokens.clone()).chain(builder.tokens.iter().cloned()).collect();
    taken.sort_by_key(|range| (range.start, range.end));
    let quantities = quantities::find(&context, &builder, &taken);
    let dates = dated.into_iter().map(|(_, date)| date).collect();
    let mut mentions = quotations::referring::mentions(&context, &builder);
    mentions.append(&mut builder.mentions);
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    Annotations { mentions, chains: builder.chains, quotations, claims, dates, quantities }
}

/// Mentions in order of their places.
fn sorted(mut builder: Builder) -> Builder {
    let mut order: Vec<usize> = (0..builder.mentions.len()).collect();
    order.sort_by_key(|&at| (builder.tokens[at].start, builder.tokens[at].end));
    builder.mentions = order.iter().map(|&at| builder.mentions[at].clone()).collect();
    builder.tokens = order.iter().map(|&at| builder.tokens[at].clone()).collect();
    builder.whole = order.iter().map(|&at| builder.whole[at].clone()).collect();
    builder
}

/// Appends a piece whose spans count in the whole text already.
fn append(all: &mut Annotations, piece: Annotations) {
    let chains = all.chains.len() as u32;
    let quotations = all.quotations.len() as u32;
    let claims = all.claims.len() as u32;
    all.mentions.extend(piece.mentions.into_iter().map(|it| Mention { chain: it.chain + chains, ..it }));
    all.chains.extend(piece.chains);
    all.quotations.extend(piece.quotations.into_iter().map(|it| Quotation {
        speaker: match it.speaker {
            Speaker::Named { chain } => Speaker::Named { chain: chain + chains },
            Speaker::Resolved { chain, from } => Speaker::Resolved { chain: chain + chains, from },
            other => other,
        },
        inside: it.inside.map(|at| at + quotations),
        continues: it.continues.map(|at| at + quotations),
        ..it
    }));
    all.claims.extend(piece.claims.into_iter().map(|it| Claim {
        quotation: it.quotation + quotations,
        about: it.about.iter().map(|chain| chain + chains).collect(),
        opposes: it.opposes.iter().map(|claim| claim + claims).collect(),
        ..it
    }));
    all.dates.extend(piece.dates);
    all.quantities.extend(piece.quantities);
}

/// Moves every span of a piece to where the piece begins.
fn shift(piece: &mut Annotations, by: u64) {
    if by == 0 {
        return;
    }
    let move_span = |span: &mut Span| *span = span.shifted(by);
    let move_all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(move_span);
    for Mention { span, honorific, roles, family_name, .. } in &mut piece.mentions {
        move_span(span);
        move_all(roles);
        honorific.iter_mut().chain(family_name).for_each(move_span);
    }
    for chain in &mut piece.chains {
        move_span(&mut chain.name);
        move_all(&mut chain.aliases);
        move_all(&mut chain.roles);
    }
    for Quotation { content, cue, source, speaker, addressee, .. } in &mut piece.quotations {
        move_all(content);
        cue.iter_mut().chain(source).chain(addressee).for_each(move_span);
        if let Speaker::Resolved { from, .. } = speaker {
            move_span(from);
        }
    }
    for claim in &mut piece.claims {
        claim.violations.iter_mut().for_each(|(_, span)| move_span(span));
    }
    for DateMention { span, anchor, .. } in &mut piece.dates {
        move_span(span);
        if let DateAnchor::Text { span } = anchor {
            move_span(span);
        }
    }
    for Quantity { span, counted, place, .. } in &mut piece.quantities {
        move_span(span);
        counted.iter_mut().chain(place).for_each(move_span);
    }
}
