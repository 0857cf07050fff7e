//! L1: the McCulloch–Pitts neuron (1943). A unit is active when at least two of its inputs are: threshold 2. Time goes in
//! steps, and a signal takes one step along a connection, so a network is seen to think.
//!
//! Settings, all of them optional:
//! - `net`, the network, as [`Net::parse`] reads it;
//! - `on`, the inputs that are on, and `start`, the neurons that are active at the beginning: lists of names;
//! - `step`, how many steps have gone since, 0 to [`MAX_STEP`];
//! - `tried`, the rows of the truth table that a person has seen (`10`: A on, B off), or `all`;
//! - `exercise`: `nor`, `nand`, `and-or` or `xor`.
//!
//! What [`show`] gives:
//! ```text
//! { net, presets: [{ name, net }],
//!   units: [{ name, kind: "input" | "constant" | "neuron", active, column, place, column_size,
//!             for neurons: threshold, excitation, inhibited, next, output }],
//!   connections: [{ from, to, inhibitory, active, lane, lanes }],   names; lane of the parallel ones between the two
//!   step, settled, period,                   of the state that comes back for ever, or null
//!   row, tried: [row],
//!   table: { inputs: [name], neurons: [name], rows: [{ row, outputs: [bool or null where it never settles], tried }] },
//!   notes: [{ kind: "unconnected" | "silent" | "unheard" | "loop" | "unsettled", neurons: [name], needs, has }],
//!   exercise: null or { name, output, missing, one_unit, solved, failed: row or null,
//!                       rows: [{ row, expected, found, right }] } }
//! ```

mod exercise;
mod net;

pub use exercise::Exercise;
pub use net::{Connection, MAX_CONNECTIONS, MAX_NEURONS, MAX_THRESHOLD, Net, Neuron, State, Unit};

use crate::{
    Error, Result,
    lessons::Lesson,
    nn::{Choice, Fields, Value},
    number::Quoted,
};
use exercise::is_one_unit;
use net::INPUTS;

/// How many steps can be gone.
pub const MAX_STEP: u64 = 999;

/// The networks of the lecture, and with what is always on in place of A in the last one, the negation.
const PRESETS: [(&str, &str); 5] = [
    ("identity", "C:2<A,A"),
    ("and", "C:2<A,B"),
    ("or", "C:2<A,A,B,B"),
    ("and-not", "C:2<A,A,-B"),
    ("not", "C:2<1,1,-B"),
];

pub(super) const LESSON: Lesson = Lesson { name: "neuron", show, surface: None };

/// Everything that the lab shows.
fn show(settings: &Value) -> Result<Value> {
    let mut fields = Fields::new("", settings)?;
    let net = Net::parse(fields.text("net")?.unwrap_or("C:2<A,B"))?;
    let on = names("on", fields.take("on"))?;
    let start = names("start", fields.take("start"))?;
    let step = fields.whole("step", 0, MAX_STEP)?.unwrap_or(0);
    let tried = names("tried", fields.take("tried"))?;
    let exercise = fields.choice::<Exercise>("exercise")?;

    let inputs = Input::of(&net, exercise);
    let mut state = State::REST;
    for name in &on {
        let Some(at) = INPUTS.iter().position(|input| input == name) else {
            return Err(Error::config("on", format!("{} is not an input; there are A, B and C", Quoted(name))));
        };
        // One that this network does not have is on in vain.
        state = state.with(Unit::input(at), inputs.iter().any(|input| input.unit == Unit::input(at)));
    }
    for (unit, neuron) in net.units() {
        state = state.with(unit, start.contains(&neuron.name));
    }
    for _ in 0..step {
        state = net.next(state);
    }

    let next = net.next(state);
    let settled = next == state;
    let period = net.settle(state).err();
    let row = code(&inputs, state);
    let is_tried = |code: &str| tried.iter().any(|seen| seen == code || seen == "all") || (settled && code == row);
    let rows = rows(&inputs);
    let seen = rows.iter().filter(|row| is_tried(&row.code));
    Ok(Value::object(vec![
        ("net", Value::Text(net.to_string())),
        ("presets", Value::List(PRESETS.iter().map(preset).collect())),
        ("units", Value::List(units(&net, &inputs, state, next))),
        ("connections", Value::List(connections(&net, state))),
        ("step", Value::Number(step as f64)),
        ("settled", Value::Bool(settled)),
        ("period", Value::from(period.map(|period| period as f64))),
        ("row", Value::Text(row.clone())),
        ("tried", Value::List(seen.map(|row| Value::Text(row.code.clone())).collect())),
        ("table", table(&net, &inputs, &rows, &is_tried)),
        ("notes", Value::List(notes(&net, period))),
        ("exercise", exercise.map_or(Value::Null, |exercise| check(exercise, &net, &inputs))),
    ]))
}

