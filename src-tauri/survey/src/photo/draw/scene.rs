//! What stands in a drawn picture.

use super::View;
use super::canvas::{Canvas, Colour, Point, mix};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const W: f32 = super::WIDTH as f32;
const H: f32 = super::HEIGHT as f32;
const WHITE: Colour = [250, 250, 247];
const INK: Colour = [52, 58, 64];

struct Dice(ChaCha8Rng);

impl Dice {
    fn unit(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 / 16_777_216.0
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + self.unit() * (high - low)
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.0.next_u32() as usize % choices.len()]
    }

    fn often(&mut self, share: f32) -> bool {
        self.unit() < share
    }
}

pub(super) fn draw(canvas: &mut Canvas, view: View, seed: u64, colour: Colour) {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    match view {
        View::Street => street(canvas, &mut dice, colour),
        View::Park => park(canvas, &mut dice, colour),
        View::Hall => hall(canvas, &mut dice, colour),
    }
}

const SKIES: [(Colour, Colour); 4] = [
    ([118, 176, 226], [226, 239, 246]),
    ([148, 190, 214], [236, 240, 236]),
    ([176, 194, 206], [228, 230, 228]),
    ([132, 168, 214], [250, 228, 204]),
];

fn sky(canvas: &mut Canvas, dice: &mut Dice, horizon: f32) -> Colour {
    let (top, low) = dice.pick(&SKIES);
    canvas.sky(0, horizon as i32, top, low);
    if dice.often(0.7) {
        let at = (dice.between(150.0, 1050.0), dice.between(80.0, 200.0));
        canvas.disc(at, 58.0, 58.0, [255, 250, 225], 0.35);
        canvas.disc(at, 40.0, 40.0, [255, 248, 222], 0.9);
    }
    for _ in 0..3 {
        let (x, y, size) = (dice.between(0.0, W), dice.between(50.0, 230.0), dice.between(36.0, 70.0));
        for (dx, dy, part) in [(-1.1, 0.15, 0.7), (0.0, 0.0, 1.0), (1.0, 0.2, 0.75), (0.3, 0.3, 1.1)] {
            canvas.disc((x + dx * size, y + dy * size), size * part * 1.3, size * part * 0.5, WHITE, 0.45);
        }
    }
    low
}

fn street(canvas: &mut Canvas, dice: &mut Dice, colour: Colour) {
    let horizon = dice.between(560.0, 620.0);
    let haze = sky(canvas, dice, horizon + 4.0);
    skyline(canvas, dice, horizon, haze);
    let mut x = -20.0;
    while x < W {
        let width = dice.between(130.0, 230.0);
        house(canvas, dice, x, horizon, width, colour);
        x += width + if dice.often(0.4) { dice.between(20.0, 70.0) } else { 3.0 };
    }
    // Pavement, cycle lane, carriageway.
    canvas.sky(horizon as i32, horizon as i32 + 60, [206, 203, 196], [190, 186, 178]);
    canvas.sky(horizon as i32 + 60, horizon as i32 + 100, [150, 96, 84], [140, 88, 78]);
    canvas.sky(horizon as i32 + 100, H as i32, [104, 108, 113], [74, 78, 84]);
    canvas.block(0.0, horizon + 56.0, W, 6.0, [226, 224, 218]);
    canvas.block(0.0, horizon + 98.0, W, 3.0, WHITE);
    let lane = horizon + 190.0;
    let mut dash = dice.between(-120.0, 0.0);
    while dash < W {
        canvas.polygon(
            &[(dash + 12.0, lane), (dash + 92.0, lane), (dash + 84.0, lane + 10.0), (dash, lane + 10.0)],
            WHITE,
            0.9,
        );
        dash += 160.0;
    }
    if dice.often(0.5) {
        crossing(canvas, dice, horizon + 100.0);
    }
    let step = dice.between(190.0, 260.0);
    let mut tree_x = dice.between(20.0, 120.0);
    while tree_x < W {
        let size = dice.between(48.0, 74.0);
        tree(canvas, dice, tree_x, horizon + 34.0, size);
        tree_x += step;
    }
    lamp(canvas, dice.between(80.0, 420.0), horizon + 52.0);
    lamp(canvas, dice.between(760.0, 1120.0), horizon + 52.0);
    for _ in 0..3 {
        person(canvas, dice, horizon + 54.0);
    }
    if dice.often(0.7) {
        car(canvas, dice, horizon + 168.0);
    }
    let sign_x = dice.between(420.0, 700.0);
    sign(canvas, dice, sign_x, horizon + 58.0, colour);
}

