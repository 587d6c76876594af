//! Trains the quotation models of the `annotate` room, each on what the ones before it say of texts that they have not seen;
//! scores all of them by cross-validation.

use std::path::Path;

use anyhow::Result;

use annotate::corpus;
use annotate::learn::train::{Example, Settings, train};
use annotate::learn::{Model, choice};
use annotate::quotations::context::Context;
use annotate::quotations::{self, Models, flat, frame, training};
use annotate::text::Passage;

use super::attribution::{Found, Score};
use super::polnear;
use super::train::{own, write};
use crate::workspace::Workspace;

/// Of the first quotation model.
const FLAT: Settings =
    Settings { labels: flat::label::COUNT, bits: 19, epochs: 10, rate: 0.05, decay: 1e-2, seed: 1 };
/// Of the second.
const FRAME: Settings =
    Settings { labels: frame::label::COUNT, bits: 18, epochs: 8, rate: 0.05, decay: 1e-2, seed: 2 };
/// Of the third.
const SEGMENT: Settings = Settings { labels: 1, bits: 16, epochs: 8, rate: 0.05, decay: 1e-2, seed: 3 };
/// Into how many parts the texts are split, so that each model learns from what the ones before it say of texts that they
/// have not seen.
const FOLDS: usize = 3;
/// How many times a text of the project's own corpus counts.
const OWN_WEIGHT: f32 = 3.0;

/// A text to learn quotations from.
struct Text {
    text: String,
    gold: Vec<training::Gold>,
    weight: f32,
    /// Whether it is PolNeAR's.
    news: bool,
    /// Of the project's own: which writer's batch.
    batch: u8,
}

/// PolNeAR's texts and the project's own that are not held out.
fn texts(folder: &Path, weight: f32) -> Result<Vec<Text>> {
    let news = polnear::read(folder)?.into_iter();
    let mut texts: Vec<Text> =
        news.map(|it| Text { text: it.text, gold: it.gold, weight: 1.0, news: true, batch: 0 }).collect();
    let own = own(false)?.into_iter();
    texts.extend(own.map(|it| Text {
        batch: it.batch(),
        text: it.text,
        gold: it.quotations,
        weight,
        news: false,
    }));
    Ok(texts)
}

/// Texts with their folds: fold `f` holds every text whose number leaves the rest `f`.
struct Room<'t> {
    texts: &'t [Text],
    contexts: &'t [Context<'t>],
}

/// What is learnt without a fold, and what a fold teaches.
struct Fold {
    flat: Model,
    frame: Model,
    frames: Vec<Example>,
    segments: Vec<choice::Example>,
}

impl Room<'_> {
    fn fold(&self, fold: usize) -> impl Iterator<Item = (&Text, &Context<'_>)> {
        self.texts.iter().zip(self.contexts).skip(fold).step_by(FOLDS)
    }

    /// A first model of every fold but one, or of all.
    fn flat(&self, without: Option<usize>) -> Model {
        let mut examples = Vec::new();
        for (at, (text, context)) in self.texts.iter().zip(self.contexts).enumerate() {
            if without != Some(at % FOLDS) {
                training::flat_examples(context, &text.gold, text.weight, &mut examples);
            }
        }
        train(&examples.iter().collect::<Vec<_>>(), &FLAT)
    }

    fn folds(&self) -> Vec<Fold> {
        let flats: Vec<Model> = (0..FOLDS).map(|fold| self.flat(Some(fold))).collect();
        let of = |(fold, flat): (usize, &Model)| {
            let mut examples = Vec::new();
            for (text, context) in self.fold(fold) {
                training::frame_examples(context, &text.gold, flat, text.weight, &mut examples);
            }
            examples
        };
        let frames: Vec<Vec<Example>> = flats.iter().enumerate().map(of).collect();
        let models: Vec<Model> = (0..FOLDS).map(|fold| train(&but(&frames, fold), &FRAME)).collect();
        let mut folds = Vec::new();
        for (fold, ((flat, frame), frames)) in flats.into_iter().zip(models).zip(frames).enumerate() {
            let mut segments = Vec::new();
            for (text, context) in self.fold(fold) {
                training::segment_examples(context, &text.gold, [&flat, &frame], text.weight, &mut segments);
            }
            folds.push(Fold { flat, frame, frames, segments });
        }
        folds
    }
}

