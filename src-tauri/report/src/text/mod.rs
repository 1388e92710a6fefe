//! Text from words to lines: shaping by `parley`, then line breaking, spacing and justification as Chinese asks.
//!
//! `parley` shapes and knows where a line may break (UAX 14: no closing punctuation at a line's start, no opening
//! one at its end). What it lacks is done here on the shaped clusters: the gap between Chinese and Latin, adjacent
//! full-width punctuation squeezed, trimming at line ends, capped justification.

mod class;
mod direction;
mod line;

pub(crate) use class::Class;
pub use line::Line;

use crate::ReportError;
use crate::edition::Profile;
use crate::font::{Face, FontBook, Weight};
use crate::page::{Anchor, Colour};
use class::{is_invisible, is_shared_punctuation};
use parley::style::{FontFamily, FontFeatures, StyleProperty};
use parley::{Layout, LayoutContext};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The gap between Chinese and Latin, in em. Readers that search and copy take a tenth of an em for a space between
/// words; staying below it keeps “第3轮” one word for them and still parts the scripts for the eye.
const SCRIPT_GAP: f32 = 0.09;
/// Advance, in em, from which a punctuation mark counts as full width.
const FULL_WIDTH: f32 = 0.9;
/// The blank half of a full-width punctuation mark, in em.
const HALF: f32 = 0.5;

/// Length in bytes up to which a text is kept as it was shaped, and how many are kept at a time.
const SHORT: usize = 120;
const MOST_KNOWN: usize = 4096;

/// Tells where lines lie between the two edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    Centre,
    End,
    /// Both edges, where the stretch stays small; otherwise as `Start`.
    Justify,
}

/// How a piece of text is set. Sizes in points; `leading` as a multiple of the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    pub size: f32,
    pub weight: Weight,
    pub colour: Colour,
    pub leading: f32,
    pub align: Align,
}

impl TextStyle {
    /// Gives the distance from one baseline to the next.
    pub fn line_height(&self) -> f32 {
        self.size * self.leading
    }

    /// Gives the distance from a line's top to its baseline: the em box of Chinese (0.88 up, 0.12 down), centred.
    pub fn baseline(&self) -> f32 {
        (self.line_height() - self.size) / 2.0 + 0.88 * self.size
    }

    #[must_use]
    pub fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    #[must_use]
    pub fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    #[must_use]
    pub fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }
}

/// A stretch of text that may differ from its paragraph in weight, colour, or lead somewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    pub text: String,
    pub weight: Option<Weight>,
    pub colour: Option<Colour>,
    pub link: Option<Anchor>,
}

/// A paragraph's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich {
    pub spans: Vec<Span>,
}

impl Rich {
    #[must_use]
    pub fn and(mut self, span: Span) -> Self {
        self.spans.push(span);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.is_empty())
    }
}

impl Span {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), weight: Some(Weight::Bold), ..Self::default() }
    }

    pub fn coloured(text: impl Into<String>, colour: Colour) -> Self {
        Self { text: text.into(), colour: Some(colour), ..Self::default() }
    }

    pub fn linked(text: impl Into<String>, link: Anchor) -> Self {
        Self { text: text.into(), link: Some(link), ..Self::default() }
    }
}