fn skyline(canvas: &mut Canvas, dice: &mut Dice, horizon: f32, haze: Colour) {
    let mut x = -10.0;
    while x < W {
        let (width, height) = (dice.between(50.0, 120.0), dice.between(110.0, 330.0));
        let tone = mix([120, 138, 156], haze, dice.between(0.5, 0.72));
        canvas.block(x, horizon - height, width, height, tone);
        if dice.often(0.25) {
            canvas.block(x + width * 0.45, horizon - height - 34.0, 5.0, 34.0, tone);
        }
        x += width + dice.between(-8.0, 30.0);
    }
}

fn house(canvas: &mut Canvas, dice: &mut Dice, x: f32, ground: f32, width: f32, colour: Colour) {
    const WALLS: [Colour; 7] = [
        [214, 196, 172],
        [196, 170, 150],
        [222, 214, 200],
        [178, 186, 192],
        [204, 180, 158],
        [160, 128, 112],
        [188, 196, 188],
    ];
    let floors = 2 + (dice.unit() * 5.0) as i32;
    let (floor, shop) = (46.0, 66.0);
    let height = shop + floors as f32 * floor + 14.0;
    let wall = dice.pick(&WALLS);
    let top = ground - height;
    canvas.block(x, top, width, height, wall);
    canvas.block(x + width * 0.86, top, width * 0.14, height, mix(wall, INK, 0.12));
    canvas.block(x - 3.0, top - 8.0, width + 6.0, 10.0, mix(wall, INK, 0.3));
    let columns = ((width - 20.0) / 38.0).floor().max(2.0);
    let pitch = (width - 16.0) / columns;
    let lit = dice.pick(&[[236, 214, 158], [150, 182, 204], [128, 160, 184]]);
    for row in 0..floors {
        for column in 0..columns as i32 {
            let (wx, wy) = (x + 8.0 + column as f32 * pitch + pitch * 0.18, top + 16.0 + row as f32 * floor);
            let glass = if dice.often(0.2) { lit } else { mix([108, 138, 160], [168, 196, 212], dice.unit()) };
            canvas.block(wx - 2.0, wy - 2.0, pitch * 0.64 + 4.0, 34.0, mix(wall, WHITE, 0.5));
            canvas.block(wx, wy, pitch * 0.64, 30.0, glass);
            canvas.block(wx + pitch * 0.31, wy, 2.0, 30.0, mix(wall, WHITE, 0.5));
            if dice.often(0.16) {
                canvas.block(wx + pitch * 0.1, wy + 32.0, 20.0, 11.0, [224, 224, 220]);
            }
        }
    }
    // The shop: a board with a line of bars for writing, glass and a door below.
    let board = if dice.often(0.35) {
        colour
    } else {
        dice.pick(&[[176, 58, 46], [60, 96, 82], [66, 84, 122], [196, 142, 62]])
    };
    canvas.block(x + 6.0, ground - shop, width - 12.0, 22.0, board);
    writing(canvas, dice, x + 18.0, ground - shop + 6.0, width * 0.5, 10.0, WHITE);
    canvas.block(x + 10.0, ground - shop + 24.0, width - 20.0, shop - 24.0, [88, 108, 120]);
    canvas.polygon(
        &[(x + 16.0, ground), (x + 60.0, ground - 42.0), (x + 84.0, ground - 42.0), (x + 40.0, ground)],
        [178, 202, 214],
        0.35,
    );
    let door = x + width * dice.between(0.3, 0.6);
    canvas.block(door, ground - 40.0, 26.0, 40.0, mix(board, INK, 0.45));
}

/// Draws blocks of short strokes in the place of characters.
fn writing(canvas: &mut Canvas, dice: &mut Dice, x: f32, y: f32, width: f32, size: f32, colour: Colour) {
    let mut at = x;
    while at + size <= x + width {
        let stroke = (size / 7.0).max(1.0);
        for line in 0..3 {
            let inset = dice.between(0.0, size * 0.2);
            canvas.block(at + inset, y + line as f32 * size * 0.4, size - 2.0 * inset, stroke, colour);
        }
        canvas.block(at + dice.between(0.25, 0.6) * size, y, stroke, size, colour);
        at += size * 1.35;
    }
}

