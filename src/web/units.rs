//! `Experiment` for JavaScript: what each unit answers. Layers and units are counted from 0.

use super::{
    JsResult,
    experiment::Experiment,
    set,
    timeline::{optional_layer, place, words},
    whole,
};
use crate::{
    experiment::{MAX_RESOLUTION, Source, UnitPictures},
    nn::MAX_PARAMETERS,
    plot::{Theme, heat_map::LARGEST_SIDE},
};
use js_sys::{Float32Array, Object};
use value::{Choice, Error, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Experiment {
    /// The pictures of all features that the data offers, and of the first `shown[layer]` units of each layer, from one forward pass:
    /// `{ tiles }`, RGBA, [pictures, samples, samples, 4], or, with one input, `{ curves }`, [pictures, samples] between −1 and 1.
    #[wasm_bindgen(
        unchecked_return_type = "{ tiles: Uint8Array; curves?: undefined } | { curves: Float32Array; tiles?: undefined }"
    )]
    pub fn unit_pictures(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] samples: &JsValue,
        theme: &str,
        #[wasm_bindgen(unchecked_param_type = "Uint32Array")] shown: &JsValue,
    ) -> JsResult<Object> {
        let samples = whole("samples", samples, 1, MAX_RESOLUTION as u64)? as usize;
        let shown: Vec<usize> = words("shown", shown)?.into_iter().map(|count| count as usize).collect();
        let pictures = Object::new();
        match self.0.unit_pictures(samples, read_theme(theme)?, &shown)? {
            UnitPictures::Tiles(tiles) => set(&pictures, "tiles", js_sys::Uint8Array::from(tiles.as_slice())),
            UnitPictures::Curves(curves) => set(&pictures, "curves", Float32Array::from(curves.as_slice())),
        }
        Ok(pictures)
    }

    /// The picture of a unit, in the form of `heat_map`; without a layer, of a feature that the data offers. In that of a unit of the
    /// first layer there is a line where z = 0.
    pub fn unit_map(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number | undefined")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] samples: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] size: &JsValue,
        theme: &str,
    ) -> JsResult<Vec<u8>> {
        let samples = whole("samples", samples, 1, MAX_RESOLUTION as u64)? as usize;
        let size = whole("size", size, 1, LARGEST_SIDE as u64)? as usize;
        Ok(self.0.unit_map(source(layer, unit)?, samples, size, read_theme(theme)?)?)
    }

    /// What a unit answers with one input, at the centres of `count` equal parts from left to right; without a layer, a feature.
    pub fn unit_curve(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number | undefined")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] count: &JsValue,
    ) -> JsResult<Vec<f32>> {
        let count = whole("count", count, 1, MAX_RESOLUTION as u64)? as usize;
        Ok(self.0.values_of_source(source(layer, unit)?, count, 1)?)
    }

    /// How a unit answers to the coming mini-batch, and the curve of its activation: `{ z, a, curve_z, curve_a }`. The curve is empty for
    /// softmax.
    #[wasm_bindgen(
        unchecked_return_type = "{ z: Float32Array; a: Float32Array; curve_z: Float32Array; curve_a: Float32Array }"
    )]
    pub fn unit_state(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: &JsValue,
    ) -> JsResult<Object> {
        let [layer, unit] = [place("layer", layer, MAX_PARAMETERS)?, place("unit", unit, MAX_PARAMETERS)?];
        let found = self.0.unit_state(layer, unit)?;
        let state = Object::new();
        for (name, values) in [("z", found.z), ("a", found.a), ("curve_z", found.curve_z), ("curve_a", found.curve_a)] {
            set(&state, name, Float32Array::from(values.as_slice()));
        }
        Ok(state)
    }

    /// The example of a row on its way through the network and back: `{ inputs, z, a, powers, loss, hidden_gradients, gradients }`. Units
    /// are listed layer after layer; `powers` are e^(z − largest z) of a softmax output, else empty; `hidden_gradients` ∂L/∂a of the hidden
    /// units, `gradients` ∂L/∂w in the order of `parameters`, without regularization: that of a bias is ∂L/∂z of its unit.
    #[wasm_bindgen(
        unchecked_return_type = "{ inputs: Float32Array; z: Float32Array; a: Float32Array; powers: Float32Array; loss: number; hidden_gradients: Float32Array; gradients: Float32Array }"
    )]
    pub fn example(&self, #[wasm_bindgen(unchecked_param_type = "number")] row: &JsValue) -> JsResult<Object> {
        let found = self.0.example(whole("row", row, 0, u32::MAX.into())? as u32)?;
        let pass = Object::new();
        set(&pass, "loss", found.loss);
        for (name, values) in [
            ("inputs", found.inputs),
            ("z", found.z),
            ("a", found.a),
            ("powers", found.powers),
            ("hidden_gradients", found.hidden_gradients),
            ("gradients", found.gradients),
        ] {
            set(&pass, name, Float32Array::from(values.as_slice()));
        }
        Ok(pass)
    }
}

fn source(layer: &JsValue, unit: &JsValue) -> Result<Source> {
    let unit = place("unit", unit, MAX_PARAMETERS)?;
    Ok(optional_layer(layer)?.map_or(Source::Feature(unit), |layer| Source::Unit { layer, unit }))
}

fn read_theme(name: &str) -> Result<Theme> {
    Theme::from_name(name).map_err(|reason| Error::config("theme", reason))
}
