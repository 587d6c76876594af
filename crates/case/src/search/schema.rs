//! What the index holds for each stretch of an item: its words, and what filters ask of the item. Stores no text.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use super::tokens::Cutter;

/// Version of the index: of its fields, of how text is cut, folded and divided. An index of another version is made
/// again.
pub(super) const VERSION: u32 = 1;

const ANALYZER: &str = "habeas";

/// Names of the columns; see [`Fields`].
pub(super) mod column {
    pub(in super::super) const NUMBER: &str = "number";
    pub(in super::super) const SEQ: &str = "seq";
    pub(in super::super) const START: &str = "start";
    pub(in super::super) const END: &str = "end";
    pub(in super::super) const LENGTH: &str = "length";
    pub(in super::super) const ORDER: &str = "order";
    pub(in super::super) const KIND: &str = "kind";
    pub(in super::super) const STATE: &str = "state";
    pub(in super::super) const LANGUAGE: &str = "language";
    pub(in super::super) const PUBLISHED_FIRST: &str = "published_first";
    pub(in super::super) const PUBLISHED_LAST: &str = "published_last";
    pub(in super::super) const TAKEN: &str = "taken";
    pub(in super::super) const FROM: &str = "from";
    pub(in super::super) const PARENT: &str = "parent";
}

/// The fields of the index. Every stretch carries what is known of its item, so that any one of them answers filters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The words of the text: what they fold to, with positions.
    pub(super) text: Field,
    /// The words of the item's names, paths, sources and notes; in the first stretch only.
    pub(super) about: Field,
    /// The catalogue's short number of the item.
    pub(super) number: Field,
    /// Which stretch of the item, from 0.
    pub(super) seq: Field,
    /// First code point of the stretch in the item's text.
    pub(super) start: Field,
    /// One past the last.
    pub(super) end: Field,
    /// Code points of the whole item's text.
    pub(super) length: Field,
    /// Where the item stands among equals; see [`super::facts::Facts::order`].
    pub(super) order: Field,
    /// Media type.
    pub(super) kind: Field,
    /// Position of the state in [`model::LedgerState::ALL`].
    pub(super) state: Field,
    /// Language, two letters.
    pub(super) language: Field,
    /// First day on which it may have been published, days since 1970.
    pub(super) published_first: Field,
    /// Last such day.
    pub(super) published_last: Field,
    /// Days on which it was taken in, since 1970, UTC.
    pub(super) taken: Field,
    /// Who it was received from; empty text for nobody.
    pub(super) from: Field,
    /// Short numbers of the containers that it came out of.
    pub(super) parent: Field,
}

/// The schema with its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(ANALYZER)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(words);
    let name = TextOptions::from(FAST);
    let fields = Fields {
        text: builder.add_text_field("text", words.clone()),
        about: builder.add_text_field("about", words),
        number: builder.add_u64_field(column::NUMBER, NumericOptions::from(INDEXED | FAST)),
        seq: builder.add_u64_field(column::SEQ, FAST),
        start: builder.add_u64_field(column::START, FAST),
        end: builder.add_u64_field(column::END, FAST),
        length: builder.add_u64_field(column::LENGTH, FAST),
        order: builder.add_u64_field(column::ORDER, FAST),
        kind: builder.add_text_field(column::KIND, name.clone()),
        state: builder.add_u64_field(column::STATE, FAST),
        language: builder.add_text_field(column::LANGUAGE, name.clone()),
        published_first: builder.add_i64_field(column::PUBLISHED_FIRST, FAST),
        published_last: builder.add_i64_field(column::PUBLISHED_LAST, FAST),
        taken: builder.add_i64_field(column::TAKEN, FAST),
        from: builder.add_text_field(column::FROM, name),
        parent: builder.add_u64_field(column::PARENT, FAST),
    };
    (builder.build(), fields)
}

/// The analyzers that the schema names.
pub(super) fn analyzers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(ANALYZER, TextAnalyzer::builder(Cutter).build());
    manager
}
