//! L1: the four networks of the slide, their timing, one's own networks, the exercises.

use nn_playground::labs::neuron::{MAX_STEP, Net, State, Unit};
use serde_json::{Value, json};

fn show(settings: Value) -> Value {
    super::try_show("neuron", settings).unwrap()
}

#[track_caller]
fn refused(settings: Value, words: &[&str]) {
    let message = super::try_show("neuron", settings.clone()).unwrap_err().to_string();
    for word in words {
        assert!(message.contains(word), "{settings}: {message} does not say {word}");
    }
}

/// The last neuron's column of the truth table.
fn output(net: &str) -> Vec<Option<bool>> {
    let shown = show(json!({ "net": net }));
    let rows = shown["table"]["rows"].as_array().unwrap().clone();
    rows.iter().map(|row| row["outputs"].as_array().unwrap().last().unwrap().as_bool()).collect()
}

fn preset(name: &str) -> String {
    let presets = show(json!({}))["presets"].as_array().unwrap().clone();
    presets.iter().find(|preset| preset["name"] == name).unwrap()["net"].as_str().unwrap().into()
}

fn unit<'a>(shown: &'a Value, name: &str) -> &'a Value {
    shown["units"].as_array().unwrap().iter().find(|unit| unit["name"] == name).unwrap()
}

fn kinds(shown: &Value) -> Vec<&str> {
    shown["notes"].as_array().unwrap().iter().map(|note| note["kind"].as_str().unwrap()).collect()
}

#[test]
fn the_networks_of_the_slide_compute_what_it_says() {
    let table = |gate: fn(bool, bool) -> bool| -> Vec<Option<bool>> {
        [(false, false), (false, true), (true, false), (true, true)].map(|(a, b)| Some(gate(a, b))).to_vec()
    };
    assert_eq!(output(&preset("identity")), [Some(false), Some(true)]);
    assert_eq!(output(&preset("and")), table(|a, b| a && b));
    assert_eq!(output(&preset("or")), table(|a, b| a || b));
    assert_eq!(output(&preset("and-not")), table(|a, b| a && !b));
    assert_eq!(output(&preset("not")), [Some(true), Some(false)], "A always on: the negation of B");
    for name in ["identity", "and", "or", "and-not", "not"] {
        let shown = show(json!({ "net": preset(name) }));
        assert_eq!(unit(&shown, "C")["threshold"], 2, "{name}: at least two active inputs");
        assert_eq!(kinds(&shown), [""; 0], "{name}");
    }
    let lanes = show(json!({ "net": preset("or") }))["connections"].as_array().unwrap().clone();
    assert_eq!(
        lanes.iter().map(|c| (c["lane"].as_u64(), c["lanes"].as_u64())).collect::<Vec<_>>(),
        [(Some(0), Some(2)), (Some(1), Some(2)), (Some(0), Some(2)), (Some(1), Some(2))]
    );
}

#[test]
fn a_signal_takes_one_step_along_a_connection() {
    // Three neurons in a row, each listening twice to the one before.
    let active = |step: u64| {
        let shown = show(json!({ "net": "D:2<A,A;E:2<D,D;F:2<E,E", "on": ["A"], "step": step }));
        let on = ["D", "E", "F"].map(|name| unit(&shown, name)["active"].as_bool().unwrap());
        (on, shown["settled"].as_bool().unwrap())
    };
    assert_eq!(active(0), ([false, false, false], false));
    assert_eq!(active(1), ([true, false, false], false));
    assert_eq!(active(2), ([true, true, false], false));
    assert_eq!(active(3), ([true, true, true], true));
    assert_eq!(active(MAX_STEP), ([true, true, true], true));
}

#[test]
fn all_neurons_change_at_once() {
    // Two that copy one another swap their states; one after the other they would become equal.
    let net = Net::parse("D:1<E;E:1<D").unwrap();
    let state = State::REST.with(Unit::neuron(0), true);
    let next = net.next(state);
    assert_eq!([0, 1].map(|at| next.has(Unit::neuron(at))), [false, true]);
    assert_eq!(net.settle(state), Err(2), "and back again");
}

#[test]
fn what_is_active_now_is_carried_on_when_an_input_changes() {
    // A latch: once A was on, C keeps itself on.
    let latch = "D:1<A,D";
    let shown = show(json!({ "net": latch, "on": [], "start": ["D"], "step": 5 }));
    assert_eq!(unit(&shown, "D")["active"], true);
    let shown = show(json!({ "net": latch, "on": [], "start": [], "step": 5 }));
    assert_eq!(unit(&shown, "D")["active"], false);
    assert_eq!(kinds(&shown), ["loop"]);
}