impl<T: Into<String>> From<T> for Rich {
    fn from(text: T) -> Self {
        Self { spans: vec![Span::plain(text)] }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    None,
    Allowed,
    Forced,
}

#[derive(Clone, Copy, Debug)]
struct ShapedGlyph {
    id: u16,
    /// From the cluster's start.
    x: f32,
    y: f32,
    character: char,
}

/// The smallest piece that is never divided: usually a character.
#[derive(Clone, Debug)]
struct Cluster {
    face: Face,
    class: Class,
    full_width: bool,
    advance: f32,
    /// Space after it, dropped at a line's end; negative where punctuation is squeezed.
    gap: f32,
    before: Break,
    span: u16,
    /// Odd where it runs from right to left (UAX 9).
    level: u8,
    glyphs: std::ops::Range<u32>,
}

/// Shaped text, ready to be broken at any width.
#[derive(Clone, Debug)]
pub struct Shaped {
    pub style: TextStyle,
    clusters: Vec<Cluster>,
    glyphs: Vec<ShapedGlyph>,
    /// Colour and link of each span.
    spans: Vec<(Colour, Option<Anchor>)>,
    /// `starts[i]` = distance from the first cluster to cluster `i` on one endless line.
    starts: Vec<f32>,
}

/// Turns words into shaped text. One a document: it keeps the faces and the engine's scratch space.
pub struct Typesetter {
    book: FontBook,
    layout: LayoutContext<u16>,
    latin: bool,
    serif: bool,
    /// Short texts as they were shaped: in tables the same words come again and again.
    known: HashMap<Short, Shaped>,
}

/// A short text of one kind. Colour and link are no part of its shape.
#[derive(PartialEq, Eq, Hash)]
struct Short {
    text: String,
    weight: Weight,
    /// Bits of the size in points.
    size: u32,
    latin: bool,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").field("latin", &self.latin).finish_non_exhaustive()
    }
}

impl Typesetter {
    /// Prepares the carried typefaces. `latin` sets quotation marks and dashes the Latin way throughout.
    pub fn new(latin: bool) -> Result<Self, ReportError> {
        Self::of(Profile::Modern, latin)
    }

    /// Prepares them for a profile: official documents set their text in serif.
    pub fn of(profile: Profile, latin: bool) -> Result<Self, ReportError> {
        let serif = profile == Profile::Official;
        Ok(Self { book: FontBook::new()?, layout: LayoutContext::new(), latin, serif, known: HashMap::new() })
    }

    /// Tells whether quotation marks and dashes are set the Latin way.
    pub fn latin(&self) -> bool {
        self.latin
    }

    /// Sets quotation marks and dashes the Latin way from now on, or the Chinese way.
    pub fn set_latin(&mut self, latin: bool) {
        self.latin = latin;
    }

    /// Shapes `text`; a character that no face draws is [`ReportError::MissingGlyph`].
    pub fn shape(&mut self, text: &Rich, style: TextStyle) -> Result<Shaped, ReportError> {
        let span = match text.spans.as_slice() {
            [span] if span.text.len() <= SHORT => span,
            _ => return self.shape_anew(text, style),
        };
        let weight = span.weight.unwrap_or(style.weight);
        let short = Short { text: span.text.clone(), weight, size: style.size.to_bits(), latin: self.latin };
        if let Some(known) = self.known.get(&short) {
            let spans = vec![(span.colour.unwrap_or(style.colour), span.link)];
            return Ok(Shaped { style, spans, ..known.clone() });
        }
        let shaped = self.shape_anew(text, style)?;
        if self.known.len() == MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(short, shaped.clone());
        Ok(shaped)
    }

