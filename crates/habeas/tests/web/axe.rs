//! Checks a page of the browser with axe-core (<https://github.com/dequelabs/axe-core>): what people who cannot see well, or use
//! no mouse, would stumble over. `cargo xtask test` fetches it into the target folder.

use std::path::Path;

use crate::chromium::{Browser, skip};

/// Its script, if it is there; where not, that is said.
///
/// # Panics
/// When it is not there and `HABEAS_REQUIRE_BROWSER` is `1`.
pub fn script() -> Option<String> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../axe/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path).ok().or_else(|| skip("axe-core is not there; cargo xtask test fetches it"))
}

/// Checks the page that the browser shows.
///
/// # Panics
/// When axe finds something serious or critical; it says what and where.
pub fn check(browser: &Browser, axe: &str, page: &str) {
    browser.evaluate(&format!("{axe}; 0"));
    let found = browser.evaluate(
        "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
            .filter(({ impact }) => ['serious', 'critical'].includes(impact))
            .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`)))",
    );
    assert_eq!(found, serde_json::json!([]), "{page}");
}
