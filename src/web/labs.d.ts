// What the labs show. Written from the Rust types: RENEW_TYPES=1 cargo test --lib labs::types

/** What each lab shows, by its name. */
export interface Labs {
  neuron: NeuronShown;
  perceptron: PerceptronShown;
  xor: XorShown;
  descent: DescentShown;
  optimizers: OptimizersShown;
  backprop: BackpropShown;
  functions: FunctionsShown;
}

/** A function with its arguments. */
export type BackpropCall = {
/** `max` `min` `ln` `tanh` `cosh` `sgn` `huber`; `clip` to 10⁻⁷ … 1 − 10⁻⁷ and `clip₁` to 10⁻⁷ … 1; `clip′` and `clip₁′`, 1
 * where these change nothing, else 0; `Φ` and `φ`, the normal distribution function and its density. */
name: string,
/** What it is a function of. */
of: Array<BackpropFormula>, };

/** The gradient three times, and how far the others are from the first. */
export type BackpropCheck = {
/** Every weight, in Keras's order. */
weights: Array<BackpropChecked>,
/** The largest deviation of the differences, 0 to 1: relative to the steepest slope of the loss, here or where one weight
 * has moved by 1. That is not 0 where the gradient is, so that rounding looks like rounding there, too. */
worst_numeric: number,
/** The same of the core; null where it has no gradient. */
worst_core: number | null, };

/** The derivative of the mean loss by one weight. */
export type BackpropChecked = {
/** The weight's id. */
weight: string,
/** By the chain rule. */
gradient: number,
/** By central differences of the loss. */
numeric: number,
/** By the core, in f32; null where it has none, because a number would be too large for it. */
core: number | null, };

/** A relation. */
export type BackpropCondition = {
/** Its left side. */
left: BackpropFormula,
/** `=`, `>`, `≥` or `≤`. */
relation: string,
/** Its right side. */
right: BackpropFormula, };

/** A formula, or what a quantity is called. In JavaScript an object with one key, which says what it is: `{ sum: [a, b] }`. */
export type BackpropFormula = { "quantity": BackpropQuantity } | { "pick": BackpropPick } | { "name": BackpropName } | { "number": number } | { "sum": Array<BackpropFormula> } | { "minus": BackpropFormula } | { "product": Array<BackpropFormula> } | { "fraction": [BackpropFormula, BackpropFormula] } | { "power": [BackpropFormula, BackpropFormula] } | { "abs": BackpropFormula } | { "call": BackpropCall } | { "condition": BackpropCondition } | { "mean_of": BackpropMean } | { "partial": [BackpropFormula, BackpropFormula] } | { "average": BackpropFormula } | { "sum_over": BackpropSum };

/** The mean loss epoch by epoch, thinned out. */
export type BackpropLosses = {
/** The number of updates; the present one last. */
epoch: Array<number>,
/** The loss then. */
loss: Array<number>, };

/** The name of a number, and its formula. */
export type BackpropMade = {
/** The number, with its name. */
quantity: BackpropFormula,
/** Its other name; null where it has one name. */
also: BackpropFormula | null,
/** The formula that it comes from; null for given numbers. */
formula: BackpropFormula | null, };

/** A mean over the examples. */
export type BackpropMean = {
/** The quantity. */
of: BackpropFormula,
/** How many examples there are. */
examples: number, };

/** The largest problem that there may be. */
export type BackpropMost = {
/** Layers. */
layers: number,
/** Units in a layer, and inputs. */
units: number,
/** Examples. */
examples: number,
/** The size of a number in x, y and the weights. */
number: number, };

/** A letter or a word. */
export type BackpropName = {
/** The letter or the word. */
base: string,
/** The layer, where there are several; 0 where there is one. */
layer: number,
/** The indexes below it; empty where there is nothing to choose from. */
index: string,
/** Whether it is the value after the update. */
new: boolean, };