    fn shape_anew(&mut self, text: &Rich, style: TextStyle) -> Result<Shaped, ReportError> {
        let mut shaped =
            Shaped { style, clusters: Vec::new(), glyphs: Vec::new(), spans: Vec::new(), starts: vec![0.0] };
        let mut string = String::new();
        let mut span_ends = Vec::new();
        let mut weights = Vec::new();
        // Where a word joiner stood: no line is broken there.
        let mut joined = Vec::new();
        for span in &text.spans {
            for (place, part) in span.text.split(JOINER).enumerate() {
                if place > 0 {
                    joined.push(string.len());
                }
                string.extend(clean(part));
            }
            span_ends.push(string.len());
            weights.push(span.weight.unwrap_or(style.weight));
            shaped.spans.push((span.colour.unwrap_or(style.colour), span.link));
        }
        if string.is_empty() {
            return Ok(shaped);
        }
        let levels = direction::levels(&string);
        let faces = self.choose_faces(&string, &span_ends, &weights)?;

        let mut builder = self.layout.ranged_builder(&mut self.book.context, &string, 1.0, false);
        builder.push_default(StyleProperty::FontSize(style.size));
        // Ligatures would tie several characters to one glyph and blur what is searched and copied.
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(Cow::Borrowed(
            "\"liga\" off, \"clig\" off",
        ))));
        for (start, end, face) in &faces {
            builder.push(StyleProperty::FontFamily(FontFamily::named(face.family())), *start..*end);
        }
        let mut layout: Layout<u16> = builder.build(&string);
        // At no width every allowed break is taken: each line is then one indivisible unit.
        layout.break_all_lines(Some(0.0));

        let mut before = Break::None;
        for line in layout.lines() {
            let begin = shaped.clusters.len();
            let mut places = Vec::new();
            for run in line.runs() {
                let face = self.book.face_of(run.font().data.id());
                for cluster in run.clusters() {
                    let range = cluster.text_range();
                    let source = &string[range.clone()];
                    let Some(character) = source.chars().next() else { continue };
                    if character == '\n' {
                        continue;
                    }
                    let face = face.unwrap_or(Face::Sans);
                    let from = shaped.glyphs.len() as u32;
                    let mut characters = source.chars();
                    let mut x = 0.0;
                    for glyph in cluster.glyphs() {
                        let id = u16::try_from(glyph.id).unwrap_or(0);
                        if id == 0 {
                            return Err(missing(&string, range.start, character));
                        }
                        // What is searched and copied is an ordinary space.
                        let character = characters.next().unwrap_or(character);
                        let character = if character == '\u{a0}' { ' ' } else { character };
                        shaped.glyphs.push(ShapedGlyph { id, x: x + glyph.x, y: glyph.y, character });
                        x += glyph.advance;
                    }
                    let advance = cluster.advance();
                    let span = span_ends.partition_point(|end| *end <= range.start) as u16;
                    let level = levels.as_ref().and_then(|levels| levels.get(range.start)).copied().unwrap_or(0);
                    places.push(range.start);
                    shaped.clusters.push(Cluster {
                        face,
                        class: Class::of(character),
                        full_width: advance >= FULL_WIDTH * style.size,
                        advance,
                        gap: 0.0,
                        before: Break::None,
                        span,
                        level,
                        glyphs: from..shaped.glyphs.len() as u32,
                    });
                }
            }
            // Runs come as they are seen; lines are broken in the order in which they are read.
            if !places.is_sorted() {
                direction::sort(&mut shaped.clusters[begin..], &places);
            }
            if let Some(first) = shaped.clusters.get_mut(begin) {
                let parted = before == Break::Forced || !joined.contains(&line.text_range().start);
                first.before = if parted { before } else { Break::None };
            }
            let forced = string[line.text_range()].ends_with('\n');
            before = if forced { Break::Forced } else { Break::Allowed };
        }
        shaped.space_out();
        Ok(shaped)
    }

    /// Splits the text into ranges of one face.
    fn choose_faces(
        &self,
        text: &str,
        span_ends: &[usize],
        weights: &[Weight],
    ) -> Result<Vec<(usize, usize, Face)>, ReportError> {
        let mut ranges: Vec<(usize, usize, Face)> = Vec::new();
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let is_latin = |index: usize| {
            characters.get(index).is_some_and(|(_, c)| c.is_ascii_alphanumeric() || ('\u{c0}'..'\u{250}').contains(c))
        };
        // A dot between spaces parts a list; it is the full-width one only inside a Chinese name.
        let is_apart = |index: usize| {
            let space = |index: usize| characters.get(index).is_some_and(|(_, c)| *c == ' ');
            characters[index].1 == '·' && index > 0 && space(index - 1) && space(index + 1)
        };
        for (index, (at, character)) in characters.iter().copied().enumerate() {
            let end = at + character.len_utf8();
            let span = span_ends.partition_point(|end| *end <= at);
            let weight = weights.get(span).copied().unwrap_or_default();
            let latin_first = is_shared_punctuation(character)
                && (self.latin || (index > 0 && is_latin(index - 1) && is_latin(index + 1)) || is_apart(index));
            let last = ranges.last().map(|(_, _, face)| *face);
            let joins = is_combining(character) && last.is_some_and(|face| self.book.has(face, character));
            let face = if character == '\n' || joins {
                last.unwrap_or(Face::Sans)
            } else {
                self.book
                    .pick(character, weight, latin_first, self.serif)
                    .ok_or_else(|| missing(text, at, character))?
            };
            match ranges.last_mut() {
                Some((_, last_end, last_face)) if *last_face == face => *last_end = end,
                _ => ranges.push((at, end, face)),
            }
        }
        Ok(ranges)
    }
}

