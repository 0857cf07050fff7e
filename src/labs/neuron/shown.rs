//! The output of the lab: the network drawn, its truth table, and what there is to say of it.

use super::{Exercise, Input, Net, Run, Settings, State, Unit, exercise::is_one_unit};
use serde::Serialize;
use value::Choice;

/// The networks of the lecture, and with what is always on in place of A in the last one, the negation.
const PRESETS: [Preset; 5] = [
    Preset { name: "identity", net: "C:2<A,A" },
    Preset { name: "and", net: "C:2<A,B" },
    Preset { name: "or", net: "C:2<A,A,B,B" },
    Preset { name: "and-not", net: "C:2<A,A,-B" },
    Preset { name: "not", net: "C:2<1,1,-B" },
];

/// The output of the lab.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronShown"))]
pub struct Shown {
    /// The network as it is written, complete.
    pub net: String,
    /// The networks of the lecture.
    pub presets: [Preset; 5],
    /// Inputs, what is always on, then the neurons; the last one is the output.
    pub units: Vec<ShownUnit>,
    /// Every connection, in the order of the neurons that they lead to.
    pub connections: Vec<ShownConnection>,
    /// Steps made.
    pub step: u64,
    /// Whether another step would change nothing.
    pub settled: bool,
    /// After how many steps the state comes back, for ever; null where it comes to rest.
    pub period: Option<usize>,
    /// The row of the truth table that the inputs are in: `10` where A is on and B is off.
    pub row: String,
    /// The rows that count as seen: those of the settings, and the present one where it is settled.
    pub tried: Vec<String>,
    /// The truth table.
    pub table: Table,
    /// Remarks on the network; none of them is an error.
    pub notes: Vec<Note>,
    /// The progress of the exercise; null where there is none.
    pub exercise: Option<ShownExercise>,
}

/// A network of the lecture.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronPreset"))]
pub struct Preset {
    name: &'static str,
    net: &'static str,
}

/// A unit in the drawing.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronUnit"))]
pub struct ShownUnit {
    /// Its name in the network.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: UnitKind,
    /// Whether it is active now.
    pub active: bool,
    /// How far it is from the inputs, by the longest path without a loop: 0 for inputs.
    pub column: usize,
    /// Its place in the column, from 0 …
    pub place: usize,
    /// … of this many.
    pub column_size: usize,
}

/// What a unit is.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronUnitKind"))]
pub enum UnitKind {
    /// One of A, B and C, to be turned on.
    Input,
    /// What is always on.
    Constant,
    /// A McCulloch–Pitts neuron.
    Neuron {
        /// How many active exciting connections it needs.
        threshold: u8,
        /// How many are active now.
        excitation: usize,
        /// Whether an inhibiting connection is active, which silences it.
        inhibited: bool,
        /// Whether it will be active after the next step.
        next: bool,
        /// Whether it is the output.
        output: bool,
    },
}

/// A connection in the drawing.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronConnection"))]
pub struct ShownConnection {
    /// Name of the unit whose signal it carries.
    pub from: String,
    /// Name of the neuron that it leads to.
    pub to: String,
    /// Whether it silences the neuron instead of exciting it.
    pub inhibitory: bool,
    /// Whether it carries a signal now.
    pub active: bool,
    /// Its number among the parallel ones between the two, from 0 …
    pub lane: usize,
    /// … of this many.
    pub lanes: usize,
}

/// The truth table: what each neuron settles at.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronTable"))]
pub struct Table {
    /// Names of the inputs.
    pub inputs: Vec<&'static str>,
    /// Names of the neurons.
    pub neurons: Vec<String>,
    /// Every combination of inputs, counted up in binary.
    pub rows: Vec<TableRow>,
}

/// A row of the truth table.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronTableRow"))]
pub struct TableRow {
    /// The inputs: `10`.
    pub row: String,
    /// Of each neuron; null where the network never comes to rest.
    pub outputs: Vec<Option<bool>>,
    /// Whether it counts as seen.
    pub tried: bool,
}

