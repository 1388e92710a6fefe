//! Lines: greedy breaking of shaped text, trimming at their ends, capped justification.

use super::{Align, Break, Class, HALF, Shaped};
use crate::page::{Glyph, GlyphRun, Item, Rect};

/// The most that justification adds to one gap, in em; a line that would need more stays ragged. Below a tenth, as
/// for the gap between scripts: more would put spaces into what is searched and copied.
const MOST_STRETCH: f32 = 0.09;

/// Clusters of a line that hardly shows when one is taken from it.
const LONG_LINE: usize = 20;

/// One line of shaped text: which clusters, how wide they are, how much each gap is stretched.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    from: usize,
    to: usize,
    /// Visible width before justification.
    pub width: f32,
    pub(super) stretch: f32,
}

impl Shaped {
    /// Breaks the text into lines no wider than `width`. A piece that fits no line is divided anywhere.
    pub fn lines(&self, width: f32) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let count = self.clusters.len();
        let mut from = 0;
        while from < count {
            let mut fits = from;
            let mut forced = false;
            let mut to = from + 1;
            // The last break whose line still fits; a forced break ends the search.
            loop {
                if to == count || self.clusters[to].before != Break::None {
                    if self.visible_width(from, to) > width + 0.01 {
                        break;
                    }
                    fits = to;
                    if to < count && self.clusters[to].before == Break::Forced {
                        forced = true;
                        break;
                    }
                }
                if to == count {
                    break;
                }
                to += 1;
            }
            if fits == from {
                fits = self.divide(from, width);
            }
            lines.push(self.line(from, fits, width, forced || fits == count));
            from = fits;
        }
        self.keep_company(&mut lines, width);
        lines
    }

    /// Gives a lone character at the end of a set paragraph a neighbour from the line before, where that line can spare it.
    fn keep_company(&self, lines: &mut Vec<Line>, width: f32) {
        let [.., before, last] = lines.as_slice() else { return };
        let lone = self.style.align == Align::Justify && last.width < 1.6 * self.style.size;
        let forced = self.clusters[last.from].before == Break::Forced;
        if !lone || forced || last.from - before.from < LONG_LINE {
            return;
        }
        let spared =
            (before.from + LONG_LINE / 2..last.from).rev().find(|at| self.clusters[*at].before == Break::Allowed);
        let Some(at) = spared.filter(|at| last.from - at <= 2) else { return };
        let (from, to) = (before.from, last.to);
        lines.truncate(lines.len() - 2);
        lines.push(self.line(from, at, width, false));
        lines.push(self.line(at, to, width, true));
    }

    /// Divides a piece that is wider than its line: as late as fits, but not beside punctuation if that can be helped.
    fn divide(&self, from: usize, width: f32) -> usize {
        let count = self.clusters.len();
        let mut most = from + 1;
        while most < count
            && self.clusters[most].before == Break::None
            && self.visible_width(from, most + 1) <= width + 0.01
        {
            most += 1;
        }
        let clean = |at: &usize| {
            *at == count || (self.clusters[at - 1].class != Class::Open && self.clusters[*at].class != Class::Close)
        };
        (from + 1..=most).rev().find(clean).unwrap_or(most)
    }

    fn line(&self, from: usize, to: usize, width: f32, last: bool) -> Line {
        let visible = self.visible_width(from, to);
        let mut stretch = 0.0;
        if self.style.align == Align::Justify && !last {
            let end = self.visible_end(from, to);
            let gaps = (from..end.saturating_sub(1)).filter(|index| self.stretches(*index)).count();
            if gaps > 0 {
                let each = (width - visible) / gaps as f32;
                if each > 0.0 && each <= MOST_STRETCH * self.style.size {
                    stretch = each;
                }
            }
        }
        Line { from, to, width: visible, stretch }
    }

    /// Tells whether the gap after a cluster may grow: at spaces, and beside anything that is not inside a Latin word;
    /// not where scripts meet or punctuation is squeezed.
    fn stretches(&self, index: usize) -> bool {
        let (a, b) = (&self.clusters[index], &self.clusters[index + 1]);
        let inside = |class| matches!(class, Class::Latin | Class::Other);
        a.class == Class::Space || (a.gap == 0.0 && b.class != Class::Space && !(inside(a.class) && inside(b.class)))
    }

    fn visible_end(&self, from: usize, to: usize) -> usize {
        let mut end = to;
        while end > from && self.clusters[end - 1].class == Class::Space {
            end -= 1;
        }
        end
    }

    fn trim_start(&self, from: usize) -> f32 {
        let first = &self.clusters[from];
        if first.full_width && first.class == Class::Open { HALF * self.style.size } else { 0.0 }
    }

    /// Gives the width a line of these clusters shows: trailing spaces and the blank halves at both ends left out.
    pub(super) fn visible_width(&self, from: usize, to: usize) -> f32 {
        let end = self.visible_end(from, to);
        if end == from {
            return 0.0;
        }
        let last = &self.clusters[end - 1];
        let trim_end = if last.full_width && last.class == Class::Close { HALF * self.style.size } else { 0.0 };
        self.starts[end] - last.gap - trim_end - self.starts[from] - self.trim_start(from)
    }

    /// Writes a line's glyphs and links; `x` and `width` bound the column, `top` is the line's top.
    pub fn place(&self, line: &Line, x: f32, top: f32, width: f32, items: &mut Vec<Item>) {
        let end = self.visible_end(line.from, line.to);
        if end == line.from {
            return;
        }
        let shift = match self.style.align {
            Align::Start | Align::Justify => 0.0,
            Align::Centre => (width - line.width) / 2.0,
            Align::End => width - line.width,
        };
        let baseline = top + self.style.baseline();
        let mut pen = x + shift - self.trim_start(line.from);
        let mut run: Option<(GlyphRun, u16)> = None;
        let mut link: Option<(Rect, crate::page::Anchor)> = None;
        for index in self.seen(line.from, end) {
            let cluster = &self.clusters[index];
            let (colour, target) = self.spans[usize::from(cluster.span)];
            let gap = if index + 1 == end { 0.0 } else { cluster.gap };
            let stretch =
                if line.stretch > 0.0 && index + 1 < end && self.stretches(index) { line.stretch } else { 0.0 };
            let step = cluster.advance + gap + stretch;
            // What follows a letter that runs from right to left stands at its left.
            let lead = if cluster.level % 2 == 1 { gap + stretch } else { 0.0 };
            for glyph in &self.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize] {
                let raised = baseline - glyph.y;
                let fits = run.as_ref().is_some_and(|(open, span)| {
                    open.face == cluster.face && *span == cluster.span && (open.baseline - raised).abs() < 0.001
                });
                if !fits {
                    if let Some((done, _)) = run.take() {
                        items.push(Item::Text(done));
                    }
                    let start = GlyphRun {
                        face: cluster.face,
                        size: self.style.size,
                        colour,
                        x: pen + lead + glyph.x,
                        baseline: raised,
                        glyphs: Vec::new(),
                    };
                    run = Some((start, cluster.span));
                }
                if let Some((open, _)) = &mut run {
                    let x = pen + lead + glyph.x - open.x;
                    open.glyphs.push(Glyph { id: glyph.id, x, character: glyph.character });
                }
            }
            match (&mut link, target) {
                (Some((rect, open)), Some(target)) if *open == target => rect.width = pen + step - rect.x,
                (open, target) => {
                    if let Some((rect, target)) = open.take() {
                        items.push(Item::Link { rect, target });
                    }
                    *open = target.map(|target| (Rect::new(pen, top, step, self.style.line_height()), target));
                }
            }
            pen += step;
        }
        if let Some((done, _)) = run {
            items.push(Item::Text(done));
        }
        if let Some((rect, target)) = link {
            items.push(Item::Link { rect, target });
        }
    }

    /// Gives clusters in the order in which they are seen.
    fn seen(&self, from: usize, end: usize) -> Vec<usize> {
        let levels: Vec<u8> = self.clusters[from..end].iter().map(|cluster| cluster.level).collect();
        if levels.iter().all(|level| *level == 0) {
            return (from..end).collect();
        }
        super::direction::seen(&levels).into_iter().map(|index| from + index).collect()
    }

    /// Places all lines in a column and gives their height.
    pub fn place_all(&self, x: f32, top: f32, width: f32, items: &mut Vec<Item>) -> f32 {
        let lines = self.lines(width);
        for (index, line) in lines.iter().enumerate() {
            self.place(line, x, top + index as f32 * self.style.line_height(), width, items);
        }
        lines.len() as f32 * self.style.line_height()
    }

    /// Gives the text of a line, for tests and messages.
    pub fn line_text(&self, line: &Line) -> String {
        let glyphs = |index: usize| {
            let range = self.clusters[index].glyphs.clone();
            self.glyphs[range.start as usize..range.end as usize].iter().map(|glyph| glyph.character)
        };
        (line.from..line.to).flat_map(glyphs).collect()
    }
}