/** A number of an update. Its name and formula: see the question `formulas`. */
export type BackpropNumber = {
/** What it is, and its indexes, from 1: `net1.2.3` is that of layer 1, unit 2, example 3. */
id: string,
/** The stage at which it is computed, from 0; null for given numbers. */
stage: number | null,
/** Its example, from 1; null for a number of all examples. */
example: number | null,
/** Its value. */
value: number, };

/** The direction of a stage. */
export type BackpropPart = "forward" | "backward" | "update";

/** One of several numbers. */
export type BackpropPick = {
/** The target. */
by: BackpropFormula,
/** The numbers. */
from: Array<BackpropFormula>,
/** What the one is called. */
symbol: BackpropFormula, };

/** A number of the answer. */
export type BackpropQuantity = {
/** Its id, without the example. */
id: string,
/** Whether each example has its own: then the id goes on with the example's number. */
of_example: boolean,
/** Its name. */
symbol: BackpropFormula,
/** Its own formula, where that is written in place of its value: a product in a sum. */
written: BackpropFormula | null, };

/** The settings as a user would type them, complete. */
export type BackpropSettings = {
/** The preset. */
preset: string,
/** `2:tanh,1:sigmoid`. */
layers: string,
/** A row a line, numbers with points and spaces between them. */
x: string,
/** The same. */
y: string,
/** The same, layers apart. */
weights: string,
/** Keras's name of it. */
loss: string,
/** The learning rate. */
eta: number,
/** The requested number of updates. */
epoch: number,
/** The seed of drawn weights. */
seed: number, };

/** The output of the lab. */
export type BackpropShown = {
/** The settings, complete. */
settings: BackpropSettings,
/** The largest problem that there may be. */
most: BackpropMost,
/** How training continues. */
status: BackpropStatus,
/** Updates made. */
epoch: number,
/** The mean loss now. */
loss: number,
/** The mean loss of earlier epochs, and now. */
losses: BackpropLosses,
/** Numbers in an example. */
inputs: number,
/** Units of each layer. */
units: Array<number>,
/** Activation of each layer. */
activations: Array<string>,
/** How many examples there are. */
examples: number,
/** The one that is shown in detail, from 1. */
example: number,
/** Whether all numbers of all examples are there. Else, of the others, there are x, y and the outputs of the network. */
together: boolean,
/** `out`; `clipped`; `fraction` (the fraction that each output is of their sum, clipped); `probability` (the outputs, whose δ is p − y); or
 * `net` (probabilities made anew from what comes before the activation, so that there is no ∂Loss/∂out). */
loss_sees: string,
/** The stages of an update. */
stages: Array<BackpropStage>,
/** The numbers, in the order in which one computes them. */
numbers: Array<BackpropNumber>,
/** The network as `Network` takes it. */
network: NetworkConfig,
/** Its weights now, `[kernel, bias, …]`: `[inputs × units]`, `[units]`. */
weights: Array<Array<number>>, };

/** A stage of an update, in the order of the lecture. */
export type BackpropStage = {
/** What is computed. */
kind: BackpropStageKind,
/** The layer that it is about, from 1; 0 where it is about all. */
layer: number,
/** Its direction. */
part: BackpropPart, };

/** What is computed at a stage. */
export type BackpropStageKind = "net" | "out" | "loss" | "dloss_dout" | "dout_dnet" | "dnet_dw" | "mean" | "update";

/** How training continues. */
export type BackpropStatus = "running" | "diverged" | "no_gradient";

/** A sum in a name. */
export type BackpropSum = {
/** The index that counts. */
index: string,
/** What is added up. */
of: BackpropFormula, };

/** The word for all points. */
export type DescentAll = "all";

/** A step of the points in a batch. */
export type DescentBatch = {
/** The points in the batch, rising. */
indexes: Array<number>,
/** J_I, the cost of these points … */
j: number,
/** … and its double. */
mse: number,
/** ∂J_I/∂θ. */
gradient: [number, number],
/** −η times that. */
change: [number, number],
/** θ after it. */
next: [number, number],
/** What the gradient is the mean of, for the first ten points. */
terms: Array<DescentTerm>,
/** The number of points that are left out of the list. */
omitted: number, };

/** How many points a step looks at. */
export type DescentBatchSize = number | DescentAll;