/// A kind of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronNoteKind"))]
pub enum NoteKind {
    /// A neuron without any connection.
    Unconnected,
    /// A neuron with too few exciting connections to reach its threshold.
    Silent,
    /// A neuron that is not the output and that no other one hears.
    Unheard,
    /// Neurons that hear themselves, directly or through others.
    Loop,
    /// The network does not come to rest.
    Unsettled,
}

/// A remark on the network.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronNote"))]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// The neurons that it is about.
    pub neurons: Vec<String>,
    /// The threshold that cannot be reached, or the period of a network that does not come to rest; else 0.
    pub needs: usize,
    /// Exciting connections that there are.
    pub has: usize,
}

/// The progress of an exercise.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronExercise"))]
pub struct ShownExercise {
    /// Its name in the settings.
    pub name: &'static str,
    /// Name of the output.
    pub output: String,
    /// An input that it needs and the network has as a neuron.
    pub missing: Option<&'static str>,
    /// Whether the output sees nothing but inputs.
    pub one_unit: bool,
    /// Whether every row is correct.
    pub solved: bool,
    /// The first row that is not.
    pub failed: Option<String>,
    /// Every row of the truth table.
    pub rows: Vec<ExerciseRow>,
}

/// What one row of an exercise asks for, and what the network answers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "NeuronExerciseRow"))]
pub struct ExerciseRow {
    /// The inputs: `10`.
    pub row: String,
    /// What the output should be.
    pub expected: bool,
    /// What it is; null where it never comes to rest.
    pub found: Option<bool>,
    /// Whether both are equal.
    pub right: bool,
}

impl Shown {
    pub(super) fn new(Settings { net, tried, exercise, .. }: &Settings, run: &Run) -> Self {
        let inputs = Input::of(net, *exercise);
        let state = run.state;
        let next = net.next(state);
        let settled = next == state;
        let period = net.settle(state).err();
        let row = code(&inputs, state);
        let is_tried = |code: &str| tried.iter().any(|seen| seen == code || seen == "all") || (settled && code == row);
        let rows = rows(&inputs);
        Self {
            net: net.to_string(),
            presets: PRESETS,
            units: units(net, &inputs, state, next),
            connections: connections(net, state),
            step: run.step,
            settled,
            period,
            tried: rows.iter().filter(|row| is_tried(&row.code)).map(|row| row.code.clone()).collect(),
            table: table(net, &inputs, &rows, &is_tried),
            row,
            notes: notes(net, period),
            exercise: exercise.map(|exercise| check(exercise, net, &inputs)),
        }
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
        let on = inputs.iter().enumerate().map(|(at, input)| (input.unit, row >> (count - 1 - at) & 1 == 1));
        on.fold(State::REST, |state, (unit, on)| state.with(unit, on))
    };
    (0..1 << count).map(|row| Row { code: code(inputs, state(row)), state: state(row) }).collect()
}

/// What is on, as in a truth table: `10`.
fn code(inputs: &[Input], state: State) -> String {
    inputs.iter().map(|input| if state.has(input.unit) { '1' } else { '0' }).collect()
}

fn units(net: &Net, inputs: &[Input], state: State, next: State) -> Vec<ShownUnit> {
    let unit = |name: &str, kind, unit, column| ShownUnit {
        name: name.to_owned(),
        kind,
        active: state.has(unit),
        column,
        place: 0,
        column_size: 0,
    };
    let mut units: Vec<_> = inputs.iter().map(|input| unit(input.name, UnitKind::Input, input.unit, 0)).collect();
    units.extend(net.always_on().map(|constant| unit(net.name(constant), UnitKind::Constant, constant, 0)));
    let last = net.neurons.len() - 1;
    for (at, ((place, neuron), column)) in net.units().zip(columns(net)).enumerate() {
        let kind = UnitKind::Neuron {
            threshold: neuron.threshold,
            excitation: neuron.excitation(state),
            inhibited: neuron.is_inhibited(state),
            next: next.has(place),
            output: at == last,
        };
        units.push(unit(&neuron.name, kind, place, column));
    }
    let columns: Vec<usize> = units.iter().map(|unit| unit.column).collect();
    for (at, unit) in units.iter_mut().enumerate() {
        unit.place = columns[..at].iter().filter(|column| **column == unit.column).count();
        unit.column_size = columns.iter().filter(|column| **column == unit.column).count();
    }
    units
}

