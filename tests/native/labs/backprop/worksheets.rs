//! The update as an exercise sheet.

use super::{KEY, by_id, formulas, shown};
use crate::labs::{ask, number, try_ask};
use crate::support::assert_near;
use serde_json::{Value, json};

/// A sheet.
fn sheet(settings: Value, wanted: Value) -> String {
    let question = crate::labs::with(&json!({ "about": "worksheet" }), wanted);
    ask(KEY, &settings, question).as_str().unwrap().to_owned()
}

#[test]
fn a_sheet_in_csv_reads_back() {
    for (decimal, separator) in [(".", ','), (",", ';')] {
        for preset in ["lecture", "xor", "softmax"] {
            let settings = json!({ "preset": preset, "epoch": 7 });
            let text = sheet(settings.clone(), json!({ "format": "csv", "decimal": decimal }));
            let mut lines = text.split_terminator("\r\n");
            assert_eq!(lines.next().unwrap(), format!("id{separator}value{separator}from"));
            let shown = shown(settings.clone());
            let all = shown["numbers"].as_array().unwrap();
            let read: Vec<_> = lines.map(|line| line.split(separator).collect::<Vec<_>>()).collect();
            assert_eq!(read.len(), all.len());
            let made = formulas::of(&settings, &shown);
            for (line, n) in read.iter().zip(all) {
                assert_eq!(line.len(), 3, "{line:?}");
                assert_eq!(line[0], n["id"]);
                let back: f64 = line[1].replace(',', ".").parse().unwrap();
                let value = number(&n["value"]);
                assert_near(back, value, 4.0 * f64::EPSILON * value.abs());
                let sources = made[line[0]].sources(&by_id(&shown));
                assert_eq!(line[2].split_whitespace().collect::<Vec<_>>(), sources, "{line:?}");
            }
        }
    }
    let text = sheet(json!({}), json!({ "format": "csv", "results": false }));
    assert!(text.contains("\r\nw1.1.1,0.1,\r\n") && text.contains("\r\nx1.2,0.87,\r\n"), "{text}");
    assert!(
        text.contains("\r\nnet1.1.1,,product1.1.1.1 w1.0.1\r\n") && text.contains("\r\nmean_loss,,loss1 "),
        "{text}"
    );
}

#[test]
fn a_sheet_in_latex() {
    let full = sheet(json!({}), json!({}));
    for line in [
        r"y &= \begin{bmatrix} 3.17 \\ 4.73 \\ 4.26 \\ 4.57 \\ 3.02 \end{bmatrix}",
        r"\mathrm{net} &= w_{1} x + w_{0} = \begin{bmatrix} 0.006 \\ 0.087 \\ 0.06 \\ 0.071 \\ 0.002 \end{bmatrix}",
        r"\mathrm{MSE} &= \frac{1}{5}\sum \mathrm{Loss} = 15.71153",
        r"-2(y - \mathrm{out}) = \begin{bmatrix} -6.328 \\ -9.286 \\ -8.4 \\ -8.998 \\ -6.036 \end{bmatrix}",
        r"\delta = \frac{\partial \mathrm{Loss}}{\partial \mathrm{net}} &= \frac{\partial \mathrm{Loss}}{\partial \mathrm{out}} \cdot \frac{\partial \mathrm{out}}{\partial \mathrm{net}} = \begin{bmatrix} -6.328",
        r"w_{1,\mathrm{new}} &= w_{1} - \eta \cdot \overline{\frac{\partial \mathrm{Loss}}{\partial w_{1}}} = 0.1400156",
    ] {
        assert!(full.contains(line), "{line}\nis not in\n{full}");
    }
    let polish = sheet(json!({}), json!({ "format": "latex", "decimal": "," }));
    assert!(polish.contains(r"= 0{,}1400156") && !polish.contains("0."), "{polish}");
    let blank = sheet(json!({}), json!({ "results": false }));
    assert!(blank.contains(r"w_{0} = \begin{bmatrix} \underline{\hspace{1.5cm}} \\"), "{blank}");
    assert!(blank.contains("0.87") && !blank.contains("0.087") && !blank.contains("1400156"), "{blank}");
}

