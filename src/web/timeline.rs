//! `Experiment` for JavaScript: seeking, changes by hand, inspection. Layers, inputs and units are counted from 0.

use super::{
    JsResult, doubles, experiment::Experiment, float_arrays, floats, network::arrays, object, plain, set, whole,
};
use crate::{
    experiment::{LayerValues, MAX_LINK_CHANGES, MAX_RESOLUTION, ParameterState, Training},
    nn::{MAX_LAYERS, MAX_PARAMETERS, Parameter, random::MAX_SEED},
};
use js_sys::{Array, Float32Array, Float64Array, Object, Uint32Array};
use value::{Error, Expected, Reason, Result, Value, filled};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Experiment {
    /// Goes to a step of this run, forwards or backwards, with the changes on the way. The state has the same bits as in a run from
    /// the beginning. Stops earlier where training diverges.
    pub fn seek(&mut self, #[wasm_bindgen(unchecked_param_type = "number")] step: &JsValue) -> JsResult<()> {
        Ok(self.0.seek(whole("step", step, 0, MAX_SEED)?)?)
    }

    /// `seek` in slices: goes back to the nearest checkpoint, if that is nearer, and makes at most `max_updates` from there.
    /// Returns the number of updates left: call it again with the same step until that is 0, which it is also where training diverges.
    /// To cancel, stop calling it: the experiment stays at `step`.
    pub fn advance_to(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] step: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] max_updates: &JsValue,
    ) -> JsResult<f64> {
        let (step, most) = (whole("step", step, 0, MAX_SEED)?, whole("max_updates", max_updates, 0, MAX_SEED)?);
        Ok(self.0.advance_to(step, most)? as f64)
    }

    /// The settings that may change during training, at this step: `{ optimizer, schedule, batch_size, l1, l2 }`, the schedule of the
    /// learning rate as text, or null, and the optimizer with the rate at which that begins.
    #[wasm_bindgen(
        unchecked_return_type = "{ optimizer: OptimizerConfig; schedule: string | null; batch_size: number; l1: number; l2: number }"
    )]
    pub fn training(&self) -> JsValue {
        let training = Training::of(self.0.settings());
        object(&Value::object(vec![
            ("optimizer", Value::from(&training.unscheduled())),
            ("schedule", training.schedule().map_or(Value::Null, Value::Text)),
            ("batch_size", Value::Number(training.portable_batch_size().into())),
            ("l1", Value::Number(training.regularizer.l1)),
            ("l2", Value::Number(training.regularizer.l2)),
        ]))
    }

    /// The changes so far and, after a seek backwards, the later ones, which will be made again, as the text of a link:
    /// `"100:optimizer=adam;250:w1.2.3=0.25"`, which the constructor takes. Null if it has more than `most` bytes: 4096, unless another
    /// number is given, or `Infinity`.
    #[wasm_bindgen(unchecked_return_type = "string | null")]
    pub fn changes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number | undefined")] most: &JsValue,
    ) -> JsResult<Option<String>> {
        let most = match most.as_f64() {
            Some(f64::INFINITY) => usize::MAX,
            _ if is_missing(most) => MAX_LINK_CHANGES,
            _ => whole("most", most, 0, u32::MAX.into())? as usize,
        };
        Ok(self.0.changes_text(most))
    }

    /// The state of training as one array: position in the epoch, weights, the optimizer's slots, and the record.
    #[wasm_bindgen(unchecked_return_type = "Uint32Array")]
    pub fn checkpoint(&self) -> JsResult<Uint32Array> {
        Ok(Uint32Array::from(self.0.checkpoint()?.as_slice()))
    }

    /// Restores the `checkpoint` of an experiment with the same settings and changes. One that is damaged, or of another
    /// experiment, is refused.
    pub fn restore(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Uint32Array")] checkpoint: &JsValue,
    ) -> JsResult<()> {
        Ok(self.0.restore(&words("checkpoint", checkpoint)?)?)
    }

    /// Sets the weight of a connection, from an input of the layer to one of its units. It is recorded as a change at this step;
    /// later ones are dropped. The optimizer's slots stay.
    pub fn set_weight(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] input: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] value: &JsValue,
    ) -> JsResult<()> {
        Ok(self.0.set(weight(layer, input, unit)?, number("value", value)?)?)
    }

    /// Sets the bias of a unit, as `set_weight` sets a weight.
    pub fn set_bias(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] value: &JsValue,
    ) -> JsResult<()> {
        Ok(self.0.set(bias(layer, unit)?, number("value", value)?)?)
    }

    /// The weights as Keras lists them: kernel `[inputs, units]` row-major and bias `[units]` of every layer.
    #[wasm_bindgen(unchecked_return_type = "Float32Array[]")]
    pub fn get_weights(&self) -> Array {
        arrays(self.0.network().get_weights())
    }

    /// Sets the weights, in the form of `get_weights`. Those that differ are recorded as a change at this step.
    pub fn set_weights(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Float32Array[]")] weights: &JsValue,
    ) -> JsResult<()> {
        Ok(self.0.set_weights(&float_arrays("weights", weights)?)?)
    }

    /// The network's outputs, [rows, outputs], for `x`, [rows, features] in the order of `describe().features`,
    /// not yet normalized.
    pub fn predict(&self, #[wasm_bindgen(unchecked_param_type = "Float32Array")] x: &JsValue) -> JsResult<Vec<f32>> {
        Ok(self.0.predict(&floats("x", x)?)?)
    }

    /// The weight of a connection before the next update: `{ value, gradient, slots }`. `gradient` is that of the next mini-batch,
    /// regularization included, before any clipping; `slots` are the optimizer's, by their symbols: `{ m, v }`.
    #[wasm_bindgen(unchecked_return_type = "{ value: number; gradient: number; slots: Record<string, number> }")]
    pub fn weight(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] input: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
    ) -> JsResult<JsValue> {
        Ok(shown(self.0.parameter(weight(layer, input, unit)?)?))
    }

    /// The bias of a unit, in the form of `weight`.
    #[wasm_bindgen(unchecked_return_type = "{ value: number; gradient: number; slots: Record<string, number> }")]
    pub fn bias(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
    ) -> JsResult<JsValue> {
        Ok(shown(self.0.parameter(bias(layer, unit)?)?))
    }

    /// The rows of the next mini-batch among the points for training, in order.
    #[wasm_bindgen(unchecked_return_type = "Uint32Array")]
    pub fn coming_batch(&self) -> Uint32Array {
        Uint32Array::from(self.0.coming_batch().as_slice())
    }

    /// The loss of each example of the next mini-batch, without regularization: their mean is what the update lowers.
    #[wasm_bindgen(unchecked_return_type = "Float64Array")]
    pub fn coming_losses(&self) -> JsResult<Float64Array> {
        Ok(doubles(&self.0.coming_losses()?))
    }

    /// The outputs of every unit over the picture, at the centres of `columns` × `rows` equal parts, row by row from the top, all from
    /// one pass: `{ values, layers, points }`. `layers` is `[{ layer, units, start }, …]`: unit u of a layer at point p is
    /// `values[start + p * units + u]`. With `layer`, of this layer only. At most 16,777,216 values.
    #[wasm_bindgen(
        unchecked_return_type = "{ values: Float32Array; layers: { layer: number; units: number; start: number }[]; points: number }"
    )]
    pub fn values(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] columns: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] rows: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number | undefined")] layer: &JsValue,
    ) -> JsResult<Object> {
        let [columns, rows] = [("columns", columns), ("rows", rows)]
            .map(|(name, count)| whole(name, count, 1, MAX_RESOLUTION as u64).map(|count| count as usize));
        Ok(layer_values(self.0.values_on_grid(columns?, rows?, optional_layer(layer)?)?))
    }

    /// `values` at other points, [points, inputs] in the form of `points`.
    #[wasm_bindgen(
        unchecked_return_type = "{ values: Float32Array; layers: { layer: number; units: number; start: number }[]; points: number }"
    )]
    pub fn values_at(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Float32Array")] points: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number | undefined")] layer: &JsValue,
    ) -> JsResult<Object> {
        Ok(layer_values(self.0.values(&floats("points", points)?, optional_layer(layer)?)?))
    }
}

fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

pub(super) fn optional_layer(layer: &JsValue) -> Result<Option<usize>> {
    if is_missing(layer) { Ok(None) } else { place("layer", layer, MAX_LAYERS).map(Some) }
}

/// The index of a layer, an input or a unit; the network checks whether it exists.
pub(super) fn place(name: &str, number: &JsValue, most: usize) -> Result<usize> {
    whole(name, number, 0, most as u64).map(|place| place as usize)
}

fn weight(layer: &JsValue, input: &JsValue, unit: &JsValue) -> Result<Parameter> {
    Ok(Parameter::Weight {
        layer: place("layer", layer, MAX_LAYERS)?,
        input: place("input", input, MAX_PARAMETERS)?,
        unit: place("unit", unit, MAX_PARAMETERS)?,
    })
}

fn bias(layer: &JsValue, unit: &JsValue) -> Result<Parameter> {
    Ok(Parameter::Bias { layer: place("layer", layer, MAX_LAYERS)?, unit: place("unit", unit, MAX_PARAMETERS)? })
}

/// A number as an f32.
fn number(name: &str, value: &JsValue) -> Result<f32> {
    match value.as_f64() {
        Some(number) => Ok(number as f32),
        None => Err(Error::config(name, Reason::wrong_type(&plain(name, value)?, Expected::Number))),
    }
}

/// A copy of a `Uint32Array`.
pub(super) fn words(name: &str, value: &JsValue) -> Result<Vec<u32>> {
    let Some(array) = value.dyn_ref::<Uint32Array>() else {
        return Err(Error::checkpoint(format!("{} is not a Uint32Array", super::kind(value))));
    };
    let out_of_memory = || Reason::OutOfMemory { what: format!("{} words", array.length()) };
    let mut words = filled(0, array.length() as usize).ok_or_else(|| Error::data(name, out_of_memory()))?;
    if !words.is_empty() {
        array.copy_to(&mut words);
    }
    Ok(words)
}

fn shown(ParameterState { value, gradient, slots }: ParameterState) -> JsValue {
    let slots = slots.into_iter().map(|(symbol, value)| (symbol, Value::Number(value.into()))).collect();
    object(&Value::object(vec![
        ("value", Value::Number(value.into())),
        ("gradient", Value::Number(gradient.into())),
        ("slots", Value::object(slots)),
    ]))
}

fn layer_values(LayerValues { values, layers, points }: LayerValues) -> Object {
    let spans = layers.iter().map(|span| {
        let numbers = [("layer", span.layer), ("units", span.units), ("start", span.start)];
        Value::object(numbers.map(|(name, number)| (name, Value::Number(number as f64))).to_vec())
    });
    let answer = Object::new();
    set(&answer, "values", Float32Array::from(values.as_slice()));
    set(&answer, "layers", object(&Value::List(spans.collect())));
    set(&answer, "points", points as f64);
    answer
}
