//! Cue times: `00:00:01,000 --> 00:00:04,000` (SubRip), `00:01.000 --> 00:04.000 line:0` (WebVTT), and their sloppy
//! relatives. Knows nothing else of cues.

/// Start and end in milliseconds of a line of cue times; `None` for any other line, and when the end comes first.
pub(super) fn range(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    let start = time(start.trim())?;
    let end = time(rest.split_whitespace().next()?)?;
    (start <= end).then_some((start, end))
}

/// A time in milliseconds: hours (optional), minutes, seconds, and a decimal fraction after a point or comma.
pub(super) fn time(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut fields = whole.split(':').rev();
    let seconds = digits(fields.next()?, 2)?;
    let minutes = digits(fields.next()?, 2)?;
    let hours = fields.next().map_or(Some(0), |hours| digits(hours, 6))?;
    let fraction_digits = u32::try_from(fraction.len()).ok()?;
    let milliseconds = digits(fraction, 9)? * 1000 / 10u64.pow(fraction_digits);
    fields.next().is_none().then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds)
}

fn digits(text: &str, most: usize) -> Option<u64> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_all_shapes() {
        for (line, expected) in [
            ("00:00:01,000 --> 00:00:04,250", Some((1000, 4250))),
            ("00:01.000 --> 01:00:04.5 align:start line:0%", Some((1000, 3_604_500))),
            ("1:02:03-->1:02:03", Some((3_723_000, 3_723_000))),
            ("123:00:00.000000 --> 123:00:00,123456", Some((442_800_000, 442_800_123))),
            ("00:00:05,000 --> 00:00:04,000", None),
            ("00:00:05,000 -->", None),
            ("00:00:0x,000 --> 00:00:06,000", None),
            ("5 --> 6", None),
            ("1:1:1:1 --> 2:2:2:2", None),
            ("9999999:00:00 --> 9999999:00:00", None),
            ("de aquí --> allá", None),
        ] {
            assert_eq!(range(line), expected, "{line}");
        }
    }
}
