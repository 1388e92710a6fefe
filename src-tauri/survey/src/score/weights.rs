//! How much each indicator, item and scenario counts among its siblings.

use crate::framework::Framework;
use crate::model::Number;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Holds all weights, in the order of the framework; each is relative among siblings and above zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    pub indicators: Vec<f64>,
    pub items: Vec<f64>,
    pub scenarios: Vec<f64>,
}

impl Weights {
    /// Gives the framework's own.
    pub fn of(framework: &Framework) -> Self {
        let plain = |weight: Number| weight.to_ratio().to_f64();
        Self {
            indicators: framework.indicators.iter().map(|indicator| plain(indicator.weight)).collect(),
            items: framework.items.iter().map(|item| plain(item.weight)).collect(),
            scenarios: framework.scenarios.iter().map(|scenario| plain(scenario.weight)).collect(),
        }
    }

    /// Multiplies every weight by a factor of its own from 0.8 up to 1.2: scenarios, then items, then indicators.
    pub(super) fn varied(&self, chance: &mut Chance) -> Self {
        let mut vary = |weights: &[f64]| weights.iter().map(|weight| weight * chance.factor()).collect();
        let (scenarios, items) = (vary(&self.scenarios), vary(&self.items));
        Self { indicators: vary(&self.indicators), items, scenarios }
    }
}

/// Gives the same chance for the same seed, on every laptop: ChaCha8, 24 bits a number.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn factor(&mut self) -> f64 {
        0.8 + 0.4 * (f64::from(self.0.next_u32() >> 8) / f64::from(1 << 24))
    }
}