/** The points and the line. */
export type DescentData = {
/** The picture: `[[left, right], [bottom, top]]`. */
window: [[number, number], [number, number]],
/** All points. */
points: Array<DescentPoint>,
/** The ends of the line of θ in the window; null where it does not pass through. */
line: [[number, number], [number, number]] | null,
/** Those of the best line. */
best: [[number, number], [number, number]] | null, };

/** A step of all points. */
export type DescentFullBatch = {
/** ∂J/∂θ. */
gradient: [number, number],
/** −η times that. */
change: [number, number], };

/** The minimum of J, from the normal equations. */
export type DescentOptimum = {
/** θ there. */
theta: [number, number],
/** J there … */
j: number,
/** … and its double. */
mse: number,
/** Whether it is the only one: not where all x are the same. */
unique: boolean, };

/** A path, as far as it has come. */
export type DescentPath = {
/** How many points a step looks at, as in the settings. */
batch: DescentBatchSize,
/** The rate η. */
eta: number,
/** The rate with which Keras's SGD takes the same steps on its mean squared error … */
keras_rate: number,
/** … and that optimizer in Python. */
keras_code: string,
/** Steps done: fewer than requested if it has diverged. */
step: number,
/** Its status. */
status: DescentStatus,
/** Its θ. */
theta: [number, number],
/** J of all points there … */
j: number,
/** … and its double. */
mse: number,
/** Its previous positions. */
path: DescentTrail, };

/** A point. */
export type DescentPoint = {
/** x. */
x: number,
/** y. */
y: number,
/** h(x). */
prediction: number,
/** Whether it is in the batch of the next step. */
drawn: boolean, };

/** The output of the lab. */
export type DescentShown = {
/** The points and the line. */
data: DescentData,
/** The main path. */
run: DescentPath,
/** The others. */
paths: Array<DescentPath>,
/** What the next step of the main path does. */
batch: DescentBatch,
/** The same with all points. */
full: DescentFullBatch,
/** Where J is least. */
optimum: DescentOptimum,
/** The second derivatives of J. */
hessian: [[number, number], [number, number]],
/** Its eigenvalues, the smaller one first. */
eigenvalues: [number, number],
/** 2/λ_max: with a smaller rate steps of all points converge, with a larger one they diverge. */
largest_eta: number,
/** 1 − ηλ for each eigenvalue: a step of all points multiplies the distance from the optimum along that axis by it. */
factors: [number, number],
/** The part of (θ0, θ1) in the picture. */
window: [[number, number], [number, number]],
/** J at each level of the picture, rising. */
levels: Array<number>,
/** A round rate with whose steps the arrows of both gradients are drawn, so that they fit and can be seen. */
arrow_rate: number, };

/** Where a path stands. */
export type DescentStatus = "running" | "converged" | "diverged";

/** What a point adds to the gradient. */
export type DescentTerm = {
/** Which of the points it is. */
index: number,
/** x. */
x: number,
/** y. */
y: number,
/** h(x). */
prediction: number,
/** h(x) − y. */
error: number,
/** h(x) − y, and (h(x) − y) x. */
products: [number, number], };

/** Where a path has been: its start, steps at equal distances, and each of the last 32; at most about 1100 of them. */
export type DescentTrail = {
/** `[kept]`, rising. */
step: Array<number>,
/** `[kept]`. */
theta0: Array<number>,
/** `[kept]`. */
theta1: Array<number>,
/** J of all points: `[kept]`. */
j: Array<number>, };

/** A bar of a histogram. */
export type FunctionsBar = {
/** From where … */
from: number,
/** … to where. */
to: number,
/** Which fraction of all is there. */
share: number, };

/** The mean loss of a few examples. */
export type FunctionsBatch = {
/** The first is the point. */
examples: Array<FunctionsExample>,
/** Their mean loss, as it trains. */
mean: number, };