#[test]
fn one_inhibiting_signal_silences_whatever_excites() {
    let shown = show(json!({ "net": "D:2<A,A,A,A,A,-B", "on": "A,B", "step": 3 }));
    let d = unit(&shown, "D");
    assert_eq!(
        (&d["active"], &d["excitation"], &d["inhibited"], &d["next"]),
        (&json!(false), &json!(5), &json!(true), &json!(false))
    );
}

#[test]
fn rows_are_filled_in_as_they_are_tried() {
    let tried = |settings: Value| show(settings)["tried"].clone();
    assert_eq!(tried(json!({ "on": "A,B" })), json!([]), "the signal is still on its way");
    assert_eq!(tried(json!({ "on": "A,B", "step": 1 })), json!(["11"]));
    assert_eq!(tried(json!({ "on": "A", "step": 1, "tried": ["11", "00", "111", "x"] })), json!(["00", "10", "11"]));
    assert_eq!(tried(json!({ "tried": "all" })), json!(["00", "01", "10", "11"]));
}

#[test]
fn exercises_take_right_networks_and_refuse_wrong_ones() {
    let check = |exercise: &str, net: &str| show(json!({ "exercise": exercise, "net": net }))["exercise"].clone();
    for (exercise, net) in [
        ("nor", "D:2<1,1,-A,-B"),
        ("nor", "D:1<A,B;E:1<1,-D"),
        ("nand", "D:2<A,B;E:2<1,1,-D"),
        ("nand", "D:1<1,-A;E:1<1,-B;F:1<D,E"),
        ("and-or", "D:2<A,B;E:1<D,C"),
        ("and-or", "D:2<A,B,C,C"), // one neuron is enough: C counts twice
        ("xor", "D:2<A,A,-B;E:2<B,B,-A;F:2<D,D,E,E"),
        ("xor", "D:1<A,B;E:2<A,B;F:1<D,-E"),
    ] {
        let check = check(exercise, net);
        assert_eq!((&check["solved"], &check["failed"]), (&json!(true), &Value::Null), "{exercise} {net}: {check}");
    }
    for (exercise, net, failed) in [
        ("nor", "D:2<A,B", "00"),
        ("nor", "D:1<1,-A", "01"),
        ("nand", "D:1<1,-A,-B", "01"),
        ("and-or", "D:2<A,B;E:2<D,D", "001"),
        ("and-or", "D:2<A,B,C", "001"),
        ("xor", "D:1<A,B", "11"),
        ("xor", "D:2<A,A,-B", "01"),
        ("nor", "D:2<1,1,-A,-B,-C", "001"), // C has no business here
        ("xor", "D:1<1,-D", "00"),          // it never settles
    ] {
        let check = check(exercise, net);
        assert_eq!((&check["solved"], &check["failed"]), (&json!(false), &json!(failed)), "{exercise} {net}: {check}");
    }
    let check = check("and-or", "C:2<A,B");
    assert_eq!((&check["missing"], &check["solved"]), (&json!("C"), &json!(false)), "C is needed as an input");
}