/// The examples of every fold but one.
fn but<T>(folds: &[Vec<T>], without: usize) -> Vec<&T> {
    folds.iter().enumerate().filter(|(fold, _)| *fold != without).flat_map(|(_, it)| it).collect()
}

/// Trains the three quotation models on PolNeAR's training part and the project's own corpus.
///
/// # Errors
/// When the corpus cannot be read or the models cannot be written.
pub fn learn(workspace: &Workspace, folder: &Path) -> Result<()> {
    let models = models(&texts(folder, OWN_WEIGHT)?);
    write(workspace, "segment", &models.segment)?;
    write(workspace, "frame", &models.frame)?;
    write(workspace, "flat", &models.flat)
}

/// The models that these texts teach.
fn models(texts: &[Text]) -> Models {
    let passages: Vec<Passage<'_>> = texts.iter().map(|it| Passage::read(&it.text, None)).collect();
    let contexts: Vec<Context<'_>> = passages.iter().map(Context::new).collect();
    let room = Room { texts, contexts: &contexts };
    let folds = room.folds();
    let segments: Vec<&choice::Example> = folds.iter().flat_map(|fold| &fold.segments).collect();
    let frames: Vec<&Example> = folds.iter().flat_map(|fold| &fold.frames).collect();
    Models {
        segment: choice::train(&segments, &SEGMENT),
        frame: train(&frames, &FRAME),
        flat: room.flat(None),
    }
}

/// Prints the figures of each writer's batch of the project's own training texts by models that were taught without it,
/// an own text counting `weight` times.
///
/// # Errors
/// When a corpus cannot be read.
pub fn leave_batches_out(folder: &Path, weight: f32) -> Result<()> {
    let mut batches: Vec<u8> = own(false)?.iter().map(corpus::Document::batch).collect();
    batches.sort_unstable();
    batches.dedup();
    for batch in batches {
        let all = texts(folder, weight)?;
        let (out, rest): (Vec<Text>, Vec<Text>) =
            all.into_iter().partition(|it| !it.news && it.batch == batch);
        let models = models(&rest);
        let mut score = Score::default();
        for text in &out {
            let passage = Passage::read(&text.text, None);
            let context = Context::new(&passage);
            let frames = quotations::find(&models, &context);
            score.add(&text.text, &text.gold, frames.iter().map(|it| found(&context, it)).collect());
        }
        println!("batch {batch}, {} texts, weight {weight}:", out.len());
        score.print();
    }
    Ok(())
}

/// Prints the figures of PolNeAR's training part by cross-validation: each third by models of the other two.
///
/// # Errors
/// When the corpus cannot be read.
pub fn cross_validate(folder: &Path) -> Result<()> {
    let texts = texts(folder, OWN_WEIGHT)?;
    let passages: Vec<Passage<'_>> = texts.iter().map(|it| Passage::read(&it.text, None)).collect();
    let contexts: Vec<Context<'_>> = passages.iter().map(Context::new).collect();
    let room = Room { texts: &texts, contexts: &contexts };
    let (mut segments, mut models) = (Vec::new(), Vec::new());
    for fold in room.folds() {
        segments.push(fold.segments);
        models.push((fold.flat, fold.frame));
    }
    let mut score = Score::default();
    for (fold, (flat, frame)) in models.into_iter().enumerate() {
        let segment = choice::train(&but(&segments, fold), &SEGMENT);
        let models = Models { flat, frame, segment };
        for (text, context) in room.fold(fold).filter(|(text, _)| text.news) {
            let frames = quotations::find(&models, context);
            score.add(&text.text, &text.gold, frames.iter().map(|it| found(context, it)).collect());
        }
    }
    score.print();
    Ok(())
}

/// The bytes of a frame.
fn found(context: &Context<'_>, frame: &quotations::Frame) -> Found {
    let tokens = &context.passage.tokens;
    let bytes =
        |part: &std::ops::Range<usize>| tokens[part.start].start as usize..tokens[part.end - 1].end as usize;
    Found {
        content: frame.content.iter().map(bytes).collect(),
        source: frame.source.iter().map(bytes).collect(),
        confidence: quotations::assemble::confidence(frame),
    }
}
