// The settings of the network lab as the core's Experiment takes them, and back.
import { SCHEMA } from "./schema.js";

/**
 * The hyperparameters of the chosen optimizer, each with its value: [{ name, default, value }]. What any optimizer may
 * have, and need not, is among them where it is set.
 */
export function hyperparameters(settings, catalog) {
  const own = catalog.optimizers.find(({ name }) => name === settings.optimizer).hyperparameters;
  const isSet = (name) => (settings[name] ?? null) !== null && !own.some((entry) => entry.name === name);
  const options = catalog.optimizer_options.filter(isSet).map((name) => ({ name, default: null }));
  return [...own, ...options].map((entry) => ({ ...entry, value: settings[entry.name] ?? entry.default }));
}

/** The settings as the core's Experiment takes them. */
export function toExperiment(settings, catalog) {
  const optimizer = { name: settings.optimizer };
  for (const { name, value } of hyperparameters(settings, catalog)) optimizer[name] = value;
  const { dataset, samples, noise, train_share, features, layers, activation, batch_size, l1, l2, seed } = settings;
  return {
    dataset,
    samples,
    noise,
    train_share,
    features,
    layers,
    activation,
    optimizer,
    l1,
    l2,
    seed,
    ...(settings.loss ? { loss: settings.loss } : {}),
    ...(dataset === "custom" ? { points: settings.points } : {}),
    batch_size: batch_size === "all" ? Number.MAX_SAFE_INTEGER : batch_size,
  };
}

/** The settings of `{ optimizer, batch_size, l1, l2 }`, which may change during training, as the core says them. */
export function fromTraining({ optimizer, batch_size, l1, l2 }, catalog) {
  const { hyperparameters: own } = catalog.optimizers.find(({ name }) => name === optimizer.name);
  const all = [...new Set(catalog.optimizers.flatMap((its) => its.hyperparameters.map(({ name }) => name)))];
  const settings = {
    optimizer: optimizer.name,
    batch_size: batch_size > SCHEMA.batch_size.max ? "all" : batch_size,
    l1,
    l2,
  };
  for (const name of [...all, ...catalog.optimizer_options]) {
    const usual = own.find((entry) => entry.name === name)?.default;
    const value = optimizer[name] ?? null;
    settings[name] = value === usual && name !== "learning_rate" ? null : value;
  }
  return settings;
}