/** Inputs and outputs of an activation. */
export type FunctionsBell = {
/** The inputs, from the left. */
inputs: Array<FunctionsBar>,
/** The outputs, from below. */
outputs: Array<FunctionsBar>,
/** Mean of the inputs and of the outputs. */
mean: [number, number],
/** Their standard deviations. */
deviation: [number, number],
/** The mean of the derivative: how much of a gradient passes on average. */
passes: number,
/** The fraction of the inputs whose derivative is smaller than 0.01. */
flat: number, };

/** A class. */
export type FunctionsClass = {
/** z. */
logit: number,
/** eᶻ. */
exp: number,
/** Its fraction of the sum. */
probability: number,
/** The target: 1 for the correct class, else 0. */
target: number,
/** Of softmax, the derivative of the chosen class's probability by this logit; of a loss, the loss's. */
slope: number, };

/** The derivatives on both sides of 0, which are the constants of the activations that have some. */
export type FunctionsConstants = {
/** At 0, where Keras takes the left side. */
left: number,
/** At 1. */
right: number, };

/** An example of a batch. */
export type FunctionsExample = {
/** The target; with several classes the correct class, from 0. */
target: number,
/** The prediction; with several classes the correct class's probability. */
prediction: number,
/** Its loss. */
loss: number, };

/** How a loss and an activation go together. */
export type FunctionsFit = "fits" | "logits" | "constant" | "blocked" | "vanishes" | "unreachable" | "possible";

/** How a derivative is lost. */
export type FunctionsFlat = "dead" | "saturated";

/** A place where a function jumps. */
export type FunctionsJump = {
/** Where. */
x: number,
/** The value just left of it … */
left: number,
/** … just right of it … */
right: number,
/** … and there: it may be one of them, or neither. */
value: number, };

/** What kind of function it is. */
export type FunctionsKind = "activation" | "softmax" | "loss" | "classes";

/** A loss after an activation. */
export type FunctionsPair = {
/** The last layer's activation, by its name. */
output: string,
/** How they go together. */
fit: FunctionsFit,
/** A logit (with several classes, that of the correct one; the others are 1) of a prediction that is wrong … */
logit: number,
/** … the output then … */
prediction: number,
/** … the loss … */
loss: number,
/** … and ∂Loss/∂logit, with which the layer is corrected. */
slope: number, };

/** Logits and what softmax makes of them. */
export type FunctionsProbabilities = {
/** Each class. */
all: Array<FunctionsClass>,
/** Σ eᶻ. */
sum: number,
/** The chosen one, from 0. */
label: number, };

/** The output of the lab. */
export type FunctionsShown = {
/** What kind of function it is. */
kind: FunctionsKind,
/** Its name. */
function: string,
/** What its targets are, of a loss: `numbers` `probabilities` `signs` `distribution` `class`. */
targets: string | null,
/** The target as the loss reads it. */
target: number,
/** The picture: `[[left, right], [bottom, top]]`. */
window: [[number, number], [number, number]],
/** Where the point is: x, the prediction, or the logit of the chosen class. */
x: number,
/** How far a step moves it: to the next multiple of that. */
notch: number,
/** The value there; of softmax, the chosen class's probability. */
value: number,
/** The derivative there. */
derivative: number,
/** The function as lines without jumps: `[piece][point][x, y]`. */
values: Array<Array<[number, number]>>,
/** Its jumps. */
jumps: Array<FunctionsJump>,
/** The derivative as lines without jumps. */
derivatives: Array<Array<[number, number]>>,
/** The derivative's jumps. */
derivative_jumps: Array<FunctionsJump>,
/** Where a gradient is lost, towards both ends. If both tails begin at the same place, it is lost everywhere. */
tails: Array<FunctionsTail>,
/** The limit of a derivative that is as good as none. */
small: number,
/** x, value and derivative, at round places. */
table: Array<[number, number, number]>,
/** The numbers in some activations' formulas. */
constants: FunctionsConstants,
/** What it does to normal inputs, of an activation. */
bell: FunctionsBell | null,
/** The classes, of softmax and of the losses of several classes. */
classes: FunctionsProbabilities | null,
/** The largest value of a loss whose predictions are clipped. */
most: number | null,
/** The mean over a few examples, of a loss. */
batch: FunctionsBatch | null,
/** The activations of the last layer with a loss. */
pairs: Array<FunctionsPair>,
/** Keras's spelling, a line each. */
code: Array<string>, };

