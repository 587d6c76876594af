//! The work between threads: items waiting to be read, and a bound on how many bytes may be on their way.
//! Knows nothing of what the work is.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue that threads wait on until it is closed.
#[derive(Debug)]
pub struct Queue<T> {
    state: Mutex<(VecDeque<T>, bool)>,
    changed: Condvar,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { state: Mutex::new((VecDeque::new(), false)), changed: Condvar::new() }
    }
}

impl<T> Queue<T> {
    /// Adds work at the end.
    pub fn put(&self, work: T) {
        lock(&self.state).0.push_back(work);
        self.changed.notify_one();
    }

    /// No more work will come, and what waits is dropped when `now`.
    pub fn close(&self, now: bool) {
        let mut state = lock(&self.state);
        state.1 = true;
        if now {
            state.0.clear();
        }
        self.changed.notify_all();
    }

    /// The next work; waits for it. `None` once the queue is closed and empty.
    pub fn take(&self) -> Option<T> {
        let mut state = lock(&self.state);
        loop {
            if let Some(work) = state.0.pop_front() {
                return Some(work);
            }
            if state.1 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        lock(&self.state).0.is_empty()
    }
}

/// How many bytes may be on their way from the reading threads at once.
#[derive(Debug)]
pub struct Budget {
    left: Mutex<i64>,
    changed: Condvar,
}

impl Budget {
    /// A budget of `bytes`.
    #[must_use]
    pub const fn new(bytes: i64) -> Self {
        Self { left: Mutex::new(bytes), changed: Condvar::new() }
    }

    /// Takes `bytes` out, waiting while nothing is left. One larger than the whole budget passes when it is untouched
    /// or not overdrawn, so that nothing waits for ever.
    pub fn spend(&self, bytes: usize) {
        let mut left = lock(&self.left);
        while *left <= 0 {
            left = self.changed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left -= bytes as i64;
    }

    /// Puts `bytes` back.
    pub fn refund(&self, bytes: usize) {
        *lock(&self.left) += bytes as i64;
        self.changed.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked left whole values behind: every change under these locks is one assignment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    #[test]
    fn every_piece_of_work_is_taken_once() {
        let (queue, sum) = (Queue::default(), AtomicI64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while let Some(work) = queue.take() {
                        sum.fetch_add(work, Ordering::Relaxed);
                    }
                });
            }
            (1..=100).for_each(|work| queue.put(work));
            queue.close(false);
        });
        assert_eq!(sum.into_inner(), 5050);
        assert!(queue.is_empty() && queue.take().is_none());
    }

    #[test]
    fn a_budget_bounds_what_is_under_way_and_lets_giants_pass() {
        let (budget, under_way, most) = (Budget::new(10), AtomicI64::new(0), AtomicI64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for size in [3usize, 50, 1] {
                        budget.spend(size);
                        let now = under_way.fetch_add(size as i64, Ordering::SeqCst) + size as i64;
                        most.fetch_max(now, Ordering::SeqCst);
                        under_way.fetch_sub(size as i64, Ordering::SeqCst);
                        budget.refund(size);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 9 + 50);
    }
}