impl Shaped {
    /// Gives the width of the text set on one line without breaks.
    pub fn natural_width(&self) -> f32 {
        self.forced_pieces().map(|(from, to)| self.visible_width(from, to)).fold(0.0, f32::max)
    }

    /// Gives the width of the widest piece that no break divides.
    pub fn narrowest_width(&self) -> f32 {
        let mut widest = 0.0_f32;
        let mut from = 0;
        for to in 1..=self.clusters.len() {
            if to == self.clusters.len() || self.clusters[to].before != Break::None {
                widest = widest.max(self.visible_width(from, to));
                from = to;
            }
        }
        widest
    }

    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    fn forced_pieces(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut from = 0;
        (1..=self.clusters.len()).filter_map(move |to| {
            let ends = to == self.clusters.len() || self.clusters[to].before == Break::Forced;
            ends.then(|| std::mem::replace(&mut from, to)).map(|start| (start, to))
        })
    }

    /// Sets the gaps between clusters, then the distances.
    fn space_out(&mut self) {
        let em = self.style.size;
        for index in 1..self.clusters.len() {
            let (a, b) = (&self.clusters[index - 1], &self.clusters[index]);
            let squeeze = a.full_width
                && b.full_width
                && match a.class {
                    Class::Close => matches!(b.class, Class::Open | Class::Close),
                    Class::Open => b.class == Class::Open,
                    _ => false,
                };
            let scripts = matches!((a.class, b.class), (Class::Han, Class::Latin) | (Class::Latin, Class::Han));
            let gap = if squeeze {
                -HALF * em
            } else if scripts {
                SCRIPT_GAP * em
            } else {
                0.0
            };
            // UAX 14 cannot tell an opening quotation mark from a closing one; the Chinese ones stand for themselves.
            let quoted = (b.full_width && b.class == Class::Open && matches!(a.class, Class::Han | Class::Close))
                || (a.full_width && a.class == Class::Close && matches!(b.class, Class::Han | Class::Open));
            if quoted && b.before == Break::None {
                self.clusters[index].before = Break::Allowed;
            }
            self.clusters[index - 1].gap = gap;
        }
        let mut at = 0.0;
        self.starts.clear();
        for cluster in &self.clusters {
            self.starts.push(at);
            at += cluster.advance + cluster.gap;
        }
        self.starts.push(at);
    }
}

/// Forbids a break where it stands and draws nothing.
pub(crate) const JOINER: char = '\u{2060}';

fn clean(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfc().filter_map(|character| match character {
        '\t' => Some(' '),
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        other if is_invisible(other) => None,
        other => Some(other),
    })
}

fn is_combining(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn missing(text: &str, at: usize, character: char) -> ReportError {
    let before: Vec<char> = text[..at].chars().rev().take(8).collect();
    let near = before.into_iter().rev().chain(text[at..].chars().take(9)).collect();
    ReportError::MissingGlyph { character, near }
}

#[cfg(test)]
mod tests;
