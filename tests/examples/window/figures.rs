//! A handful of times, and how they are printed.

use serde_json::Value;

/// Holds times in milliseconds.
#[derive(Debug, Default)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// Takes the list a script gave.
    pub fn of(list: &Value) -> Self {
        Self(list.as_array().expect("a list of times").iter().filter_map(Value::as_f64).collect())
    }

    pub fn push(&mut self, time: f64) {
        self.0.push(time);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(((sorted.len().max(1) - 1) as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.at(0.5)
    }
}

/// Prints the median, the worst of nine tenths and the worst.
pub fn line(what: &str, figures: &Figures) {
    println!(
        "{what:<52} {:8.1} ms   (90 %: {:.1}, worst: {:.1}, {} times)",
        figures.median(),
        figures.at(0.9),
        figures.at(1.0),
        figures.len()
    );
}