#[test]
fn no_single_unit_computes_xor() {
    // Every way to connect A, B and what is always on, up to four times each, and every threshold that matters.
    let times = |name: &str, count: usize| vec![name; count].join(",");
    let ways = |name: &str| -> Vec<String> {
        (0..=4).map(|count| times(name, count)).chain((1..=2).map(|count| times(&format!("-{name}"), count))).collect()
    };
    let mut tried = 0;
    for a in ways("A") {
        for b in ways("B") {
            for one in ways("1") {
                for threshold in 1..=9 {
                    let net = format!("D:{threshold}<{a},{b},{one}");
                    let check = show(json!({ "exercise": "xor", "net": net }))["exercise"].clone();
                    assert_eq!((&check["one_unit"], &check["solved"]), (&json!(true), &json!(false)), "{net}");
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 7 * 7 * 7 * 9);
    let two = show(json!({ "exercise": "xor", "net": "D:2<A,A,-B;E:2<B,B,-A;F:2<D,D,E,E" }));
    assert_eq!(two["exercise"]["one_unit"], false);
}

#[test]
fn what_a_network_lacks_is_said_and_allowed() {
    for (net, kind) in [
        ("D:2", "unconnected"),
        ("D:2<A", "silent"),
        ("D:1<-A", "silent"),
        ("D:1<A;E:1<B", "unheard"),
        ("D:1<A,D", "loop"),
        ("D:1<1,-D", "unsettled"),
    ] {
        assert!(kinds(&show(json!({ "net": net }))).contains(&kind), "{net} is not {kind}");
    }
    let shown = show(json!({ "net": "D:1<1,-E;E:1<D;F:1<E" }));
    assert_eq!(shown["period"], 4, "a ring with one negation comes back after twice its length");
    assert_eq!(shown["notes"][0], json!({ "kind": "loop", "neurons": ["D", "E"], "needs": 0, "has": 0 }));
    assert_eq!(output("D:1<1,-D"), [None]);
}

#[test]
fn neurons_stand_behind_what_they_hear() {
    let shown = show(json!({ "net": "F:1<D,E;D:1<A;E:2<D,B,1" }));
    let column = |name: &str| unit(&shown, name)["column"].as_u64().unwrap();
    assert_eq!(["A", "B", "1", "D", "E", "F"].map(column), [0, 0, 0, 1, 2, 3]);
    let places = ["A", "B", "1"].map(|name| unit(&shown, name)["place"].as_u64().unwrap());
    assert_eq!((places, unit(&shown, "A")["column_size"].as_u64()), ([0, 1, 2], Some(3)));
    // A circle has no first one; it is drawn all the same.
    let ring = show(json!({ "net": "D:1<A,F;E:1<D;F:1<E" }));
    assert_eq!(ring["units"].as_array().unwrap().len(), 4);
}

#[test]
fn a_network_is_written_as_it_is_read() {
    for (given, canonical) in [
        (" c : 2 < a , a ; d<A,A,−b; ", "C:2<A,A;D:2<A,A,-B"),
        ("D:9", "D:9"),
        ("N1<1,C", "N1:2<1,C"),
        ("C<C", "C:2<C"),
    ] {
        let shown = show(json!({ "net": given }));
        assert_eq!(shown["net"], canonical);
        assert_eq!(show(json!({ "net": canonical }))["net"], canonical);
    }
}

#[test]
fn what_cannot_be_is_named_with_what_could_be() {
    refused(json!({ "net": "" }), &["net", "no neuron", "C:2<A,B"]);
    refused(json!({ "net": " ; ;" }), &["no neuron"]);
    refused(json!({ "net": "D:2<A,X" }), &["D listens to \"X\"", "A, B, C", "1"]);
    refused(json!({ "net": "D:2<--A" }), &["\"-A\""]);
    refused(json!({ "net": "D:0<A" }), &["\"0\"", "1 to 9"]);
    refused(json!({ "net": "D:2.5<A" }), &["\"2.5\"", "1 to 9"]);
    refused(json!({ "net": "D:two<A" }), &["\"TWO\""]);
    refused(json!({ "net": "D:1e308<A" }), &["1E308"]);
    refused(json!({ "net": "D:<A;D:1" }), &["two neurons called \"D\""]);
    refused(json!({ "net": "A:2<B" }), &["A is an input"]);
    refused(json!({ "net": "1:2<B" }), &["\"1\" is not a name"]);
    refused(json!({ "net": "<A" }), &["\"\" is not a name"]);
    refused(json!({ "net": "Ż:2<A" }), &["\"Ż\" is not a name"]);
    refused(json!({ "net": "D".repeat(100_000) }), &["is not a name"]);
    let many = |count: usize| (0..count).map(|at| format!("N{at}:1<A")).collect::<Vec<_>>().join(";");
    assert_eq!(show(json!({ "net": many(12) }))["units"].as_array().unwrap().len(), 13);
    refused(json!({ "net": many(13) }), &["13 neurons are too many", "12"]);
    refused(json!({ "net": format!("D:1<{}", vec!["A"; 61].join(",")) }), &["61 connections are too many", "60"]);
    refused(json!({ "net": 7 }), &["net", "7", "text"]);
    refused(json!({ "on": "A,X" }), &["on", "\"X\"", "A, B, C"]);
    refused(json!({ "on": 1 }), &["on", "list of names"]);
    refused(json!({ "start": [1] }), &["start", "list of names"]);
    refused(json!({ "exercise": "xnor" }), &["exercise", "\"xnor\"", "nor, nand, and-or, xor"]);
    for step in [json!(-1), json!(0.5), json!(1e308), json!(1000)] {
        refused(json!({ "step": step }), &["step", "0 to 999"]);
    }
    refused(json!({ "step": "three" }), &["step", "not a number"]);
    refused(json!({ "lang": "pl" }), &["lang", "no such field", "net, on, start"]);
}

/// Rings of coprime lengths: their signals come back together after the product of the lengths.
#[test]
fn the_longest_period_of_a_network_is_found() {
    let ring = |name: char, length: usize| {
        (0..length).map(move |at| format!("{name}{at}:1<{name}{}", (at + length - 1) % length)).collect::<Vec<_>>()
    };
    let rings = [ring('K', 3), ring('L', 4), ring('M', 5)].concat();
    let shown = show(json!({ "net": rings.join(";"), "start": ["K0", "L0", "M0"], "step": 999 }));
    assert_eq!(shown["period"], 60);
}
