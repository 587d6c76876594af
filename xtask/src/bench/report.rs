//! What was measured, as Markdown tables. Measures nothing.

use super::measure::Cost;

/// One program's runs over one corpus.
#[derive(Debug, Default)]
pub struct Runs {
    /// First passes, each from nothing.
    pub first: Vec<Cost>,
    /// Second passes, each straight after a first one, with nothing changed.
    pub again: Vec<Cost>,
    /// Bytes of derived data after a pass.
    pub derived: u64,
    /// Files that were read to their end.
    pub read_whole: u64,
}

/// Prints the medians of both programs' runs with their ratios, then the single runs.
pub fn print(corpus: &str, files: u64, bytes: u64, habeas: &Runs, recoll: &Runs) {
    println!("\n### {corpus}: {files} files, {}\n", megabytes(bytes as f64));
    print!("{}", table(files, habeas, recoll));
    println!("\nEach run (wall s, CPU s, peak MB):\n");
    for (name, runs) in [("habeas", habeas), ("recollindex", recoll)] {
        for (pass, costs) in [("first", &runs.first), ("again", &runs.again)] {
            let costs: Vec<String> = costs
                .iter()
                .map(|cost| format!("{:.2}, {:.2}, {:.0}", cost.wall, cost.cpu, cost.peak as f64 / 1e6))
                .collect();
            println!("- {name}, {pass}: {}", costs.join("; "));
        }
    }
}

fn table(files: u64, habeas: &Runs, recoll: &Runs) -> String {
    let mut table = String::from("| | habeas | recollindex | habeas : recollindex |\n|---|---:|---:|---:|\n");
    let mut row = |what: &str, of: &dyn Fn(&Runs) -> f64, shown: &dyn Fn(f64) -> String| {
        let (ours, theirs) = (of(habeas), of(recoll));
        table.push_str(&format!("| {what} | {} | {} | {:.2} |\n", shown(ours), shown(theirs), ours / theirs));
    };
    let seconds = |value: f64| format!("{value:.2} s");
    row("wall time", &|runs| median(&runs.first, |cost| cost.wall), &seconds);
    row("processor time", &|runs| median(&runs.first, |cost| cost.cpu), &seconds);
    row("peak memory, all processes", &|runs| median(&runs.first, |cost| cost.peak as f64), &megabytes);
    row("derived data", &|runs| runs.derived as f64, &megabytes);
    row("wall time again, nothing changed", &|runs| median(&runs.again, |cost| cost.wall), &seconds);
    let share = |runs: &Runs| median(&runs.again, |cost| cost.wall) / median(&runs.first, |cost| cost.wall);
    table.push_str(&format!("| again : first | {:.3} | {:.3} | |\n", share(habeas), share(recoll)));
    let whole = |runs: &Runs| format!("{} of {files}", runs.read_whole);
    table.push_str(&format!("| read to the end | {} | {} | |\n", whole(habeas), whole(recoll)));
    table
}

fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

/// The middle value, or the mean of the two in the middle; not a number when there is none.
fn median(costs: &[Cost], of: fn(&Cost) -> f64) -> f64 {
    let mut values: Vec<f64> = costs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    match (values.get(values.len().saturating_sub(1) / 2), values.get(values.len() / 2)) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(walls: &[f64], again: f64, read_whole: u64) -> Runs {
        let cost = |wall: f64| Cost { wall, cpu: 2.0 * wall, peak: 100_000_000 };
        Runs {
            first: walls.iter().map(|wall| cost(*wall)).collect(),
            again: vec![cost(again)],
            derived: 50_000_000,
            read_whole,
        }
    }

    #[test]
    fn medians() {
        let check = |walls: &[f64], expected: f64| {
            assert_eq!(median(&runs(walls, 1.0, 0).first, |it| it.wall), expected)
        };
        check(&[3.0], 3.0);
        check(&[3.0, 1.0], 2.0);
        check(&[9.0, 1.0, 2.0], 2.0);
        assert!(median(&[], |cost| cost.wall).is_nan());
    }

    #[test]
    fn a_table_with_ratios() {
        let expected = "\
| | habeas | recollindex | habeas : recollindex |
|---|---:|---:|---:|
| wall time | 10.00 s | 20.00 s | 0.50 |
| processor time | 20.00 s | 40.00 s | 0.50 |
| peak memory, all processes | 100.0 MB | 100.0 MB | 1.00 |
| derived data | 50.0 MB | 50.0 MB | 1.00 |
| wall time again, nothing changed | 1.00 s | 4.00 s | 0.25 |
| again : first | 0.100 | 0.200 | |
| read to the end | 5 of 5 | 4 of 5 | |
";
        assert_eq!(table(5, &runs(&[10.0], 1.0, 5), &runs(&[20.0], 4.0, 4)), expected);
    }
}