/** Which end of the axis. */
export type FunctionsSide = "left" | "right";

/** From somewhere on no gradient, or almost none, passes. */
export type FunctionsTail = {
/** To which end. */
side: FunctionsSide,
/** From where on. */
from: number,
/** How. */
kind: FunctionsFlat, };

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
/** … of this many. */
lanes: number, };

/** The progress of an exercise. */
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
/** Whether both are equal. */
right: boolean, };

/** A remark on the network. */
export type NeuronNote = {
/** What it is. */
kind: NeuronNoteKind,
/** The neurons that it is about. */
neurons: Array<string>,
/** The threshold that cannot be reached, or the period of a network that does not come to rest; else 0. */
needs: number,
/** Exciting connections that there are. */
has: number, };

/** A kind of remark. */
export type NeuronNoteKind = "unconnected" | "silent" | "unheard" | "loop" | "unsettled";

/** A network of the lecture. */
export type NeuronPreset = { name: string, net: string, };

/** The output of the lab. */
export type NeuronShown = {
/** The network as it is written, complete. */
net: string,
/** The networks of the lecture. */
presets: [NeuronPreset, NeuronPreset, NeuronPreset, NeuronPreset, NeuronPreset],
/** Inputs, what is always on, then the neurons; the last one is the output. */
units: Array<NeuronUnit>,
/** Every connection, in the order of the neurons that they lead to. */
connections: Array<NeuronConnection>,
/** Steps made. */
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
/** Remarks on the network; none of them is an error. */
notes: Array<NeuronNote>,
/** The progress of the exercise; null where there is none. */
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
/** … of this many. */
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

/** An arrow. All point to where they push θ, so slots that Keras subtracts are turned around.
 *
 * - `step`: Δθ; where momentum is the step, it is `m`, with `memory` = βm of before and, from its tip, `descent` = −η∇J.
 *   For Nesterov's they begin where the slide stands, and the gradient is taken at the tip of `memory`, Keras's θ;
 * - `gradient`: −∇J, clipped where the optimizer clips; `m`, `m_hat`: running means of it;
 * - `spread`, `spread_hat`: what the step is divided by, in each direction for itself: √s, √ŝ, or the largest slope. */
export type OptimizersArrow = {
/** What it stands for. */
name: string,
/** What it is measured in. */
unit: OptimizersArrowUnit,
/** Where it begins. */
from: [number, number],
/** How far it reaches from there. */
vector: [number, number], };

/** What an arrow is measured in. */
export type OptimizersArrowUnit = "step" | "slope";

/** A slot with bias correction. */
export type OptimizersCorrected = {
/** Which. */
name: OptimizersCorrectedName,
/** What it is after the next update. */
value: [number, number], };

/** The name of a corrected slot. */
export type OptimizersCorrectedName = "m_hat" | "v_hat";

/** The points of a path that are drawn: lists of equal length, `[points]`, the present place last. */
export type OptimizersPath = {
/** θ₁ at each point. */
x: Array<number>,
/** θ₂ at each point. */
y: Array<number>,
/** The updates that had been made there. */
step: Array<number>,
/** J there. */
height: Array<number>, };

/** A racer, and what its next update is made of. If that update overflows, its numbers are not finite. */
export type OptimizersRacer = {
/** What the lecture calls it. */
name: string,
/** All its hyperparameters. */
optimizer: OptimizerConfig,
/** The line of Python that makes it. */
code: string,
/** Its status. */
status: OptimizersStatus,
/** Updates that it has made. */
step: number,
/** Its place in the race, from 1; racers that are level share one. */
place: number,
/** Its path so far. */
path: OptimizersPath,
/** Where it is. */
theta: [number, number],
/** J there. */
height: number,
/** ∇J there. */
gradient: [number, number],
/** What the next update is made of in its place, where the optimizer clips: g; else null. */
clipped: [number, number] | null,
/** The number of the next update. */
t: number,
/** η of it: what a schedule says then, or the learning rate. */
rate: number,
/** A learning rate that suits it on this surface: the default. */
good_rate: number,
/** The slots in use, before and after the next update. */
slots: Array<OptimizersSlot>,
/** Slots with bias correction, from which the step is computed. */
corrected: Array<OptimizersCorrected>,
/** η with both of Adam's corrections folded in, as in Keras; null for optimizers that do not. */
alpha: number | null,
/** μₜ and μₜ₊₁ of Nadam. */
mu: [number, number] | null,
/** The product of all μ so far, for Nadam. */
product: number | null,
/** Δθ of the next update. */
update: [number, number],
/** θ after it. */
next: [number, number],
/** J there. */
next_height: number,
/** The next update as arrows. */
arrows: Array<OptimizersArrow>,
/** The same update by the formula of the slide; null where no slide has it. */
slide: OptimizersSlide | null, };

/** The rule by which a race is ranked. Under both, racers that diverged are last and share one place. */
export type OptimizersRanking = "arrival" | "height";

/** The output of the lab. Pairs of numbers are of the two variables, (θ₁, θ₂). */
export type OptimizersShown = {
/** Name of the surface. */
surface: string,
/** κ of the quadratic surface. */
condition: number,
/** The formula of a surface of one's own, as it was written; null for others. */
formula: string | null,
/** Where the race starts. */
start: [number, number],
/** The step shown: as many updates as those that are still running have made. */
step: number,
/** The picture: `[[left, right], [bottom, top]]`. */
window: [[number, number], [number, number]],
/** J at each contour, rising, `[contours]`. */
levels: Array<number>,
/** Where J is lowest, as far as that is known. */
minima: Array<[number, number]>,
/** J there. */
least: number,
/** What the two variables are, by the ids of the lab `backprop` where they are weights. */
axes: [string, string],
/** The rule of the places. */
ranking: OptimizersRanking,
/** The racers, in the order of the settings. */
racers: Array<OptimizersRacer>, };

/** The update by the slide, from the same state and the same gradient. What a slide does not have is null. */
export type OptimizersSlide = {
/** Where the slide stands. */
theta: [number, number],
/** θ + βm, where Nesterov takes the gradient: what Keras stores as θ. */
point: [number, number] | null,
/** The slide's m before the update; Adam's has the other sign than Keras's. */
m_before: [number, number] | null,
/** m after it. */
m: [number, number] | null,
/** s before the update. */
s_before: [number, number] | null,
/** s after it. */
s: [number, number] | null,
/** m̂ of Adam. */
m_hat: [number, number] | null,
/** ŝ of Adam. */
s_hat: [number, number] | null,
/** Δθ. */
update: [number, number],
/** The next θ. */
next: [number, number],
/** Where Nesterov will take the next gradient: θ + βm of the next θ and m. */
next_point: [number, number] | null,
/** How far the next θ, for Nesterov the next point, lies from Keras's next θ. */
off: [number, number], };

/** A slot before and after the next update. */
export type OptimizersSlot = {
/** Its symbol in the formulas. */
name: string,
/** What it is now. */
before: [number, number],
/** What it will be. */
after: [number, number], };

/** The status of a racer. */
export type OptimizersStatus = "running" | "arrived" | "diverged";

/** Δw = η · factor · x. */
export type PerceptronChange = {
/** η. */
eta: number,
/** y − ŷ, or y with Hebb's rule. */
factor: number,
/** The input. */
x: number,
/** Δw. */
change: number, };

/** The example in turn, and what learning it will do. */
export type PerceptronExample = {
/** Which of the points it is. */
index: number,
/** x0 (1, or 0 without a bias), x1, x2. */
x: [number, number, number],
/** The index of its class. */
class: number,
/** `[units]`. */
units: Array<PerceptronUnitExample>, };

/** Mistakes of each pass. */
export type PerceptronMistakes = {
/** The pass, counted from 1, that `counts` begins with. */
first: number,
/** Of each complete pass how many examples were mistaken when their turn came, of the last 1000 passes. */
counts: Array<number>,
/** Of the present pass so far. */
now: number, };

/** What becomes of the units. */
export type PerceptronOutcome = { "status": "converged",
/** Examples learnt at its end. */
step: number,
/** Its number, counted from 1. */
pass: number, } | { "status": "cycle",
/** Examples learnt when they come back for the first time. */
step: number,
/** The pass. */
first: number,
/** Passes from one time to the next. */
period: number, };

/** A point as the units see it now. */
export type PerceptronPoint = {
/** x1. */
x: number,
/** x2. */
y: number,
/** The index of its class. */
class: number,
/** y of each unit: `[units]`. */
targets: Array<number>,
/** ŷ of each unit: `[units]`. */
outputs: Array<number>,
/** The class whose unit alone says yes; null where there is none. */
winner: number | null,
/** Whether every unit is correct. */
right: boolean, };

/** Where a class wins. */
export type PerceptronRegion = {
/** The index of the class. */
class: number,
/** The corners of a convex polygon in the window, counter-clockwise; empty where the class wins nowhere. */
polygon: Array<[number, number]>, };

/** How an example changes a weight. */
export type PerceptronRule = "perceptron" | "hebb";

/** The output of the lab. Two classes have one unit, more classes a unit each. */
export type PerceptronShown = {
/** The picture: `[[left, right], [bottom, top]]`. */
window: [[number, number], [number, number]],
/** How many classes the points can have. */
classes: number,
/** Whether there is a w0. */
bias: boolean,
/** How an example changes a weight. */
rule: PerceptronRule,
/** The learning rate η. */
eta: number,
/** The function that makes ŷ of z. */
step_function: PerceptronStepFunction,
/** The targets for "no" and "yes". */
coding: [number, number],
/** All points, in the order in which they are learnt. */
points: Array<PerceptronPoint>,
/** The indexes of the points that the window does not show. */
outside: Array<number>,
/** Examples learnt: fewer than requested, where it has converged before. */
step: number,
/** Complete passes. */
pass: number,
/** Examples learnt of the present pass. */
in_pass: number,
/** Examples so far that a unit was wrong about. */
updates: number,
/** How many mistakes there were in each pass. */
mistakes: PerceptronMistakes,
/** How many points are classified wrongly by the weights as they are. */
wrong: number,
/** Its status. */
status: PerceptronStatus,
/** What becomes of it within 100 000 steps; null where nothing does, and as long as that is not known. */
ending: PerceptronOutcome | null,
/** Whether it is known what becomes of it. */
foreseen: boolean,
/** The weights, as Keras lays them out: `[inputs + 1, units]`. */
weights: [Array<number>, Array<number>, Array<number>],
/** `[units]`. */
units: Array<PerceptronUnit>,
/** Where each class wins: `[classes]`. */
regions: Array<PerceptronRegion>,
/** The example in turn, and what learning it will do. */
example: PerceptronExample,
/** Both step functions, side by side. */
step_functions: Array<PerceptronStepFunctionShown>, };

/** What has become of the units. */
export type PerceptronStatus = "running" | "converged" | "cycle";

/** The function that makes an answer of a unit's sum. */
export type PerceptronStepFunction = "heaviside" | "sign";

/** A step function, and what it makes of z of each unit for the example in turn. */
export type PerceptronStepFunctionShown = {
/** Its name in the settings. */
name: PerceptronStepFunction,
/** The targets that it wants for "no" and "yes". */
coding: [number, number],
/** Its value for z < 0 … */
below: number,
/** … for z = 0 … */
at_zero: number,
/** … and for z > 0. */
above: number,
/** ŷ of each unit: `[units]`. */
outputs: Array<number>,
/** y of each unit: `[units]`. */
targets: Array<number>, };

/** A unit and its line. */
export type PerceptronUnit = {
/** w0, w1, w2. */
weights: [number, number, number],
/** The ends of w0 + w1 x + w2 y = 0 in the window; null where it does not pass through. */
line: [[number, number], [number, number]] | null,
/** (w1, w2) made one long; null where both are 0. */
normal: [number, number] | null,
/** The point of the line that is nearest to the middle of the window; null where the window does not show it. */
foot: [number, number] | null,
/** The length of (w1, w2). */
length: number, };

/** What a unit says of the example in turn, and what it learns from it. */
export type PerceptronUnitExample = {
/** w x of each input. */
terms: [number, number, number],
/** Their sum. */
z: number,
/** ŷ. */
output: number,
/** y. */
target: number,
/** y − ŷ. */
error: number,
/** Δw of each input. */
changes: [PerceptronChange, PerceptronChange, PerceptronChange],
/** w0, w1, w2 before it is learnt … */
before: [number, number, number],
/** … and after. */
after: [number, number, number], };

/** The progress of a run. */
export type Progress = {
/** The step that it has reached. */
step: number,
/** The step of the settings. */
target: number,
/** Whether nothing is left to do: it is there, or it has ended before, and all that is told of later steps is known. */
done: boolean, };

/** Why not all answers are right. */
export type XorDiagnosis = {
/** What holds, the most telling first. */
reasons: Array<XorWhy>,
/** The two points with different targets that are nearest to each other in the hidden plane. */
pair: [number, number],
/** How far apart they are there. */
distance: number,
/** The largest derivative of a hidden unit where an answer is wrong. */
slope: number,
/** The angle between the hidden lines, 0 to 90 degrees; null where one of them is none. */
angle: number | null, };

/** A unit: the line by which it cuts its plane, and what it computes. */
export type XorLine = {
/** w₀, w₁, w₂. */
weights: [number, number, number],
/** What it computes of x₁ and x₂: `or`, `nand`, … */
gate: string,
/** Where z = 0, by its ends at the edges of the window; null where that is not seen. */
border: [[number, number], [number, number]] | null,
/** Where z ≥ 0, as a polygon. */
half: Array<[number, number]>, };

/** One of the four examples. */
export type XorPoint = {
/** x₁ and x₂. */
x: [number, number],
/** x₁ XOR x₂. */
target: number,
/** The weighted sums of the hidden units. */
z: [number, number],
/** Their outputs: where the point is in the hidden plane. */
h: [number, number],
/** Their derivatives. */
slopes: [number, number],
/** The weighted sum of the output. */
sum: number,
/** ŷ. */
output: number,
/** The answer: 1 if ŷ ≥ ½. */
answer: number,
/** Whether that is the target. */
right: boolean,
/** Its binary cross-entropy, of what is learnt. */
loss: number | null, };

/** The output of the lab. */
export type XorShown = {
/** `hand` or `learnt`. */
way: string,
/** The activation of the hidden units. */
hidden_activation: string,
/** How it stands. */
status: XorStatus,
/** Steps made. */
step: number,
/** As Keras lists them, `[w11, w12, w21, w22, b1, b2, v1, v2, c]`, where w12 is from x₁ to h₂. */
weights: [number, number, number, number, number, number, number, number, number],
/** The hidden units. */
hidden: Array<XorLine>,
/** The output. */
output: XorLine,
/** 00, 01, 10 and 11. */
points: Array<XorPoint>,
/** Points at the same place of the hidden plane, by their indices. */
together: Array<Array<number>>,
/** The picture of the inputs, `[[left, right], [bottom, top]]`. */
window: [[number, number], [number, number]],
/** The picture of the hidden units. */
hidden_window: [[number, number], [number, number]],
/** The mean loss, of what is learnt. */
loss: number | null,
/** Its derivatives by the weights, in their order, of what is learnt. */
gradient: [number, number, number, number, number, number, number, number, number] | null,
/** The length of the gradient. */
gradient_length: number | null,
/** Why not all answers are right; null if they are. */
diagnosis: XorDiagnosis | null,
/** Keras's spelling, a line each. */
code: Array<string>, };

/** How it stands. */
export type XorStatus = "solved" | "unsolved" | "plateau" | "stuck";

/** A reason. */
export type XorWhy = "step" | "merged" | "copied" | "output" | "saturated" | "parallel";
