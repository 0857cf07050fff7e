// Not a network: what the machine's lanes can do at most, from ceilings.wat. Timed in turn like a contender.

/** What a call works through, and floating-point operations in a round. */
const ROUNDS = 100_000;
const OPERATIONS = 12 * 4 * 2;
/** As ceilings.wat has it. */
const VALUES = 2048;
/** Largest error of its tanh. */
const TOLERANCE = 1e-6;

let lanes;

export async function prepare({ read }) {
  const { instance } = await WebAssembly.instantiate(await read("target/bench/ceilings.wasm"));
  lanes = instance.exports;
  const { buffer } = lanes.memory;
  const [input, output] = [new Float32Array(buffer, 0, VALUES), new Float32Array(buffer, 4 * VALUES, VALUES)];
  input.forEach((_, at) => {
    input[at] = (20 * at) / VALUES - 10;
  });
  lanes.tanh();
  const error = input.reduce((worst, value, at) => Math.max(worst, Math.abs(output[at] - Math.tanh(value))), 0);
  if (!(error <= TOLERANCE)) throw new Error(`the tanh of ceilings.wat is off by ${error}`);
}

const repeated = (times, work) => {
  for (let time = 0; time < times; time++) work();
};

/** What is timed, each with how much a call does: operations, or values of tanh. */
export const TIMED = {
  multiply_add: { call: (times) => repeated(times, () => lanes.multiply_add(ROUNDS)), amount: ROUNDS * OPERATIONS },
  tanh: { call: (times) => repeated(times, () => lanes.tanh()), amount: VALUES },
};