/// A list of names, as a list or as a text with commas.
fn names(field: &'static str, value: Option<&Value>) -> Result<Vec<String>> {
    let problem = |value: &Value| Error::config(field, format!("{value} is not a list of names such as A,B"));
    let mut names = Vec::new();
    match value {
        None => {}
        Some(Value::Text(text)) => names.extend(text.split(',').map(str::to_owned)),
        Some(Value::List(items)) => {
            for item in items {
                let Value::Text(name) = item else { return Err(problem(item)) };
                names.push(name.clone());
            }
        }
        Some(other) => return Err(problem(other)),
    }
    let upper = names.iter().map(|name| if name == "all" { name.clone() } else { name.trim().to_uppercase() });
    Ok(upper.filter(|name| !name.is_empty()).collect())
}

fn preset((name, net): &(&str, &str)) -> Value {
    Value::object(vec![("name", Value::from(*name)), ("net", Value::from(*net))])
}

/// An input that can be turned on.
struct Input {
    name: &'static str,
    unit: Unit,
}

impl Input {
    /// Those that a network listens to or an exercise is about.
    fn of(net: &Net, exercise: Option<Exercise>) -> Vec<Self> {
        let wanted = exercise.map_or(0, Exercise::inputs);
        let all = INPUTS.iter().enumerate().map(|(at, name)| Self { name, unit: Unit::input(at) });
        all.enumerate()
            .filter(|(at, input)| net.named(input.name) == Some(input.unit) && (*at < wanted || net.hears(input.unit)))
            .map(|(_, input)| input)
            .collect()
    }
}

/// A row of the truth table, at rest.
struct Row {
    code: String,
    state: State,
}

fn rows(inputs: &[Input]) -> Vec<Row> {
    let count = inputs.len();
    let state = |row: usize| {
        inputs
            .iter()
            .enumerate()
            .fold(State::REST, |state, (at, input)| state.with(input.unit, row >> (count - 1 - at) & 1 == 1))
    };
    (0..1 << count).map(|row| Row { code: code(inputs, state(row)), state: state(row) }).collect()
}

/// What is on, as in a truth table: `10`.
fn code(inputs: &[Input], state: State) -> String {
    inputs.iter().map(|input| if state.has(input.unit) { '1' } else { '0' }).collect()
}

fn units(net: &Net, inputs: &[Input], state: State, next: State) -> Vec<Value> {
    let columns = columns(net);
    let beginning = inputs.len() + usize::from(net.always_on().is_some());
    let size =
        |column: usize| if column == 0 { beginning } else { columns.iter().filter(|other| **other == column).count() };
    let mut list = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    let mut add = |name: &str, kind: &str, unit: Unit, column: usize, more: Vec<(&str, Value)>| {
        let place = taken.iter().filter(|other| **other == column).count();
        taken.push(column);
        let mut fields = vec![
            ("name", Value::from(name)),
            ("kind", Value::from(kind)),
            ("active", Value::Bool(state.has(unit))),
            ("column", Value::Number(column as f64)),
            ("place", Value::Number(place as f64)),
            ("column_size", Value::Number(size(column) as f64)),
        ];
        fields.extend(more);
        list.push(Value::object(fields));
    };
    for input in inputs {
        add(input.name, "input", input.unit, 0, Vec::new());
    }
    if let Some(unit) = net.always_on() {
        add(net.name(unit), "constant", unit, 0, Vec::new());
    }
    let last = net.neurons.len() - 1;
    for (at, ((unit, neuron), column)) in net.units().zip(&columns).enumerate() {
        add(
            &neuron.name,
            "neuron",
            unit,
            *column,
            vec![
                ("threshold", Value::Number(f64::from(neuron.threshold))),
                ("excitation", Value::Number(neuron.excitation(state) as f64)),
                ("inhibited", Value::Bool(neuron.is_inhibited(state))),
                ("next", Value::Bool(next.has(unit))),
                ("output", Value::Bool(at == last)),
            ],
        );
    }
    list
}

/// How far each neuron is from the inputs, by the longest way that does not go in a circle.
fn columns(net: &Net) -> Vec<usize> {
    let reach = net.reach();
    let mut columns = vec![1; net.neurons.len()];
    for _ in &net.neurons {
        let before = columns.clone();
        for ((column, (_, neuron)), reached) in columns.iter_mut().zip(net.units()).zip(&reach) {
            let sources = neuron.connections.iter().filter(|connection| !reached.has(connection.from));
            let depth = |unit: Unit| {
                net.units().zip(&before).find(|((other, _), _)| *other == unit).map_or(0, |(_, depth)| *depth)
            };
            *column = sources.map(|connection| depth(connection.from) + 1).max().unwrap_or(1);
        }
    }
    columns
}

