//! The scale from 0 to 100 that charts share.

use super::{Drawing, Label};
use crate::ReportError;
use crate::flow::Theme;
use crate::text::{Align, Typesetter};

/// The steps at which a scale is ruled and named.
const STEPS: [u8; 5] = [0, 25, 50, 75, 100];

/// Places shares between two edges.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Scale {
    pub(super) fn at(self, share: f64) -> f32 {
        self.left + self.width * (share.clamp(0.0, 100.0) / 100.0) as f32
    }

    /// Rules the steps from `top` to `foot` and names them below; gives the height of the names.
    pub(super) fn rule(
        self,
        drawing: &mut Drawing,
        [top, foot]: [f32; 2],
        setter: &mut Typesetter,
        theme: &Theme,
    ) -> Result<f32, ReportError> {
        let style = theme.cell_note().aligned(Align::Centre);
        let mut height = 0.0_f32;
        for step in STEPS {
            let x = self.at(f64::from(step));
            let width = if step == 0 { 0.8 } else { 0.4 };
            drawing.rule((x, top), (x, foot), theme.rule, width);
            let label = Label::new(setter, step.to_string(), style, 40.0)?;
            label.place(x - label.width / 2.0, foot + 2.0, drawing);
            height = height.max(label.height + 2.0);
        }
        Ok(height)
    }
}
