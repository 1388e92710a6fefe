//! A small surface to draw flat shapes on, with smooth edges.

pub(super) type Colour = [u8; 3];
pub(super) type Point = (f32, f32);

/// Counts the lines sampled within one row of pixels.
const SAMPLES: i32 = 4;

#[derive(Debug)]
pub(super) struct Canvas {
    width: i32,
    height: i32,
    rgb: Vec<u8>,
    cover: Vec<f32>,
}

impl Canvas {
    pub(super) fn new(width: i32, height: i32) -> Self {
        let (w, h) = (width as usize, height as usize);
        Self { width, height, rgb: vec![0; w * h * 3], cover: vec![0.0; w + 2] }
    }

    pub(super) fn pixels(&self) -> &[u8] {
        &self.rgb
    }

    /// Fills from `top` to `bottom` over the whole width, one colour flowing into the other.
    pub(super) fn sky(&mut self, top: i32, bottom: i32, from: Colour, to: Colour) {
        for y in top.max(0)..bottom.min(self.height) {
            let colour = mix(from, to, (y - top) as f32 / (bottom - top).max(1) as f32);
            let row = (y * self.width * 3) as usize;
            for pixel in self.rgb[row..row + self.width as usize * 3].chunks_exact_mut(3) {
                pixel.copy_from_slice(&colour);
            }
        }
    }

    /// Fills an upright rectangle given by its left top corner and its size, on whole pixels.
    pub(super) fn block(&mut self, x: f32, y: f32, w: f32, h: f32, colour: Colour) {
        let (x0, x1) = (clamp(x, self.width), clamp(x + w, self.width));
        for row in clamp(y, self.height)..clamp(y + h, self.height) {
            let line = row * self.width as usize;
            for pixel in self.rgb[(line + x0) * 3..(line + x1.max(x0)) * 3].chunks_exact_mut(3) {
                pixel.copy_from_slice(&colour);
            }
        }
    }

    /// Fills a polygon with smooth edges; `strength` 1 hides what lies below.
    pub(super) fn polygon(&mut self, points: &[Point], colour: Colour, strength: f32) {
        let low = points.iter().map(|p| p.1).fold(f32::INFINITY, f32::min);
        let high = points.iter().map(|p| p.1).fold(f32::NEG_INFINITY, f32::max);
        let mut crossings = Vec::with_capacity(8);
        for y in (low.floor() as i32).max(0)..(high.ceil() as i32).min(self.height) {
            let (mut left, mut right) = (self.width, 0);
            for sample in 0..SAMPLES {
                let line = y as f32 + (sample as f32 + 0.5) / SAMPLES as f32;
                crossings.clear();
                for (i, a) in points.iter().enumerate() {
                    let b = points[(i + 1) % points.len()];
                    if (a.1 <= line) != (b.1 <= line) {
                        crossings.push(a.0 + (line - a.1) / (b.1 - a.1) * (b.0 - a.0));
                    }
                }
                crossings.sort_by(f32::total_cmp);
                for pair in crossings.chunks_exact(2) {
                    let (from, to) = self.span(pair[0], pair[1]);
                    (left, right) = (left.min(from), right.max(to));
                }
            }
            self.lay(y, left, right, colour, strength);
        }
    }

    /// Adds one sampled line to the cover of the row; gives the pixels it touched.
    fn span(&mut self, from: f32, to: f32) -> (i32, i32) {
        let (from, to) = (from.clamp(0.0, self.width as f32), to.clamp(0.0, self.width as f32));
        if to <= from {
            return (self.width, 0);
        }
        let (first, last) = (from.floor() as i32, (to.ceil() as i32 - 1).max(from.floor() as i32));
        for x in first..=last {
            let inside = (to.min(x as f32 + 1.0) - from.max(x as f32)).max(0.0);
            self.cover[x as usize] += inside / SAMPLES as f32;
        }
        (first, last + 1)
    }

    fn lay(&mut self, y: i32, left: i32, right: i32, colour: Colour, strength: f32) {
        for x in left..right.min(self.width) {
            let cover = std::mem::take(&mut self.cover[x as usize]) * strength;
            let at = ((y * self.width + x) * 3) as usize;
            for (old, new) in self.rgb[at..at + 3].iter_mut().zip(colour) {
                *old = (f32::from(*old) + (f32::from(new) - f32::from(*old)) * cover.min(1.0) + 0.5) as u8;
            }
        }
        // A span may end in the spare columns behind the picture.
        for spare in right.min(self.width).max(0)..right {
            self.cover[spare as usize] = 0.0;
        }
    }

    /// Fills an ellipse.
    pub(super) fn disc(&mut self, (x, y): Point, rx: f32, ry: f32, colour: Colour, strength: f32) {
        for row in ((y - ry).floor() as i32).max(0)..((y + ry).ceil() as i32).min(self.height) {
            let (mut left, mut right) = (self.width, 0);
            for sample in 0..SAMPLES {
                let away = (row as f32 + (sample as f32 + 0.5) / SAMPLES as f32 - y) / ry;
                if away.abs() < 1.0 {
                    let half = rx * (1.0 - away * away).sqrt();
                    let (from, to) = self.span(x - half, x + half);
                    (left, right) = (left.min(from), right.max(to));
                }
            }
            self.lay(row, left, right, colour, strength);
        }
    }

    /// Draws a straight line of the given thickness.
    pub(super) fn line(&mut self, a: Point, b: Point, thickness: f32, colour: Colour) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt().max(0.001);
        let (nx, ny) = (-dy / length * thickness / 2.0, dx / length * thickness / 2.0);
        let corners = [(a.0 + nx, a.1 + ny), (b.0 + nx, b.1 + ny), (b.0 - nx, b.1 - ny), (a.0 - nx, a.1 - ny)];
        self.polygon(&corners, colour, 1.0);
    }
}

fn clamp(value: f32, most: i32) -> usize {
    (value.round() as i32).clamp(0, most) as usize
}

/// Mixes two colours; `share` 0 gives the first, 1 the second.
pub(super) fn mix(a: Colour, b: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    let one = |i: usize| (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * share + 0.5) as u8;
    [one(0), one(1), one(2)]
}
