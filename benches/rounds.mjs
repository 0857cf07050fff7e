// Measures all contenders side by side: in turn, round after round, so that whatever else the machine does meets all alike.
import { CONTENDERS, OURS } from "./contenders.mjs";
import { ALL, OWN } from "./workloads.mjs";

/** Milliseconds, and how often. A window ends with the call during which it runs out. */
export const THOROUGH = { warmUp: 2000, window: 200, rounds: 7 };
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
 * Measures the workloads whose names `isWanted` takes, on a platform of hosts.mjs: { platform, rates: { workload: { contender: { best, median } } },
 * ceilings: { multiply_add, tanh }, left: [sentence] }, all in amounts a second.
 */
export async function measure(platform, { warmUp, window, rounds }, isWanted, say) {
  const left = [];
  const hosts = new Map();
  for (const contender of [...CONTENDERS, CEILINGS]) {
    try {
      const ask = await platform.open(contender);
      await ask("prepare");
      hosts.set(contender.id, ask);
    } catch (error) {
      if (contender === CEILINGS) throw error;
      left.push(`${contender.label}: ${error.message}`);
    }
  }
  const ceilings = { multiply_add: [], tanh: [] };
  const rates = {};
  for (const workload of ALL.filter(({ name }) => isWanted(name))) {
    say(`${platform.name}: ${workload.name}`);
    const windows = new Map();
    const leave = ({ id, label }, { message }) => {
      windows.delete(id);
      left.push(`${label}, ${workload.name}: ${message}`);
      say(`  ${label}: left out, ${message}`);
    };
    const wanted = CONTENDERS.filter(({ id }) => hosts.has(id) && (id === OURS || !OWN.includes(workload)));
    for (const contender of wanted) {
      const { id, label } = contender;
      try {
        const { error } = await hosts.get(id)("check", workload.name);
        if (error !== undefined)
          say(`  ${label}: ${error === 0 ? "exactly" : `within ${error.toExponential(1)} of`} the reference`);
        await hosts.get(id)("time", workload.name, warmUp);
        windows.set(id, []);
      } catch (error) {
        leave(contender, error);
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const contender of wanted.filter(({ id }) => windows.has(id))) {
        try {
          windows.get(contender.id).push(await hosts.get(contender.id)("time", workload.name, window));
        } catch (error) {
          leave(contender, error);
        }
      }
      for (const [name, list] of Object.entries(ceilings))
        list.push(await hosts.get(CEILINGS.id)("time", name, window / 4));
    }
    rates[workload.name] = Object.fromEntries([...windows].map(([id, list]) => [id, summary(list)]));
  }
  return {
    platform: platform.name,
    rates,
    ceilings: Object.fromEntries(Object.entries(ceilings).map(([name, list]) => [name, summary(list)])),
    left,
  };
}
