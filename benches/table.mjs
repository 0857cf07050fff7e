// What was measured, as Markdown for README.md.
import { CONTENDERS, OURS, PER_LINK } from "./contenders.mjs";
import { OPTIMIZERS, OUTPUTS, PICTURES, TRAINING, arithmetic, bound } from "./workloads.mjs";

const digits = (value, count = 2) =>
  new Intl.NumberFormat("en", { maximumSignificantDigits: count, useGrouping: false }).format(value);

/** 3,400,000 → 3.4 M. */
function short(value) {
  if (value >= 999_500) return `${digits(value / 1e6)} M`;
  return value >= 999.5 ? `${digits(value / 1e3)} k` : digits(value);
}

/** Footnotes: the marks of the contenders that have a note. */
const MARKS = new Map(CONTENDERS.filter(({ note }) => note).map(({ id }, at) => [id, "¹²³⁴"[at]]));
const heading = ({ id, label }) => label + (MARKS.get(id) ?? "");

/** Our rate against the best of some contenders, by name. */
function ratio(measured, contenders) {
  const others = contenders.filter(({ id }) => id !== OURS && measured[id]);
  if (!measured[OURS] || others.length === 0) return "–";
  const best = others.reduce((one, other) => (measured[other.id].best > measured[one.id].best ? other : one));
  const value = `${digits(measured[OURS].best / measured[best.id].best)}×`;
  return contenders.length > 1 ? `${value} (${best.label})` : value;
}

const row = (cells) => `| ${cells.join(" | ")} |`;
const title = ({ name, sizes, batch, side }) =>
  batch ? `${name}: ${sizes.join("-")}, ${batch}` : `${name}: ${side}×${side} of ${sizes.join("-")}`;

/** The machine's ceilings in the units of `bound`: { gflops, tanh }. */
export const units = ({ multiply_add, tanh }) => ({ gflops: multiply_add.best / 1e9, tanh: 1e9 / tanh.best });

/** What an example of training, or a picture, takes at least, in nanoseconds. */
function least(workload, ceilings) {
  const { training, prediction } = arithmetic(workload);
  return workload.batch ? bound(training, ceilings) : workload.side ** 2 * bound(prediction, ceilings);
}

/** The table of one platform. */
export function table({ platform, rates, ceilings, left }) {
  const machine = units(ceilings);
  const of = (property, value) => CONTENDERS.filter((contender) => contender[property] === value);
  const lines = [
    `**${platform}**: ${digits(machine.gflops)} GFLOP/s, ${digits(machine.tanh)} ns for a tanh.`,
    "",
    row([
      "work",
      ...CONTENDERS.map(heading),
      "to per-link",
      "to the best in JS",
      "to the best in wasm",
      "bound",
      "share",
    ]),
    row(["---", ...CONTENDERS.map(() => "---:"), "---:", "---:", "---:", "---:", "---:"]),
  ];
  const cell = (workload, rate) => (workload.batch ? short(rate) : `${digits(1000 / rate)} ms`);
  for (const workload of [...TRAINING, ...OUTPUTS].filter(({ name }) => rates[name])) {
    const measured = rates[workload.name];
    const limit = 1e9 / least(workload, machine);
    lines.push(
      row([
        title(workload),
        ...CONTENDERS.map(({ id }) => (measured[id] ? cell(workload, measured[id].best) : "–")),
        ratio(measured, of("id", PER_LINK)),
        ratio(measured, of("kind", "js")),
        ratio(measured, of("kind", "wasm")),
        cell(workload, limit),
        measured[OURS] ? `${digits((100 * measured[OURS].best) / limit)} %` : "–",
      ]),
    );
  }
  lines.push("", ...optimizers(rates));
  const painted = PICTURES.filter(({ name }) => rates[name]?.[OURS]).map(
    (workload) => `${workload.name} in ${cell(workload, rates[workload.name][OURS].best)}`,
  );
  if (painted.length) lines.push(`With its colours, by \`Experiment.heat_map\`: ${painted.join(", ")}.`, "");
  // How much of the best window's rate the median window has, in the worst workload.
  const calm = (id) =>
    Math.min(
      ...Object.values(rates)
        .map((measured) => measured[id])
        .filter(Boolean)
        .map(({ best: top, median }) => median / top),
    );
  lines.push(
    `Noise: the median window had at least ${digits(100 * calm(OURS))} % of the best one's rate here, ${digits(100 * Math.min(...CONTENDERS.slice(1).map(({ id }) => calm(id))))} % at the peers.`,
  );
  if (left.length) lines.push("", "Left out:", "", ...left.map((sentence) => `- ${sentence}`));
  return lines.join("\n");
}

/** The rows of the optimizers' table: our own rates beside those of plain gradient descent, where they were measured. */
function optimizers(rates) {
  const rate = (name) => (rates[name]?.[OURS] ? short(rates[name][OURS].best) : "–");
  const plain = TRAINING.filter(({ name }) =>
    OPTIMIZERS.some((other) => rates[other.name] && other.name.startsWith(`${name} `)),
  );
  if (plain.length === 0) return [];
  return [
    row(["one example at a time, here", "SGD", "with momentum", "Adam"]),
    row(["---", "---:", "---:", "---:"]),
    ...plain.map((workload) =>
      row([title(workload), ...["", " momentum", " adam"].map((suffix) => rate(workload.name + suffix))]),
    ),
    "",
  ];
}

/** What the marks in the tables mean. */
export const notes = () =>
  CONTENDERS.filter(({ id }) => MARKS.has(id))
    .map(({ id, label, note }) => `${MARKS.get(id)} ${label}: ${note}.`)
    .join("  \n");

/** The page's line. */
export function pageLine({ platform, windows }) {
  const best = windows.reduce((one, other) => (other.examples > one.examples ? other : one));
  const all = windows.map(({ examples, frames }) => `${short(examples)} at ${digits(frames)} frames/s`).join("; ");
  return `**The page**, default network, at full speed while drawing, 1440×900, ${platform}, headless, drawn by software: ${short(best.examples)} examples a second at ${digits(best.frames)} frames a second (windows: ${all}).`;
}
