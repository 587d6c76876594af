//! Text recognition when somebody needs it: looking for the engine costs two processes, and most material has no
//! pictures to recognise. Runs nothing until asked.

use std::fmt;
use std::sync::{Arc, OnceLock};

use extract::OcrFailure;

use super::Ocr;

type Found = Result<Ocr, OcrFailure>;

/// The engine, or why there is none; looked for at most once, by whoever asks first. Clones share what was found.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    found: OnceLock<Found>,
    find: Box<dyn Fn() -> Found + Send + Sync>,
}

impl Engine {
    /// An engine that `find` looks for when it is first needed.
    pub fn when_needed(find: impl Fn() -> Found + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { found: OnceLock::new(), find: Box::new(find) }))
    }

    /// What was found; looks for it now if nobody has.
    ///
    /// # Errors
    /// Why there is none.
    pub fn get(&self) -> Result<&Ocr, &OcrFailure> {
        self.0.found.get_or_init(&self.0.find).as_ref()
    }

    /// Why nothing can be recognised in these languages, as far as that is known without looking.
    #[must_use]
    pub fn known_to_miss(&self, languages: &[String]) -> Option<String> {
        match self.0.found.get()? {
            Ok(ocr) => ocr.missing(languages),
            Err(OcrFailure::Unavailable(words) | OcrFailure::Failed(words)) => Some(words.clone()),
        }
    }
}

impl From<Found> for Engine {
    fn from(found: Found) -> Self {
        Self::when_needed(move || found.clone())
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Engine").field(&self.0.found.get()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn it_is_looked_for_once_and_only_when_asked() {
        let asked = Arc::new(AtomicU32::new(0));
        let count = asked.clone();
        let engine = Engine::when_needed(move || {
            count.fetch_add(1, Ordering::Relaxed);
            Err(OcrFailure::Unavailable("not here".into()))
        });
        let clone = engine.clone();
        assert_eq!((clone.known_to_miss(&[]), asked.load(Ordering::Relaxed)), (None, 0));
        assert!(engine.get().is_err() && clone.get().is_err());
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        assert_eq!(clone.known_to_miss(&[]), Some("not here".into()));
    }
}