/// How far each neuron is from the inputs, by the longest path without a loop.
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

fn connections(net: &Net, state: State) -> Vec<ShownConnection> {
    let into = net.units().flat_map(|(_, neuron)| (0..neuron.connections.len()).map(move |at| (neuron, at)));
    into.map(|(neuron, at)| {
        let connection = &neuron.connections[at];
        let parallel =
            |end: usize| neuron.connections.iter().take(end).filter(|other| other.from == connection.from).count();
        ShownConnection {
            from: net.name(connection.from).to_owned(),
            to: neuron.name.clone(),
            inhibitory: connection.inhibitory,
            active: state.has(connection.from),
            lane: parallel(at),
            lanes: parallel(neuron.connections.len()),
        }
    })
    .collect()
}

fn table(net: &Net, inputs: &[Input], rows: &[Row], is_tried: &dyn Fn(&str) -> bool) -> Table {
    let row = |row: &Row| {
        let end = net.settle(row.state).ok();
        TableRow {
            row: row.code.clone(),
            outputs: net.units().map(|(unit, _)| end.map(|state| state.has(unit))).collect(),
            tried: is_tried(&row.code),
        }
    };
    Table {
        inputs: inputs.iter().map(|input| input.name).collect(),
        neurons: net.neurons.iter().map(|neuron| neuron.name.clone()).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

fn notes(net: &Net, period: Option<usize>) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |kind, neurons: Vec<&str>, needs, has| {
        notes.push(Note { kind, neurons: neurons.into_iter().map(str::to_owned).collect(), needs, has });
    };
    let last = net.neurons.len() - 1;
    for (at, (unit, neuron)) in net.units().enumerate() {
        let exciting = neuron.connections.iter().filter(|connection| !connection.inhibitory).count();
        let needs = usize::from(neuron.threshold);
        if neuron.connections.is_empty() {
            note(NoteKind::Unconnected, vec![&neuron.name], needs, 0);
        } else if exciting < needs {
            note(NoteKind::Silent, vec![&neuron.name], needs, exciting);
        }
        if at != last && !net.hears(unit) {
            note(NoteKind::Unheard, vec![&neuron.name], 0, 0);
        }
    }
    let reach = net.reach();
    let looping = net.units().zip(&reach).filter(|((unit, _), reached)| reached.has(*unit));
    let looping: Vec<&str> = looping.map(|((_, neuron), _)| neuron.name.as_str()).collect();
    if !looping.is_empty() {
        note(NoteKind::Loop, looping, 0, 0);
    }
    if let Some(period) = period {
        note(NoteKind::Unsettled, Vec::new(), period, 0);
    }
    notes
}

fn check(exercise: Exercise, net: &Net, inputs: &[Input]) -> ShownExercise {
    let output = Unit::neuron(net.neurons.len() - 1);
    let row = |row: Row| {
        let expected = exercise.expected(row.state);
        let found = net.settle(row.state).ok().map(|state| state.has(output));
        ExerciseRow { row: row.code, expected, found, right: found == Some(expected) }
    };
    let rows: Vec<ExerciseRow> = rows(inputs).into_iter().map(row).collect();
    let missing = exercise.missing(net);
    let failed = rows.iter().find(|row| !row.right).map(|row| row.row.clone());
    ShownExercise {
        name: exercise.name(),
        output: net.name(output).to_owned(),
        missing,
        one_unit: is_one_unit(net),
        solved: missing.is_none() && failed.is_none(),
        failed,
        rows,
    }
}
