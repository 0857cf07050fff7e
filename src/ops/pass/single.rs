//! A training step on a single example: lanes run over the units of a layer instead of over the examples of a tile.

use super::{Examples, Layer, Pass, Sums};
use crate::{
    LayerLayout,
    bound::Bound,
    loss::Outputs,
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
        let (sums, largest_input) = self.forward_single(parameters, data, row, count_correct);
        let Layer { place, delta, .. } = self.layers.last()?;
        let largest_delta = single::largest(&delta[..registers(place.units)], F32x4::ZERO);
        if !sums.loss.is_finite() || !bound.allows(rate, largest_input, largest_delta.largest()) {
            return None;
        }
        let mut largest_delta = F32x4::ZERO;
        self.backward_single(|place, x, delta, dx| {
            largest_delta = single::largest(&delta[..registers(place.units)], largest_delta);
            single::descend(place, parameters, rate, x, delta, dx);
        });
        bound.grow(rate, largest_input, largest_delta.largest());
        Some(sums)
    }

    /// [`run`](Self::run) for the example of this row, with gradients.
    #[inline(never)] // what is called for every batch stays small
    pub(super) fn run_single(
        &mut self,
        parameters: &[f32],
        gradients: &mut [f32],
        data: Examples,
        row: usize,
        count_correct: bool,
    ) -> Sums {
        let (sums, _) = self.forward_single(parameters, data, row, count_correct);
        self.backward_single(|place, x, delta, dx| single::gradient(place, parameters, gradients, x, delta, dx));
        sums
    }

    /// Forward through all layers, and the loss with ∂L/∂z of the last one. Gives the largest input of a layer by size, too, at
    /// least the 1 of a bias.
    fn forward_single(&mut self, parameters: &[f32], data: Examples, row: usize, count_correct: bool) -> (Sums, f32) {
        let loss = self.loss;
        single::load(&data.x[row * data.inputs..][..data.inputs], &mut self.x);
        let mut x = &self.x[..registers(data.inputs)];
        let mut largest = F32x4::splat(1.0);
        let mut left = self.layers.len();
        for Layer { place, activation, z, a, delta } in &mut self.layers {
            largest = single::largest(x, largest);
            let mut used = registers(place.units);
            left -= 1;
            if left == 0 && place.units > 1 {
                // A loss takes columns.
                single::forward(place, parameters, x, delta);
                single::spread(&delta[..used], &mut z[..place.units]);
                used = place.units;
            } else {
                single::forward(place, parameters, x, z);
            }
            activation.forward(1, &z[..used], &mut a[..used]);
            x = &a[..used];
        }
        let y = &data.y[row * data.targets..][..data.targets];
        let map = loss.target_map(y.iter().copied());
        for (to, y) in self.y.iter_mut().zip(y) {
            *to = F32x4::splat(map.map_or(*y, |(factor, term)| factor * y + term));
        }
        let mut sums = Sums::default();
        if let Some(Layer { place, activation, z, a, delta }) = self.layers.last_mut() {
            let units = place.units;
            let out = Outputs {
                activation: *activation,
                units,
                z: &z[..units],
                a: &a[..units],
                y: &self.y[..data.targets],
                weights: &[F32x4::from_lanes(1.0, 0.0, 0.0, 0.0)],
            };
            sums.loss = f64::from(loss.value(&out));
            if count_correct {
                sums.correct = f64::from(loss.correct(&out));
            }
            loss.gradient(&out, 1.0, &mut delta[..units]);
            if units > 1 {
                single::collect(&mut delta[..units]);
            }
        }
        (sums, largest.largest())
    }

    /// From ∂L/∂z of the last layer back to the first one. `layer` takes a layer's place, its input and ∂L/∂z, and writes ∂L/∂x to
    /// its last argument, which is empty at the first layer.
    #[inline(always)]
    fn backward_single(&mut self, mut layer: impl FnMut(&LayerLayout, &[F32x4], &[F32x4], &mut [F32x4])) {
        let mut layers = &mut self.layers[..];
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