fn connections(net: &Net, state: State) -> Vec<Value> {
    let mut list = Vec::new();
    for (_, neuron) in net.units() {
        for (at, connection) in neuron.connections.iter().enumerate() {
            let parallel =
                |end: usize| neuron.connections.iter().take(end).filter(|other| other.from == connection.from).count();
            list.push(Value::object(vec![
                ("from", Value::from(net.name(connection.from))),
                ("to", Value::from(neuron.name.as_str())),
                ("inhibitory", Value::Bool(connection.inhibitory)),
                ("active", Value::Bool(state.has(connection.from))),
                ("lane", Value::Number(parallel(at) as f64)),
                ("lanes", Value::Number(parallel(neuron.connections.len()) as f64)),
            ]));
        }
    }
    list
}

fn table(net: &Net, inputs: &[Input], rows: &[Row], is_tried: &dyn Fn(&str) -> bool) -> Value {
    let row = |row: &Row| {
        let end = net.settle(row.state);
        let output = |(unit, _)| end.map_or(Value::Null, |state| Value::Bool(state.has(unit)));
        Value::object(vec![
            ("row", Value::Text(row.code.clone())),
            ("outputs", Value::List(net.units().map(output).collect())),
            ("tried", Value::Bool(is_tried(&row.code))),
        ])
    };
    Value::object(vec![
        ("inputs", Value::List(inputs.iter().map(|input| Value::from(input.name)).collect())),
        ("neurons", Value::List(net.neurons.iter().map(|neuron| Value::from(neuron.name.as_str())).collect())),
        ("rows", Value::List(rows.iter().map(row).collect())),
    ])
}

/// What a person should know of the network: nothing of it is forbidden.
fn notes(net: &Net, period: Option<usize>) -> Vec<Value> {
    let mut notes = Vec::new();
    let mut note = |kind: &str, neurons: Vec<&str>, needs: usize, has: usize| {
        notes.push(Value::object(vec![
            ("kind", Value::from(kind)),
            ("neurons", Value::List(neurons.into_iter().map(Value::from).collect())),
            ("needs", Value::Number(needs as f64)),
            ("has", Value::Number(has as f64)),
        ]));
    };
    let last = net.neurons.len() - 1;
    for (at, (unit, neuron)) in net.units().enumerate() {
        let exciting = neuron.connections.iter().filter(|connection| !connection.inhibitory).count();
        let needs = usize::from(neuron.threshold);
        if neuron.connections.is_empty() {
            note("unconnected", vec![&neuron.name], needs, 0);
        } else if exciting < needs {
            note("silent", vec![&neuron.name], needs, exciting);
        }
        if at != last && !net.hears(unit) {
            note("unheard", vec![&neuron.name], 0, 0);
        }
    }
    let reach = net.reach();
    let circle = net.units().zip(&reach).filter(|((unit, _), reached)| reached.has(*unit));
    let circle: Vec<&str> = circle.map(|((_, neuron), _)| neuron.name.as_str()).collect();
    if !circle.is_empty() {
        note("loop", circle, 0, 0);
    }
    if let Some(period) = period {
        note("unsettled", Vec::new(), period, 0);
    }
    notes
}

fn check(exercise: Exercise, net: &Net, inputs: &[Input]) -> Value {
    let missing = exercise.missing(net);
    let (mut solved, mut failed, mut list) = (missing.is_none(), None, Vec::new());
    let output = Unit::neuron(net.neurons.len() - 1);
    for row in rows(inputs) {
        let expected = exercise.expected(row.state);
        let found = net.settle(row.state).ok().map(|state| state.has(output));
        let right = found == Some(expected);
        solved &= right;
        if !right && failed.is_none() {
            failed = Some(row.code.clone());
        }
        list.push(Value::object(vec![
            ("row", Value::Text(row.code)),
            ("expected", Value::Bool(expected)),
            ("found", found.map_or(Value::Null, Value::Bool)),
            ("right", Value::Bool(right)),
        ]));
    }
    Value::object(vec![
        ("name", Value::from(exercise.name())),
        ("output", Value::from(net.name(output))),
        ("missing", Value::from(missing)),
        ("one_unit", Value::Bool(is_one_unit(net))),
        ("solved", Value::Bool(solved)),
        ("failed", failed.map_or(Value::Null, Value::Text)),
        ("rows", Value::List(list)),
    ])
}
