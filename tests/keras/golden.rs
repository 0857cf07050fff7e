//! The golden files, and the data and initial weights that they were made with, by the generator's formulas (`models.py`).

use serde::Deserialize;

/// A golden file.
#[derive(Deserialize)]
struct File<Case> {
    cases: Vec<Case>,
}

pub fn cases<'a, Case: Deserialize<'a>>(text: &'a str) -> Vec<Case> {
    serde_json::from_str::<File<Case>>(text).unwrap().cases
}

/// What a network looks like, read from its configuration without the crate's help.
#[derive(Deserialize)]
pub struct Shape {
    pub inputs: usize,
    pub layers: Vec<Layer>,
    pub loss: String,
}

#[derive(Deserialize)]
pub struct Layer {
    pub units: usize,
    pub activation: String,
    #[serde(default = "yes")]
    pub use_bias: bool,
}

fn yes() -> bool {
    true
}

impl Shape {
    pub fn of(config: &serde_json::Value) -> Self {
        Self::deserialize(config).unwrap()
    }

    pub fn outputs(&self) -> usize {
        self.layers.last().unwrap().units
    }

    /// Target values in a row.
    pub fn targets(&self) -> usize {
        if self.loss == "sparse_categorical_crossentropy" { 1 } else { self.outputs() }
    }

    /// The shapes of Keras's `get_weights`.
    pub fn weights(&self) -> Vec<Vec<usize>> {
        let (mut inputs, mut shapes) = (self.inputs, Vec::new());
        for layer in &self.layers {
            shapes.push(vec![inputs, layer.units]);
            if layer.use_bias {
                shapes.push(vec![layer.units]);
            }
            inputs = layer.units;
        }
        shapes
    }

    pub fn initial_weights(&self, seed: u32) -> Vec<Vec<f32>> {
        let mut lcg = Lcg::new(seed);
        let scale = |shape: &[usize]| match shape {
            [inputs, units] => (6.0 / (inputs + units) as f32).sqrt(),
            _ => 0.1,
        };
        self.weights().iter().map(|shape| lcg.values(shape.iter().product(), scale(shape))).collect()
    }

    /// x and y of so many rows.
    pub fn data(&self, task: &str, rows: usize, seed: u32) -> (Vec<f32>, Vec<f32>) {
        let (inputs, outputs) = (self.inputs, self.outputs());
        let x = Lcg::new(seed).values(rows * inputs, 1.0);
        let mut y = Vec::new();
        for x in x.chunks(inputs) {
            let product = |k: usize| x[k % inputs] * x[(k + 1) % inputs];
            match task {
                "quadrants" => y.extend((0..outputs).map(|k| if product(k) > 0.0 { 1.0 } else { 0.0 })),
                "signs" => y.extend((0..outputs).map(|k| if product(k) > 0.0 { 1.0 } else { -1.0 })),
                "classes" => {
                    let place = (x[0] * 0.75 + x[1] * 0.25 + 1.0) * 0.5 * outputs as f32;
                    y.push(place.floor().min((outputs - 1) as f32));
                }
                "one hot" => {
                    let class = ((x[0] * 0.75 + x[1] * 0.25 + 1.0) * 0.5 * outputs as f32).floor();
                    let class = class.min((outputs - 1) as f32) as usize;
                    y.extend((0..outputs).map(|k| f32::from(u8::from(k == class))));
                }
                "mixtures" => {
                    let place = (x[0] + 1.0) * 0.5 * (outputs - 1) as f32;
                    let class = place.floor().min((outputs - 2) as f32);
                    let above = place - class;
                    y.extend((0..outputs).map(|k| match k as f32 - class {
                        0.0 => 1.0 - above,
                        1.0 => above,
                        _ => 0.0,
                    }));
                }
                "surface" => y.extend((0..outputs).map(|k| product(k) + 0.5 * x[0])),
                other => panic!("no task called {other}"),
            }
        }
        (x, y)
    }
}

/// Numbers from −1 to 1, each exact in f32 (Numerical Recipes' generator).
struct Lcg(u32);

impl Lcg {
    fn new(seed: u32) -> Self {
        let mut lcg = Self(seed);
        (0..4).for_each(|_| _ = lcg.next());
        lcg
    }

    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }

    fn values(&mut self, count: usize, scale: f32) -> Vec<f32> {
        (0..count).map(|_| self.next() * scale).collect()
    }
}
