//! `Experiment` for JavaScript.

use super::{JsResult, catalog::problem_name, doubles, object, plain, set, whole};
use crate::{
    data::Column,
    experiment::{self, ExperimentSettings, MAX_RESOLUTION, Point, losses},
    nn::random::MAX_SEED,
    plot::{Theme, heat_map::LARGEST_SIDE},
};
use js_sys::{Float32Array, Object};
use value::{Choice, Error, Value};
use wasm_bindgen::prelude::*;

/// A network with its data set, made from the page's settings.
#[wasm_bindgen]
pub struct Experiment(pub(super) experiment::Experiment);

#[wasm_bindgen]
impl Experiment {
    /// From settings in snake_case: `dataset`, `samples`, `noise`, `train_share`, `points` (the text of a custom data
    /// set), `features`, `normalization` (mean 0 and deviation 1 over the training rows), `layers` (`[{ units, activation, initializer }]`), `activation`, `initializer`, `bias_initializer`, `loss`, `optimizer` (as in
    /// `NetworkConfig`), `batch_size`, `l1`, `l2`, `seed`. `changes` is the text that the method of that
    /// name returns.
    #[wasm_bindgen(constructor)]
    pub fn new(
        settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | undefined")] changes: &JsValue,
    ) -> JsResult<Experiment> {
        Self::made(read(settings)?, changes)
    }

    /// Continues with other settings from this step on; returns whether it had to start over. On an error nothing has changed.
    pub fn configure(&mut self, settings: JsValue) -> JsResult<bool> {
        Ok(self.0.configure(read(settings)?)?)
    }

    /// Starts over with the present settings: initial weights, no changes.
    pub fn reset(&mut self) -> JsResult<()> {
        Ok(self.0.reset()?)
    }

    /// Trains on this many mini-batches, fewer if it diverges.
    pub fn train(&mut self, steps: &JsValue) -> JsResult<()> {
        self.0.train(whole("steps", steps, 0, MAX_SEED)?);
        Ok(())
    }

    /// How many updates end the epoch, at least 1.
    #[wasm_bindgen(getter)]
    pub fn steps_to_epoch_end(&self) -> f64 {
        self.0.steps_to_epoch_end() as f64
    }

    /// Trains to the end of the epoch.
    pub fn train_epoch(&mut self) {
        self.0.train_epoch();
    }

