//! A single example backward, and a step of gradient descent with it: lanes run over the units of a layer instead of over the
//! examples of a tile.

use super::{Examples, Lanes, Layer, Pass, Sums, Tile};
use crate::{
    LayerLayout,
    bound::Bound,
    simd::F32x4,
    single::{self, registers},
};

impl Pass {
    /// One step of gradient descent on the example of this row, θ ← θ − η ∂L/∂θ with `rate` for η, in place: each weight is
    /// read and written once. `None` unless `bound` shows that all parameters stay finite; then nothing has changed.
    ///
    /// # Panics
    /// Where there are fewer parameters than the layers have, or the row does not exist.
    #[inline(never)] // compiled for speed, whatever calls it
    pub fn descend(
        &mut self,
        parameters: &mut [f32],
        bound: &mut Bound,
        rate: f32,
        data: Examples,
        row: usize,
        count_correct: bool,
    ) -> Option<Sums> {
        let layers = || self.layers.iter().map(|layer| (layer.place.units, layer.activation));
        if !self.is_elementwise || !bound.measure(parameters, layers) {
            return None;
        }
        let tile = Tile::one(row);
        self.forward(parameters, data.x, tile, Lanes::Units);
        let map = self.target_map(data, std::iter::once(row));
        let sums = self.losses(data, tile, map, Some(1.0), count_correct);
        let (last, hidden) = self.layers.split_last_mut()?;
        let mut largest_input = single::largest(&self.x[..registers(self.inputs)], F32x4::splat(1.0));
        for Layer { place, a, .. } in hidden {
            largest_input = single::largest(&a[..registers(place.units)], largest_input);
        }
        let largest_input = largest_input.largest();
        let mut largest_delta = single::largest(&last.delta[..last.place.units], F32x4::ZERO);
        if !sums.loss.is_finite() || !bound.allows(rate, largest_input, largest_delta.largest()) {
            return None;
        }
        self.backward_single(|place, x, delta, dx| {
            largest_delta = single::largest(&delta[..registers(place.units)], largest_delta);
            single::descend(place, parameters, rate, x, delta, dx);
        });
        bound.grow(rate, largest_input, largest_delta.largest());
        Some(sums)
    }

    /// [`backward`](Self::backward) for a single example.
    #[inline(never)] // what is called for every batch stays small
    pub(super) fn gradient_single(&mut self, parameters: &[f32], begin: bool, gradients: &mut [f32]) {
        self.backward_single(|place, x, delta, dx| single::gradient(place, parameters, gradients, begin, x, delta, dx));
    }

    /// From ∂L/∂z of the last layer back to the first one. `layer` takes a layer's place, its input and ∂L/∂z, and writes ∂L/∂x to
    /// its last argument, which is empty at the first layer.
    #[inline(always)]
    fn backward_single(&mut self, mut layer: impl FnMut(&LayerLayout, &[F32x4], &[F32x4], &mut [F32x4])) {
        let mut layers = &mut self.layers[..];
        if let Some(Layer { place, delta, .. }) = layers.last_mut()
            && place.units > 1
        {
            single::collect(&mut delta[..place.units]);
        }
        while let Some((Layer { place, delta, .. }, before)) = layers.split_last_mut() {
            if let Some(Layer { activation, z, a, delta: previous, .. }) = before.last_mut() {
                layer(place, a, delta, previous);
                let used = registers(place.inputs);
                activation.backward(1, &z[..used], &a[..used], &mut previous[..used]);
            } else {
                layer(place, &self.x, delta, &mut []);
            }
            layers = before;
        }
    }
}
