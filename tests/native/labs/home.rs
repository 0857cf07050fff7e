//! The small pictures of the front door are drawn from `www/labs/home/figures.json`, so that they need no WebAssembly. Here its
//! numbers are computed again. After a change of the arithmetic, or of what is drawn, they are written by
//!
//! RENEW_FIGURES=1 cargo test --test native home

use super::{number, numbers, show, value};
use nn_playground::experiment::{Experiment, ExperimentSettings};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;

/// Rounded: a picture is 200 pixels wide.
fn round(number: f64) -> Json {
    let rounded = (number * 1e3).round() / 1e3;
    json!(if rounded == 0.0 { 0.0 } else { rounded })
}

fn rounded(numbers: &[f64]) -> Json {
    numbers.iter().copied().map(round).collect()
}

/// Pairs of two columns.
fn pairs(x: &Json, y: &Json) -> Json {
    numbers(x).into_iter().zip(numbers(y)).map(|(x, y)| rounded(&[x, y])).collect()
}

/// AND of two inputs (the slide's network b): [A, B, C] once the signals have arrived.
fn neuron() -> Json {
    let row = |on: &str| {
        let shown = show("neuron", json!({ "net": "C:2<A,B", "on": on, "step": 1 }));
        let units = shown["units"].as_array().unwrap();
        let is_active = |name: &str| units.iter().any(|unit| unit["name"] == name && unit["active"] == true);
        json!(["A", "B", "C"].map(is_active))
    };
    json!({ "rows": [row(""), row("A"), row("B"), row("A,B")] })
}

/// AND is learnt: [w0, w1, w2] whenever they have changed.
fn perceptron() -> Json {
    let at = |step: u64| show("perceptron", json!({ "data": "and", "step": step }));
    let mut weights: Vec<Json> = Vec::new();
    let mut step = 0;
    let end = loop {
        let shown = at(step);
        let now = rounded(&numbers(&shown["units"][0]["weights"]));
        if weights.last() != Some(&now) {
            weights.push(now);
        }
        if shown["status"] == "converged" {
            break shown;
        }
        step += 1;
    };
    let point = |point: &Json| json!([round(number(&point["x"])), round(number(&point["y"])), point["class"]]);
    let points: Vec<Json> = end["points"].as_array().unwrap().iter().map(point).collect();
    json!({ "points": points, "weights": weights })
}

/// XOR: where the hidden layer, OR and NAND, puts the four points. The first three numbers of a line are its weights: x1, x2, 1.
fn xor() -> Json {
    let shown = show("backprop", json!({ "preset": "xor_steps" }));
    let value = |id: String| {
        let all = shown["numbers"].as_array().unwrap();
        let found = all.iter().find(|number| number["id"] == id).unwrap_or_else(|| panic!("{id} is not there"));
        number(&found["value"])
    };
    let pair = |of: &dyn Fn(usize) -> f64| rounded(&[of(1), of(2)]);
    let weights = |at: usize| numbers(&shown["weights"][at]);
    let [hidden, bias, out, last] = [0, 1, 2, 3].map(weights);
    let line = |unit: usize| rounded(&[hidden[unit], hidden[2 + unit], bias[unit]]);
    let points: Vec<Json> = (1..=4)
        .map(|example| {
            json!({
                "x": pair(&|input| value(format!("x{input}.{example}"))),
                "h": pair(&|unit| value(format!("out1.{unit}.{example}"))),
                "y": value(format!("out2.1.{example}")),
            })
        })
        .collect();
    json!({ "points": points, "lines": [line(0), line(1)], "last": rounded(&[out[0], out[1], last[0]]) })
}

/// All points at a step, and four of them, from a start with a long way to go.
fn descent() -> Json {
    let of = |batch: Json| json!({ "batch": batch, "eta": 0.3, "theta0": -2, "theta1": -2 });
    let mut settings = of(json!("all"));
    settings["paths"] = json!([of(json!(4))]);
    settings["step"] = json!(24);
    let shown = show("descent", settings);
    let path = |run: &Json| pairs(&run["path"]["theta0"], &run["path"]["theta1"]);
    let hessian = &shown["hessian"];
    json!({
        "optimum": rounded(&numbers(&shown["optimum"]["theta"])),
        "hessian": [rounded(&numbers(&hessian[0])), rounded(&numbers(&hessian[1]))],
        "all": path(&shown["run"]),
        "some": path(&shown["paths"][0]),
    })
}