fn tree(canvas: &mut Canvas, dice: &mut Dice, x: f32, ground: f32, size: f32) {
    let green = dice.pick(&[[92, 132, 74], [108, 142, 72], [76, 122, 84], [138, 148, 70]]);
    canvas.disc((x, ground + 2.0), size * 0.9, 8.0, INK, 0.22);
    let top = ground - size * 2.1;
    canvas.polygon(&[(x - 7.0, ground), (x - 4.0, top), (x + 4.0, top), (x + 7.0, ground)], [104, 84, 66], 1.0);
    for (shade, offset, count) in [(0.28, 7.0, 6), (0.0, 0.0, 6), (-0.22, -10.0, 4)] {
        let tone = if shade >= 0.0 { mix(green, INK, shade) } else { mix(green, [214, 226, 140], -shade) };
        for _ in 0..count {
            let at =
                (x + dice.between(-0.65, 0.65) * size + offset * 0.4, top + dice.between(-0.62, 0.5) * size + offset);
            canvas.disc(at, size * dice.between(0.3, 0.5), size * dice.between(0.26, 0.42), tone, 0.95);
        }
    }
}

fn lamp(canvas: &mut Canvas, x: f32, ground: f32) {
    canvas.line((x, ground), (x, ground - 300.0), 6.0, INK);
    canvas.line((x, ground - 298.0), (x + 62.0, ground - 314.0), 4.0, INK);
    canvas.polygon(
        &[
            (x + 52.0, ground - 318.0),
            (x + 92.0, ground - 324.0),
            (x + 94.0, ground - 316.0),
            (x + 54.0, ground - 309.0),
        ],
        [232, 226, 196],
        1.0,
    );
}

fn person(canvas: &mut Canvas, dice: &mut Dice, ground: f32) {
    let (x, tall) = (dice.between(40.0, W - 40.0), dice.between(70.0, 86.0));
    let coat = dice.pick(&[[64, 92, 128], [150, 70, 66], [86, 110, 84], [196, 168, 96], [92, 84, 112]]);
    canvas.disc((x, ground), 20.0, 5.0, INK, 0.25);
    canvas.line((x - 3.0, ground - tall * 0.45), (x - 9.0, ground), 7.0, INK);
    canvas.line((x + 3.0, ground - tall * 0.45), (x + 9.0, ground), 7.0, mix(INK, WHITE, 0.12));
    canvas.polygon(
        &[
            (x - 11.0, ground - tall * 0.42),
            (x - 9.0, ground - tall * 0.82),
            (x + 9.0, ground - tall * 0.82),
            (x + 11.0, ground - tall * 0.42),
        ],
        coat,
        1.0,
    );
    // No face: a drawn person is nobody.
    canvas.disc((x, ground - tall * 0.91), 8.0, 9.0, [222, 188, 160], 1.0);
    canvas.disc((x, ground - tall * 0.95), 8.0, 6.0, [58, 48, 44], 1.0);
}

fn car(canvas: &mut Canvas, dice: &mut Dice, ground: f32) {
    let x = dice.between(60.0, W - 320.0);
    let paint = dice.pick(&[[226, 228, 230], [64, 84, 110], [152, 44, 44], [44, 50, 58], [78, 132, 110]]);
    canvas.disc((x + 130.0, ground + 3.0), 150.0, 10.0, INK, 0.35);
    canvas.polygon(
        &[(x + 46.0, ground - 52.0), (x + 84.0, ground - 92.0), (x + 182.0, ground - 92.0), (x + 222.0, ground - 52.0)],
        paint,
        1.0,
    );
    let glass = [150, 178, 194];
    canvas.polygon(
        &[(x + 60.0, ground - 54.0), (x + 90.0, ground - 85.0), (x + 130.0, ground - 85.0), (x + 130.0, ground - 54.0)],
        glass,
        1.0,
    );
    canvas.polygon(
        &[
            (x + 138.0, ground - 54.0),
            (x + 138.0, ground - 85.0),
            (x + 178.0, ground - 85.0),
            (x + 208.0, ground - 54.0),
        ],
        glass,
        1.0,
    );
    canvas.polygon(
        &[
            (x, ground - 14.0),
            (x + 6.0, ground - 46.0),
            (x + 50.0, ground - 55.0),
            (x + 222.0, ground - 55.0),
            (x + 258.0, ground - 42.0),
            (x + 262.0, ground - 14.0),
        ],
        mix(paint, INK, 0.08),
        1.0,
    );
    for wheel in [58.0, 204.0] {
        canvas.disc((x + wheel, ground - 14.0), 24.0, 24.0, [36, 38, 42], 1.0);
        canvas.disc((x + wheel, ground - 14.0), 12.0, 12.0, [186, 190, 194], 1.0);
    }
    canvas.disc((x + 254.0, ground - 38.0), 7.0, 5.0, [255, 240, 190], 1.0);
}

