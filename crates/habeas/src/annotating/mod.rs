//! Joins the annotating room and the case: texts of changed items out of the catalogue, what is found in them into the
//! annotations, on all cores and in bounded memory. A text on which annotating fails stops nothing: it is named.

mod rows;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use annotate::Options;
use case::said::{self, Annotations, AnnotationsError, Found, Head, STRETCH_BYTES, Stretch};
use case::{Catalogue, Change};

use crate::case_folder::OpenCase;
use crate::intake::{Summary, Watch};

/// The version of what annotation finds: it goes up with every change of the annotating room's rules or weights, so
/// that a newer program annotates a case again.
pub const RULES: u32 = 4;

/// Changes read from the catalogue at once.
const AT_ONCE: u64 = 256;

/// Steps that may wait.
const STEPS: usize = 1024;

/// What is to be written, in order.
enum Step {
    /// Forget an item; whether its words must leave the file.
    Drop(u64, bool),
    /// Begin an item anew.
    Begin(u64, Head),
    /// Annotate a stretch of it.
    Stretch(u64, Stretch, Options),
    /// Everything up to this change is there.
    Reach(u64),
}

/// Ends an intake: annotates what it read.
///
/// # Errors
/// When the intake failed, and as [`follow`].
pub fn finish(
    case: &mut OpenCase,
    threads: usize,
    watch: &mut dyn Watch,
    taken: anyhow::Result<Summary>,
) -> anyhow::Result<Summary> {
    let annotated = taken.and_then(|summary| {
        follow(case, threads, watch)?;
        Ok(summary)
    });
    annotated.map_err(|error| case.stopped(error))
}

/// Annotates every item that changed since the annotations last followed the catalogue. What was finished counts, so
/// that a stopped run goes on from there.
///
/// # Errors
/// When the catalogue cannot be read or the annotations cannot be written.
pub fn follow(case: &mut OpenCase, threads: usize, watch: &mut dyn Watch) -> anyhow::Result<()> {
    let total = case.annotations.behind(&case.catalogue)?;
    let mut done = 0;
    let mut desk =
        Desk { annotations: &mut case.annotations, threads: threads.max(1), steps: Vec::new(), bytes: 0 };
    loop {
        let changes = desk.annotations.changes(&case.catalogue, AT_ONCE)?;
        if changes.is_empty() {
            return Ok(desk.annotations.finish()?);
        }
        for change in &changes {
            desk.take(&case.catalogue, change)?;
            done += 1;
            watch.annotated(done, total.max(done));
        }
        desk.settle()?;
    }
}

/// What waits to be annotated and written.
struct Desk<'a> {
    annotations: &'a mut Annotations,
    threads: usize,
    steps: Vec<Step>,
    /// Bytes of text that wait.
    bytes: usize,
}

impl Desk<'_> {
    fn take(&mut self, catalogue: &Catalogue, change: &Change) -> Result<(), AnnotationsError> {
        let number = change.number;
        let item = change.item.map_or(Ok(None), |item| catalogue.item(item))?;
        let gone = item.as_ref().is_none_or(|item| item.line.state == model::LedgerState::Erased);
        let read = item.as_ref().and_then(|item| Some((item, item.line.reading.as_ref()?)));
        match read.filter(|_| !gone) {
            None => self.push(Step::Drop(number, gone))?,
            Some((item, reading)) => {
                let id = item.line.item;
                let published = said::published(catalogue, id)?;
                let extraction = reading.extraction.clone();
                self.push(Step::Begin(number, Head { item: id, first: item.first, extraction, published }))?;
                let options = Options { published, ..Options::default() };
                said::stretches(catalogue, id, |stretch| self.push(Step::Stretch(number, stretch, options)))?;
            }
        }
        self.push(Step::Reach(change.change))
    }

    fn push(&mut self, step: Step) -> Result<(), AnnotationsError> {
        if let Step::Stretch(_, stretch, _) = &step {
            self.bytes += stretch.text.len();
        }
        self.steps.push(step);
        if self.bytes > 2 * self.threads * STRETCH_BYTES || self.steps.len() >= STEPS {
            self.settle()?;
        }
        Ok(())
    }

    /// Annotates what waits, on all threads, and writes it in order.
    fn settle(&mut self) -> Result<(), AnnotationsError> {
        let steps = std::mem::take(&mut self.steps);
        self.bytes = 0;
        let texts = steps.iter().filter_map(|step| match step {
            Step::Stretch(_, stretch, options) => Some((stretch, options)),
            _ => None,
        });
        let mut found = all(&texts.collect::<Vec<_>>(), self.threads).into_iter();
        for step in steps {
            match step {
                Step::Drop(number, erased) => self.annotations.drop_item(number, erased)?,
                Step::Begin(number, head) => self.annotations.begin(number, &head)?,
                Step::Stretch(number, stretch, _) => {
                    let failed = || Found { failed: Some(stretch.characters()), ..Found::default() };
                    self.annotations.add(number, &found.next().flatten().unwrap_or_else(failed))?;
                }
                Step::Reach(change) => self.annotations.reach(change)?,
            }
        }
        self.annotations.commit()
    }
}

/// What is found in each text, in their order; `None` where annotating failed.
fn all(texts: &[(&Stretch, &Options)], threads: usize) -> Vec<Option<Found>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((stretch, options)) = texts.get(at) else { return mine };
            // Text is the world's: what it may set off in a rule must cost that text alone.
            mine.push((at, catch_unwind(AssertUnwindSafe(|| rows::found(stretch, options))).ok()));
        }
    };
    let mut found: Vec<Option<Found>> = texts.iter().map(|_| None).collect();
    let threads = threads.min(texts.len());
    let done = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mine = work();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .chain(mine)
            .collect::<Vec<_>>()
    });
    for (at, rows) in done {
        found[at] = rows;
    }
    found
}