/// The race on the bowl ½(x² + κy²).
fn optimizers() -> Json {
    let shown = show(
        "optimizers",
        json!({ "condition": 20, "racers": ["sgd", "momentum", "nesterov", "rmsprop", "adam"], "step": 40 }),
    );
    let racer =
        |racer: &Json| json!({ "name": racer["name"], "path": pairs(&racer["path"]["x"], &racer["path"]["y"]) });
    let racers: Vec<Json> = shown["racers"].as_array().unwrap().iter().map(racer).collect();
    json!({ "condition": shown["condition"], "racers": racers })
}

/// L7: five points and a line, w1 and w0 and the loss, epoch after epoch.
fn backprop() -> Json {
    let of = |epoch: u64| {
        let shown = show("backprop", json!({ "epoch": epoch }));
        let weight = |at: usize| number(&shown["weights"][at][0]);
        json!({ "epoch": epoch, "line": rounded(&[weight(1), weight(0)]), "loss": round(number(&shown["loss"])) })
    };
    let shown = show("backprop", json!({}));
    let of_kind = |kind: &str| -> Vec<f64> {
        let all = shown["numbers"].as_array().unwrap().iter();
        let is = |id: &Json| id.as_str().unwrap().split('.').next() == Some(kind);
        all.filter(|number| is(&number["id"])).map(|found| number(&found["value"])).collect()
    };
    let points: Vec<Json> = of_kind("x1").into_iter().zip(of_kind("y1")).map(|(x, y)| rounded(&[x, y])).collect();
    let epochs: Vec<Json> = [0, 1, 2, 5, 10, 20, 40, 80, 160].map(of).into();
    json!({ "points": points, "epochs": epochs })
}

/// Activations at x from −4 to 4.
fn functions() -> Json {
    let curve = |name: &str| -> Json {
        let at =
            |half: i32| show("functions", json!({ "function": name, "x": f64::from(half) / 4.0 }))["value"].clone();
        (-16..=16).map(|half| round(number(&at(half)))).collect()
    };
    json!({ "from": -4, "to": 4, "relu": curve("relu"), "sigmoid": curve("sigmoid"), "tanh": curve("tanh") })
}

/// What the network of the page says on a grid of 16 × 16, top row first, as digits: 0 is class 0, 9 is class 1.
fn network() -> Json {
    const SIDE: usize = 16;
    let settings = json!({ "dataset": "circle", "seed": 3 });
    let mut experiment = Experiment::new(ExperimentSettings::parse(&value(settings)).unwrap()).unwrap();
    let mut frame = |step: u64| {
        experiment.seek(step).unwrap();
        let values = experiment.values_on_grid(SIDE, SIDE, None).unwrap();
        let output = &values.values[values.values.len() - SIDE * SIDE..];
        let digit = |value: &f32| char::from_digit((value * 9.99).floor() as u32, 10).unwrap();
        json!({ "step": step, "rows": output.chunks(SIDE).map(|row| row.iter().map(digit).collect::<String>()).collect::<Vec<_>>() })
    };
    json!({ "frames": [frame(0), frame(50), frame(150), frame(400), frame(1500)] })
}

#[test]
fn the_pictures_of_the_front_door_are_what_the_labs_compute() {
    let figures = json!({
        "neuron": neuron(), "perceptron": perceptron(), "xor": xor(), "descent": descent(),
        "optimizers": optimizers(), "backprop": backprop(), "functions": functions(), "network": network(),
    });
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/labs/home/figures.json");
    if std::env::var_os("RENEW_FIGURES").is_some() {
        let lines: Vec<String> =
            figures.as_object().unwrap().iter().map(|(lab, figure)| format!("  {}: {figure}", json!(lab))).collect();
        fs::write(&file, format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
        panic!("{} is written anew: look at the pictures, and run the tests without RENEW_FIGURES.", file.display());
    }
    let written: Json = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(written, figures);
}
