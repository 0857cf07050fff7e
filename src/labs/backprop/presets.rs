//! The presets of the lab.

use crate::nn::Loss;
use value::Choice;

/// The name of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// The slides' own (L7): a linear neuron, five points, w₁ = 0.1, w₀ = 0, η = 0.01.
    Lecture,
    /// XOR by hand (L4): OR and NAND in the hidden layer, AND behind it, all of them steps. Nothing is learnt.
    XorSteps,
    /// XOR that is learnt: 2 – 2 (tanh) – 1 (sigmoid).
    Xor,
    /// Three classes, softmax and sparse categorical cross-entropy (L8, L9).
    Softmax,
}

impl Choice for Preset {
    const WHAT: &'static str = "an example";
    const NAMES: &'static [(&'static str, Self)] =
        &[("lecture", Self::Lecture), ("xor_steps", Self::XorSteps), ("xor", Self::Xor), ("softmax", Self::Softmax)];
}

/// A preset as a user would write it.
pub(super) struct Written {
    pub layers: &'static str,
    pub x: &'static str,
    pub y: &'static str,
    pub weights: &'static str,
    pub loss: Loss,
    pub eta: f64,
}

impl Preset {
    pub(super) fn written(self) -> Written {
        let gate = ("0 0\n0 1\n1 0\n1 1", "0\n1\n1\n0");
        match self {
            Self::Lecture => Written {
                layers: "1:linear",
                x: "0.06\n0.87\n0.60\n0.71\n0.02",
                y: "3.17\n4.73\n4.26\n4.57\n3.02",
                weights: "0.1\n0",
                loss: Loss::MeanSquaredError,
                eta: 0.01,
            },
            Self::XorSteps => Written {
                layers: "2:heaviside,1:heaviside",
                x: gate.0,
                y: gate.1,
                weights: "1 -1\n1 -1\n-0.5 1.5\n\n1\n1\n-1.5",
                loss: Loss::MeanSquaredError,
                eta: 0.1,
            },
            Self::Xor => Written {
                layers: "2:tanh,1:sigmoid",
                x: gate.0,
                y: gate.1,
                weights: "0.8 -0.6\n0.7 -0.9\n-0.2 0.5\n\n0.6\n0.5\n-0.1",
                loss: Loss::BinaryCrossentropy,
                eta: 1.0,
            },
            Self::Softmax => Written {
                layers: "3:softmax",
                x: "1 0\n0 1\n-1 -1",
                y: "0\n1\n2",
                weights: "0.2 -0.1 0.1\n-0.3 0.4 0\n0 0.1 -0.1",
                loss: Loss::SparseCategoricalCrossentropy,
                eta: 0.5,
            },
        }
    }
}