    /// Updates so far.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> f64 {
        self.0.step() as f64
    }

    /// Complete epochs so far.
    #[wasm_bindgen(getter)]
    pub fn epoch(&self) -> f64 {
        self.0.epoch() as f64
    }

    /// The mean loss over the batches of this epoch so far, or of the one that has just ended: the `loss` of Keras's `fit`.
    #[wasm_bindgen(getter)]
    pub fn epoch_loss(&self) -> f64 {
        self.0.epoch_loss()
    }

    /// Whether the last update was refused because something was not finite.
    #[wasm_bindgen(getter)]
    pub fn diverged(&self) -> bool {
        self.0.network().diverged()
    }

    /// `{ step, epoch, loss, val_loss, accuracy, val_accuracy }`, measured now; null where there is nothing to measure.
    pub fn state(&self) -> JsValue {
        let state = self.0.state();
        object(&Value::object(vec![
            ("step", Value::Number(state.step as f64)),
            ("epoch", Value::Number(state.epoch)),
            ("loss", Value::Number(state.loss)),
            ("val_loss", Value::from(state.val_loss)),
            ("accuracy", Value::from(state.accuracy)),
            ("val_accuracy", Value::from(state.val_accuracy)),
        ]))
    }

    /// The record: `{ step, epoch, loss, val_loss?, accuracy?, val_accuracy? }` as Float64Arrays of equal length.
    pub fn history(&self) -> Object {
        let points = self.0.history();
        let history = Object::new();
        let put = |name: &str, value: &dyn Fn(&Point) -> Option<f64>| {
            let values: Vec<f64> = points.iter().map(|point| value(point).unwrap_or(f64::NAN)).collect();
            // What was never measured is left out.
            if points.iter().any(|point| value(point).is_some()) {
                set(&history, name, doubles(&values));
            }
        };
        put("step", &|point| Some(point.step as f64));
        put("epoch", &|point| Some(point.epoch));
        put("loss", &|point| Some(point.loss));
        put("val_loss", &|point| point.val_loss);
        put("accuracy", &|point| point.accuracy);
        put("val_accuracy", &|point| point.val_accuracy);
        history
    }

    /// A description: `{ problem, inputs, rows, train_rows, domain, target, target_name, columns, features, offered, losses, network }`.
    ///
    /// `problem` is `"binary"`, `"classes"` or `"regression"`; `inputs` counts the raw columns in a row: 1 or 2 coordinates, or
    /// those of a table, up to 10, which are in `columns`: `[{ name, range, mean }]`, as pictures show them (empty for coordinates,
    /// unless the header of `points` names them, and the target: `target_name`);
    /// `domain` is what the picture shows at first, left to right and bottom to top; `target`, in regression, the range of targets
    /// that the colours stand for; `offered` the features that the data has, those of the network among them; `losses` those that fit, the default first; `network` a complete `NetworkConfig`.
    #[wasm_bindgen(unchecked_return_type = "Description")]
    pub fn describe(&self) -> JsValue {
        let data = self.0.data();
        let columns = data.columns.iter().zip(data.means()).map(|(Column { name, range }, mean)| {
            let mean = Value::Number(mean.into());
            Value::object(vec![("name", Value::from(name.as_str())), ("range", Value::from(*range)), ("mean", mean)])
        });
        object(&Value::object(vec![
            ("problem", Value::from(problem_name(data.problem))),
            ("inputs", Value::Number(data.inputs as f64)),
            ("rows", Value::Number(data.rows() as f64)),
            ("train_rows", Value::Number(data.train_rows as f64)),
            ("domain", Value::List(vec![Value::from(data.domain.x), Value::from(data.domain.y)])),
            ("target", Value::from(data.domain.target)),
            ("target_name", Value::from(data.target_name.as_str())),
            ("columns", Value::List(columns.collect())),
            ("features", Value::names(self.0.features().iter().copied())),
            ("offered", Value::names(self.0.offered())),
            ("losses", Value::names(losses(data.problem).iter().copied())),
            ("network", Value::from(self.0.network().config())),
        ]))
    }

    /// The raw coordinates of the points, `[rows, inputs]`, those for training first.
    pub fn points(&self) -> Float32Array {
        Float32Array::from(self.0.data().x.as_slice())
    }

    /// Their classes or targets, `[rows]`.
    pub fn targets(&self) -> Float32Array {
        Float32Array::from(self.0.data().y.as_slice())
    }

    /// What the network sees of them, `[rows, features]`.
    pub fn inputs(&self) -> Float32Array {
        Float32Array::from(self.0.inputs())
    }

    /// All weights and biases, layer by layer, kernel [inputs, units] before bias.
    pub fn parameters(&self) -> Float32Array {
        Float32Array::from(self.0.network().parameters())
    }

    /// The network's outputs over the picture as RGBA, [size, size, 4], from `samples` × `samples` points between which
    /// they are interpolated. `theme` is `"light"` or `"dark"`. With `discretize` each pixel has the colour of its class alone.
    pub fn heat_map(
        &self,
        samples: &JsValue,
        size: &JsValue,
        theme: &str,
        discretize: Option<bool>,
    ) -> JsResult<Vec<u8>> {
        let samples = whole("samples", samples, 1, MAX_RESOLUTION as u64)? as usize;
        let size = whole("size", size, 1, LARGEST_SIDE as u64)? as usize;
        let theme = Theme::from_name(theme).map_err(|reason| Error::config("theme", reason))?;
        Ok(match discretize {
            Some(true) => self.0.decision_map(samples, samples, size, size, theme)?,
            _ => self.0.heat_map(samples, samples, size, size, theme)?,
        })
    }

    /// What the network answers to all points, [rows, outputs], in the order of `points`.
    pub fn outputs(&self) -> JsResult<Vec<f32>> {
        Ok(self.0.outputs()?)
    }

    /// The loss of the point of this row, without regularization.
    pub fn loss_of(&self, #[wasm_bindgen(unchecked_param_type = "number")] row: &JsValue) -> JsResult<f64> {
        Ok(self.0.loss_of(whole("row", row, 0, u32::MAX.into())? as u32)?)
    }

    /// The gradient of the next mini-batch, in the order of `parameters`: regularization included, before any clipping.
    pub fn coming_gradients(&self) -> JsResult<Vec<f32>> {
        Ok(self.0.coming_gradients()?)
    }

    /// With one input: `{ x, y }` of the network's function at `count` points from left to right, as Float32Arrays; with several outputs
    /// y is the likeliest class.
    pub fn curve(&self, count: &JsValue) -> JsResult<Object> {
        let (x, y) = self.0.curve(whole("count", count, 1, MAX_RESOLUTION as u64)? as usize)?;
        let curve = Object::new();
        set(&curve, "x", Float32Array::from(x.as_slice()));
        set(&curve, "y", Float32Array::from(y.as_slice()));
        Ok(curve)
    }
}

pub(super) fn read(settings: JsValue) -> crate::Result<ExperimentSettings> {
    ExperimentSettings::parse(&plain("settings", &settings)?).map_err(|error| error.or_field("settings"))
}
