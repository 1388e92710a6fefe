//! The words of a cover, read out of its drawing: for a word processor they are text again.

use crate::drawing::Drawing;
use crate::page::{GlyphRun, Item};
use crate::text::Span;

/// Distance from the beginning of a line from which it belongs to the fact above.
const INDENT: f32 = 40.0;

/// A line of text, or several that a column divided.
pub(super) struct Line {
    pub(super) size: f32,
    pub(super) spans: Vec<Span>,
    /// A name and what it is, with a tab between them.
    pub(super) facts: bool,
    x: f32,
    baseline: f32,
    /// Where it ends on the right.
    end: f32,
}

/// Gives the paragraphs of a drawing from top to bottom.
pub(super) fn paragraphs(drawing: &Drawing) -> Vec<Line> {
    let mut paragraphs: Vec<Line> = Vec::new();
    for line in lines(drawing) {
        match paragraphs.last_mut() {
            Some(last) if goes_on(last, &line) => {
                let narrow = |text: Option<char>| text.is_some_and(|character| character < '\u{2e80}');
                let before = last.spans.last().and_then(|span| span.text.chars().last());
                let after = line.spans.first().and_then(|span| span.text.chars().next());
                if narrow(before) && narrow(after) {
                    last.spans.push(Span::plain(" "));
                }
                last.spans.extend(line.spans);
                last.baseline = line.baseline;
            }
            _ => paragraphs.push(line),
        }
    }
    paragraphs
}

/// Says whether a line goes on with the paragraph above it.
fn goes_on(above: &Line, line: &Line) -> bool {
    let gap = (line.baseline - above.baseline) / line.size;
    if line.facts || (above.size - line.size).abs() > 0.1 || gap > 1.9 {
        return false;
    }
    if above.facts { line.x > above.x + INDENT } else { (line.x - above.x).abs() < 1.0 || gap <= 1.6 }
}

/// Reads the lines of text; runs on one baseline are one line.
fn lines(drawing: &Drawing) -> Vec<Line> {
    let mut runs: Vec<&GlyphRun> =
        drawing.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None }).collect();
    runs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        let mut text: String = run.glyphs.iter().map(|glyph| glyph.character).collect();
        let end = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x + run.size);
        let (weight, colour) = (Some(run.face.weight()), Some(run.colour));
        match lines.last_mut().filter(|line| (run.baseline - line.baseline).abs() <= 0.5) {
            Some(line) => {
                // What stands apart on one line, as a name and what it is, stays apart.
                if run.x - line.end > run.size {
                    text.insert(0, '\t');
                    line.facts = true;
                }
                line.spans.push(Span { text, weight, colour, ..Span::default() });
                line.end = end;
            }
            None => lines.push(Line {
                size: run.size,
                spans: vec![Span { text, weight, colour, ..Span::default() }],
                facts: false,
                x: run.x,
                baseline: run.baseline,
                end,
            }),
        }
    }
    lines
}
