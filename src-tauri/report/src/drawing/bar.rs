//! A single bar on its track.

use super::Drawing;
use crate::page::{Colour, Outline, Rect, Shape};

/// A horizontal bar on a track from 0 to 100, with a tick where `mark` stands.
///
/// The track's outline and the tick keep it readable without colour. `None` draws a dashed, empty track:
/// nothing assessed is not the same as zero.
#[derive(Clone, Copy, Debug)]
pub struct Bar {
    pub share: Option<f64>,
    pub mark: Option<f64>,
    pub width: f32,
    pub height: f32,
    pub fill: Colour,
    pub track: Colour,
    pub edge: Colour,
}

impl Bar {
    pub fn draw(&self) -> Drawing {
        let mut drawing = Drawing::new(self.width, self.height);
        let radius = (self.height / 2.0).min(1.5);
        let whole = Rect::new(0.0, 0.0, self.width, self.height);
        if let Some(share) = self.share {
            drawing.add(Shape { outline: Outline::Rect { rect: whole, radius }, fill: Some(self.track), stroke: None });
            let length = self.width * (share.clamp(0.0, 100.0) / 100.0) as f32;
            if length > 0.0 {
                let rect = Rect::new(0.0, 0.0, length.max(1.0), self.height);
                let outline = Outline::Rect { rect, radius: radius.min(length / 2.0) };
                drawing.add(Shape { outline, fill: Some(self.fill), stroke: None });
            }
        } else {
            let y = self.height / 2.0;
            let mut x = 0.0;
            while x < self.width {
                drawing.add(Shape::rule((x, y), ((x + 3.0).min(self.width), y), self.edge, 0.6));
                x += 6.0;
            }
        }
        if let Some(mark) = self.mark {
            let x = self.width * (mark.clamp(0.0, 100.0) / 100.0) as f32;
            drawing.add(Shape::rule((x, -1.5), (x, self.height + 1.5), self.edge, 0.8));
        }
        drawing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Item;

    fn bar(share: Option<f64>) -> Drawing {
        let grey = Colour(200, 200, 200);
        Bar { share, mark: None, width: 200.0, height: 6.0, fill: grey, track: grey, edge: grey }.draw()
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_leaves_its_track() {
        let length = |share| match &bar(Some(share)).items[1] {
            Item::Shape(Shape { outline: Outline::Rect { rect, .. }, .. }) => rect.width,
            other => panic!("{other:?}"),
        };
        assert!((length(25.0) - 50.0).abs() < 0.01);
        assert!((length(140.0) - 200.0).abs() < 0.01);
        assert!(bar(Some(0.0)).items.len() == 1, "zero draws the track alone");
    }

    #[test]
    fn nothing_assessed_looks_different_from_zero() {
        assert_ne!(bar(None).items, bar(Some(0.0)).items);
    }
}
