// Measures all contenders side by side: in turn, round after round, so that whatever else the machine does meets all alike.
import { CONTENDERS, OURS } from "./contenders.mjs";
import { OUTPUTS, PICTURES, TRAINING } from "./workloads.mjs";

/** Milliseconds, and how often. A window ends with the call during which it runs out. */
export const THOROUGH = { warmUp: 1500, window: 200, rounds: 7 };
export const QUICK = { warmUp: 300, window: 100, rounds: 3 };

const CEILINGS = { id: "ceilings", label: "the machine" };

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Amounts a second of a list of windows: { best, median }. */
const summary = (windows) => {
  const rates = windows.map(({ amount, took }) => (amount / took) * 1000);
  return { best: Math.max(...rates), median: median(rates) };
};

/**
 * Runs everything on a platform of hosts.mjs: { platform, rates: { workload: { contender: { best, median } } },
 * ceilings: { chains, products, tanh }, left: [sentence] }, all in amounts a second.
 */
export async function measure(platform, { warmUp, window, rounds }, say) {
  const left = [];
  const hosts = new Map();
  for (const contender of [...CONTENDERS, CEILINGS]) {
    try {
      const ask = await platform.open(contender);
      await ask("prepare");
      hosts.set(contender.id, ask);
    } catch (error) {
      left.push(`${contender.label}: ${error.message}`);
    }
  }
  const ceilings = { chains: [], products: [], tanh: [] };
  const rates = {};
  for (const workload of [...TRAINING, ...OUTPUTS, ...PICTURES]) {
    say(`${platform.name}: ${workload.name}`);
    const windows = new Map();
    for (const { id, label } of CONTENDERS.filter((contender) => hosts.has(contender.id))) {
      if (PICTURES.includes(workload) && id !== OURS) continue;
      try {
        const { error } = await hosts.get(id)("check", workload.name);
        if (error !== undefined) say(`  ${label}: ${error === 0 ? "exactly" : `within ${error.toExponential(1)} of`} the reference`);
        await hosts.get(id)("time", workload.name, warmUp);
        windows.set(id, []);
      } catch (error) {
        left.push(`${label}, ${workload.name}: ${error.message}`);
        say(`  ${label}: left out, ${error.message}`);
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const [id, list] of windows) list.push(await hosts.get(id)("time", workload.name, window));
      for (const [name, list] of Object.entries(ceilings)) list.push(await hosts.get(CEILINGS.id)("time", name, window / 4));
    }
    rates[workload.name] = Object.fromEntries([...windows].map(([id, list]) => [id, summary(list)]));
  }
  return { platform: platform.name, rates, ceilings: Object.fromEntries(Object.entries(ceilings).map(([name, list]) => [name, summary(list)])), left };
}