fn crossing(canvas: &mut Canvas, dice: &mut Dice, top: f32) {
    let mut x = dice.between(100.0, 700.0);
    for _ in 0..8 {
        let lean = (x - W / 2.0) * 0.25;
        canvas.polygon(&[(x, top), (x + 22.0, top), (x + 30.0 + lean, H), (x - 4.0 + lean, H)], [232, 232, 226], 0.85);
        x += 44.0;
    }
}

fn sign(canvas: &mut Canvas, dice: &mut Dice, x: f32, ground: f32, colour: Colour) {
    let (width, height) = (dice.between(190.0, 240.0), 130.0);
    let top = ground - 300.0;
    for leg in [0.16, 0.84] {
        canvas.line((x + width * leg, ground), (x + width * leg, top), 8.0, [108, 112, 116]);
    }
    canvas.block(x - 4.0, top - 4.0, width + 8.0, height + 8.0, mix(colour, INK, 0.4));
    canvas.block(x, top, width, height, colour);
    canvas.disc((x + 34.0, top + 38.0), 20.0, 20.0, WHITE, 1.0);
    canvas.disc((x + 34.0, top + 38.0), 12.0, 12.0, colour, 1.0);
    writing(canvas, dice, x + 66.0, top + 24.0, width - 78.0, 24.0, WHITE);
    canvas.block(x + 14.0, top + 74.0, width - 28.0, 3.0, mix(colour, WHITE, 0.6));
    for (row, share) in [0.82, 0.64].into_iter().enumerate() {
        let mut at = x + 16.0;
        while at < x + 16.0 + (width - 40.0) * share {
            let word = dice.between(16.0, 42.0);
            canvas.block(at, top + 86.0 + row as f32 * 18.0, word, 7.0, mix(colour, WHITE, 0.82));
            at += word + 8.0;
        }
    }
}

fn park(canvas: &mut Canvas, dice: &mut Dice, colour: Colour) {
    let horizon = dice.between(430.0, 500.0);
    let haze = sky(canvas, dice, horizon + 4.0);
    if dice.often(0.6) {
        skyline(canvas, dice, horizon, haze);
    }
    for (rise, share) in [(150.0, 0.7), (95.0, 0.5), (50.0, 0.3)] {
        let (phase, stretch) = (dice.between(0.0, 6.0), dice.between(130.0, 260.0));
        let mut ridge: Vec<Point> = vec![(0.0, horizon + 4.0)];
        for step in 0..=40 {
            let x = step as f32 * W / 40.0;
            let wave = (x / stretch + phase).sin() * 0.5 + (x / stretch * 2.3 + phase).sin() * 0.25 + 0.6;
            ridge.push((x, horizon - wave * rise));
        }
        ridge.push((W, horizon + 4.0));
        canvas.polygon(&ridge, mix([84, 118, 96], haze, share), 1.0);
    }
    canvas.sky(horizon as i32, H as i32, [156, 184, 104], [106, 146, 76]);
    let foot = dice.between(240.0, 700.0);
    let path = [
        (foot, H),
        (foot + 80.0, H - 140.0),
        (foot + 40.0, horizon + 220.0),
        (foot + 190.0, horizon + 90.0),
        (foot + 206.0, horizon + 90.0),
        (foot + 110.0, horizon + 226.0),
        (foot + 190.0, H - 140.0),
        (foot + 170.0, H),
    ];
    canvas.polygon(&path, [222, 208, 180], 1.0);
    let water = (dice.between(240.0, 960.0), horizon + dice.between(110.0, 150.0));
    canvas.disc(water, 330.0, 84.0, [196, 190, 160], 1.0);
    canvas.disc(water, 316.0, 76.0, [122, 168, 190], 1.0);
    canvas.disc((water.0 - 40.0, water.1 - 18.0), 200.0, 34.0, [168, 202, 214], 0.6);
    for _ in 0..7 {
        let (x, depth) = (dice.between(0.0, W), dice.unit());
        if (x - water.0).abs() > 330.0 {
            tree(canvas, dice, x, horizon + 20.0 + depth * 60.0, 34.0 + depth * 28.0);
        }
    }
    let edge = dice.pick(&[90.0, 1110.0]);
    tree(canvas, dice, edge, H - 90.0, 110.0);
    for _ in 0..2 {
        person(canvas, dice, horizon + 250.0);
    }
    let board = if edge < 200.0 { dice.between(820.0, 940.0) } else { dice.between(60.0, 240.0) };
    sign(canvas, dice, board, H - 70.0, colour);
}

