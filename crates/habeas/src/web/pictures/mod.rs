//! Pictures that pages are made of, as pure functions from plain data to HTML: each is a table whose cells are drawn, so
//! that eyes, screen readers, paper and copying get the same numbers. Need no script, know no case, drop nothing.

pub mod curve;
pub mod forest;
pub mod upset;

use maud::{Markup, html};

/// A bar of `share` of its cell's width, from 0 to 1. What it shows stands in words beside it.
fn bar(share: f64) -> Markup {
    let width = if share > 0.0 { (share * 100.0).clamp(0.5, 100.0) } else { 0.0 };
    html! { svg.bar aria-hidden="true" focusable="false" { rect width={ (format!("{width:.2}")) "%" } height="100%" {} } }
}
