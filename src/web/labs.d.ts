// What the labs show. Written from the Rust types: RENEW_TYPES=1 cargo test --lib labs::types

/** What each lab shows, by its name. */
export interface Labs {
  neuron: NeuronShown;
}

/** A connection in the drawing. */
export type NeuronConnection = {
/** Name of the unit whose signal it carries. */
from: string,
/** Name of the neuron that it leads to. */
to: string,
/** Whether it silences the neuron instead of exciting it. */
inhibitory: boolean,
/** Whether it carries a signal now. */
active: boolean,
/** Its number among the parallel ones between the two, from 0 … */
lane: number,
/** … of so many. */
lanes: number, };

/** How far an exercise is. */
export type NeuronExercise = {
/** Its name in the settings. */
name: string,
/** Name of the output. */
output: string,
/** An input that it needs and the network has as a neuron. */
missing: string | null,
/** Whether the output sees nothing but inputs. */
one_unit: boolean,
/** Whether every row is correct. */
solved: boolean,
/** The first row that is not. */
failed: string | null,
/** Every row of the truth table. */
rows: Array<NeuronExerciseRow>, };

/** What one row of an exercise asks for, and what the network answers. */
export type NeuronExerciseRow = {
/** The inputs: `10`. */
row: string,
/** What the output should be. */
expected: boolean,
/** What it is; null where it never comes to rest. */
found: boolean | null,
/** Whether the two are the same. */
right: boolean, };

/** Something to say of a network. */
export type NeuronNote = {
/** What it is. */
kind: NeuronNoteKind,
/** The neurons that it is about. */
neurons: Array<string>,
/** The threshold that cannot be reached, or the period of a network that does not come to rest; else 0. */
needs: number,
/** Exciting connections that there are. */
has: number, };

/** What there is to say of a network. */
export type NeuronNoteKind = "unconnected" | "silent" | "unheard" | "loop" | "unsettled";

/** A network of the lecture. */
export type NeuronPreset = { name: string, net: string, };

/** Everything that the lab shows. */
export type NeuronShown = {
/** The network as it is written, complete. */
net: string,
/** The networks of the lecture. */
presets: [NeuronPreset, NeuronPreset, NeuronPreset, NeuronPreset, NeuronPreset],
/** Inputs, what is always on, then the neurons; the last one is the output. */
units: Array<NeuronUnit>,
/** Every connection, in the order of the neurons that they lead to. */
connections: Array<NeuronConnection>,
/** Steps gone. */
step: number,
/** Whether another step would change nothing. */
settled: boolean,
/** After how many steps the state comes back, for ever; null where it comes to rest. */
period: number | null,
/** The row of the truth table that the inputs are in: `10` where A is on and B is off. */
row: string,
/** The rows that count as seen: those of the settings, and the present one where it is settled. */
tried: Array<string>,
/** The truth table. */
table: NeuronTable,
/** What a person should know of the network; none of it is forbidden. */
notes: Array<NeuronNote>,
/** How far the exercise is; null where there is none. */
exercise: NeuronExercise | null, };

/** The truth table: what each neuron settles at. */
export type NeuronTable = {
/** Names of the inputs. */
inputs: Array<string>,
/** Names of the neurons. */
neurons: Array<string>,
/** Every combination of inputs, counted up in binary. */
rows: Array<NeuronTableRow>, };

/** A row of the truth table. */
export type NeuronTableRow = {
/** The inputs: `10`. */
row: string,
/** Of each neuron; null where the network never comes to rest. */
outputs: Array<boolean | null>,
/** Whether it counts as seen. */
tried: boolean, };

/** A unit in the drawing. */
export type NeuronUnit = {
/** Its name in the network. */
name: string,
/** Whether it is active now. */
active: boolean,
/** How far it is from the inputs, by the longest path without a loop: 0 for inputs. */
column: number,
/** Its place in the column, from 0 … */
place: number,
/** … of so many. */
column_size: number, } & ({ "kind": "input" } | { "kind": "constant" } | { "kind": "neuron",
/** How many active exciting connections it needs. */
threshold: number,
/** How many are active now. */
excitation: number,
/** Whether an inhibiting connection is active, which silences it. */
inhibited: boolean,
/** Whether it will be active after the next step. */
next: boolean,
/** Whether it is the output. */
output: boolean, });

/** How far a run is. */
export type Progress = {
/** The step that it has reached. */
step: number,
/** The step that was asked for. */
target: number,
/** Whether it goes no further: it is there, or it has ended before. */
done: boolean, };
