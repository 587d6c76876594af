//! Fuzzes the readers of messages and mailboxes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_as_one_of(&["a.eml", "a.mbox"], data));
