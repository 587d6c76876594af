//! The web pages in a real Chromium, through the real binary. Where none is installed these tests print "skipped",
//! unless `HABEAS_REQUIRE_BROWSER` is `1`; then they fail.

#![cfg(target_os = "linux")]

mod axe;
mod chromium;
mod driver;
mod everybody;
mod guard;
mod hostile;
mod journeys;
mod keys;
mod served;
mod shots;
mod stage;
mod tour;