/// A formula of every kind, as LaTeX has it.
#[test]
fn formulas_in_latex() {
    for (layers, loss, line) in [
        ("2:sigmoid,1", "mse", r"\mathrm{out}^{(1)}_{2} &= \frac{1}{1 + e^{-\mathrm{net}^{(1)}_{2}}} = "),
        ("2:tanh,1", "mse", r" &= 1 - {\mathrm{out}^{(1)}_{1}}^{2} = "),
        ("2:relu,1", "mse", r" &= [\mathrm{net}^{(1)}_{1} > 0] = "),
        ("2:gelu,1", "mse", r" &= \mathrm{net}^{(1)}_{1} \Phi(\mathrm{net}^{(1)}_{1}) = "),
        (
            "2:silu,1",
            "mse",
            r"\mathrm{out}^{(1)}_{1} &= \frac{\mathrm{net}^{(1)}_{1}}{1 + e^{-\mathrm{net}^{(1)}_{1}}} = ",
        ),
        ("3", "mse", r"\mathrm{Loss}_{2} &= (y_{2} - \mathrm{out}_{2})^{2} = "),
        ("3", "mse", r"\mathrm{Loss} &= \frac{1}{3}(\mathrm{Loss}_{1} + \mathrm{Loss}_{2} + \mathrm{Loss}_{3}) = "),
        ("3", "mae", r" &= \frac{1}{3}(-\mathrm{sgn}(y_{1} - \mathrm{out}_{1})) = "),
        ("1", "hinge", r"\mathrm{Loss} &= \max(0, 1 - y \mathrm{out}) = "),
        ("1", "hinge", r" &= -y \cdot [1 - y \mathrm{out} \ge 0] = "),
        ("1:sigmoid", "bce", r"\mathrm{Loss} &= -y \ln \mathrm{out} - (1 - y) \ln(1 - \mathrm{out}) = "),
        (
            "1",
            "bce",
            r" &= \left(\frac{1 - y}{1 - \mathrm{clip}(\mathrm{out})} - \frac{y}{\mathrm{clip}(\mathrm{out})}\right) \mathrm{clip}'(\mathrm{out}) = ",
        ),
        ("2:softmax", "sparse_categorical_crossentropy", r"\mathrm{Loss} &= -\ln \mathrm{out}_{y} = "),
        ("2:softmax", "sparse_categorical_crossentropy", r" &= \mathrm{out}_{2} - [y = 1] = "),
        (
            "2:softmax",
            "sparse_categorical_crossentropy",
            r"\frac{\partial \mathrm{out}_{1}}{\partial \mathrm{net}_{2}} &= -\mathrm{out}_{1} \mathrm{out}_{2} = ",
        ),
        (
            "2:softmax",
            "sparse_categorical_crossentropy",
            r"\textstyle\sum_j e^{\mathrm{net}_{j} - \mathrm{max}} &= e^{\mathrm{net}_{1} - \mathrm{max}} + e",
        ),
        ("2:sigmoid", "sparse_categorical_crossentropy", r"\mathrm{Loss} &= -\ln p_{y} = "),
        (
            "2",
            "sparse_categorical_crossentropy",
            r"\mathrm{Loss} &= -\ln\left(\frac{\mathrm{clip}(\mathrm{out}_{y})}{\textstyle\sum_j \mathrm{clip}(\mathrm{out}_{j})}\right) = ",
        ),
    ] {
        let settings = json!({ "layers": layers, "loss": loss, "x": "1", "weights": "random", "eta": 1 });
        let text = sheet(settings, json!({}));
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
}

#[test]
fn what_cannot_be_asked_is_said() {
    for (question, message) in [
        (json!({}), "about: is missing; choose one of formulas, check, worksheet"),
        (json!({ "about": "life" }), "about: \"life\" is not a question; choose one of formulas, check, worksheet"),
        (json!({ "about": "worksheet", "format": "pdf" }), "format: \"pdf\" is not a format; choose one of latex, csv"),
        (json!({ "about": "worksheet", "results": "yes" }), "results: \"yes\" is neither true nor false"),
        (json!({ "about": "worksheet", "decimal": ";" }), "decimal: \";\" is not a decimal point"),
        (json!({ "about": "check", "ids": [] }), "ids: there is no such field"),
        (json!({ "about": "formulas", "ids": [3] }), "ids[0]: 3 is not a text"),
    ] {
        let found = try_ask(KEY, &json!({}), question.clone()).unwrap_err().to_string();
        assert!(found.starts_with(message), "{question}: {found}");
    }
    let unknown = ask(KEY, &json!({}), json!({ "about": "formulas", "ids": ["net2.1", "net1.1.1", "", "eta"] }));
    assert_eq!(unknown[0], Value::Null);
    assert_eq!(unknown[1], Value::Null);
    assert_eq!(unknown[3]["quantity"]["quantity"]["symbol"]["name"]["base"], "η");
    assert!(try_ask("neuron", &json!({}), json!({ "about": "formulas" })).is_err());
}