fn hall(canvas: &mut Canvas, dice: &mut Dice, colour: Colour) {
    let floor = dice.between(620.0, 660.0);
    canvas.sky(0, floor as i32, [244, 242, 236], [226, 224, 218]);
    canvas.sky(floor as i32, H as i32, [206, 200, 190], [170, 164, 154]);
    for line in 0..9 {
        let x = (line as f32 - 4.0) * 150.0 + W / 2.0;
        canvas.line((x, floor), ((x - W / 2.0) * 2.4 + W / 2.0, H), 2.0, [188, 182, 172]);
    }
    for light in 0..4 {
        let x = 60.0 + light as f32 * 300.0;
        canvas.polygon(
            &[(x + 30.0, 24.0), (x + 210.0, 24.0), (x + 230.0, 52.0), (x + 10.0, 52.0)],
            [255, 253, 240],
            1.0,
        );
    }
    canvas.block(0.0, 110.0, W, 84.0, colour);
    canvas.disc((90.0, 152.0), 28.0, 28.0, WHITE, 1.0);
    canvas.disc((90.0, 152.0), 16.0, 16.0, colour, 1.0);
    writing(canvas, dice, 150.0, 130.0, 420.0, 42.0, WHITE);
    let counters = 4;
    let pitch = W / counters as f32;
    for counter in 0..counters {
        let x = counter as f32 * pitch;
        canvas.block(x + 22.0, 236.0, pitch - 44.0, 40.0, [44, 54, 66]);
        let shown = if dice.often(0.6) { [236, 92, 70] } else { [116, 206, 132] };
        writing(canvas, dice, x + 44.0, 246.0, pitch - 88.0, 20.0, shown);
        canvas.block(x + 26.0, 300.0, pitch - 52.0, floor - 430.0, mix([196, 214, 222], WHITE, 0.3));
        canvas.polygon(
            &[(x + 60.0, floor - 130.0), (x + 150.0, 300.0), (x + 190.0, 300.0), (x + 100.0, floor - 130.0)],
            WHITE,
            0.4,
        );
        if dice.often(0.75) {
            let coat = dice.pick(&[[58, 78, 110], [70, 100, 92], [112, 76, 84]]);
            let at = x + pitch / 2.0;
            canvas.disc((at, floor - 150.0), 44.0, 52.0, coat, 1.0);
            canvas.disc((at, floor - 222.0), 25.0, 28.0, [224, 190, 162], 1.0);
            canvas.disc((at, floor - 236.0), 26.0, 20.0, [56, 46, 42], 1.0);
        }
        canvas.line((x, 210.0), (x, floor), 10.0, [214, 210, 202]);
    }
    canvas.block(0.0, floor - 140.0, W, 16.0, [246, 244, 238]);
    canvas.block(0.0, floor - 124.0, W, 124.0, [170, 136, 100]);
    canvas.block(0.0, floor - 62.0, W, 4.0, [150, 118, 86]);
    let row = dice.between(80.0, 260.0);
    for seat in 0..6 {
        let x = row + seat as f32 * 122.0;
        canvas.block(x, floor + 82.0, 100.0, 60.0, mix(colour, [120, 130, 140], 0.5));
        canvas.block(x - 3.0, floor + 138.0, 106.0, 18.0, mix(colour, INK, 0.35));
        canvas.block(x + 12.0, floor + 156.0, 6.0, 44.0, INK);
        canvas.block(x + 82.0, floor + 156.0, 6.0, 44.0, INK);
    }
    plant(canvas, dice, 1110.0, floor + 120.0);
}

fn plant(canvas: &mut Canvas, dice: &mut Dice, x: f32, ground: f32) {
    for _ in 0..16 {
        let tip = (x + dice.between(-80.0, 80.0), ground - dice.between(150.0, 260.0));
        let green = mix([64, 116, 72], [138, 176, 96], dice.unit());
        canvas.polygon(
            &[(x - 8.0, ground - 70.0), (tip.0 - 10.0, tip.1 + 40.0), tip, (tip.0 + 12.0, tip.1 + 52.0)],
            green,
            1.0,
        );
    }
    canvas.polygon(
        &[(x - 46.0, ground - 86.0), (x + 46.0, ground - 86.0), (x + 34.0, ground), (x - 34.0, ground)],
        [184, 112, 82],
        1.0,
    );
}
