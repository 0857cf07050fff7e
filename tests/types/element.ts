// What a page in TypeScript may do with the element, and what it may not: each line that is marked must be an error, or the
// mark itself is one. Only compiled, by the step `tsc`.
import "../../www/element.js";
import type { NnPlaygroundElement, NnPlaygroundState } from "../../www/element.js";

const element = document.createElement("nn-playground");
const found: NnPlaygroundElement | null = document.querySelector("nn-playground");
document.body.append(element, ...document.querySelectorAll("nn-playground"));

export async function train(): Promise<NnPlaygroundState> {
  element.settings = { dataset: "xor", learning_rate: 0.1, layers: [{ units: 4 }], seed: null };
  element.setAttribute("batch-size", "1");
  element.hash = "#dataset=spiral";
  element.standalone = false;
  await element.ready;
  await element.step();
  await element.step(10);
  await element.epoch(2);
  await element.seek(0);
  element.play();
  element.pause();
  const [kernel, ...others] = await element.get_weights();
  await element.set_weights([kernel.map((weight) => weight / 2), ...others]);
  const outputs: Float32Array = await element.predict(new Float32Array([0, 1]));
  console.log(outputs[0], element.state.val_loss?.toFixed(3), found?.hash.length);
  await element.reset();
  return element.state;
}

// As frameworks set them.
element.step = 3;
element.epoch = "7";
element.dataset = "xor";
element.dataset.mine = "a note";

element.addEventListener("ready", (event) => console.log(event.detail === null));
element.addEventListener("change", (event) => console.log(event.detail.dataset, event.currentTarget));
element.addEventListener("progress", ({ detail }) => console.log(detail.step + detail.loss, detail.val_loss ?? "none"));
element.addEventListener("warning", ({ detail }) => console.log(detail.message.length, detail.kind, detail.details?.reason));
element.addEventListener("answer", ({ detail }) => console.log(detail.asked.split("@"), detail.given, detail.right, detail.attempt));
document.addEventListener("nn-answer", ({ detail }) => console.log(detail.asked));
element.addEventListener("error", ({ detail }) => console.log(detail.message.length), { once: true });
element.addEventListener("click", (event) => console.log(event.clientX));
element.addEventListener("my-own", (event) => console.log(event.type));
document.addEventListener("nn-progress", ({ detail }) => console.log(detail.epoch));
document.body.addEventListener("nn-error", ({ detail }) => console.log(detail.message));
addEventListener("nn-change", ({ detail }) => console.log(detail.lab));

function heard(event: CustomEvent<NnPlaygroundState>) {
  console.log(event.detail.running);
}
element.addEventListener("progress", heard);
element.removeEventListener("progress", heard);

// @ts-expect-error: it can only be read
element.state = element.state;
// @ts-expect-error: what is in it, too, may not be there
element.state.val_loss.toFixed(3);
// @ts-expect-error: a number of steps
element.step("many");
// @ts-expect-error: an object
element.settings = "dataset=xor";
// @ts-expect-error: settings are values of any kind
element.settings.dataset.length;
// @ts-expect-error: arrays of 32 bits
element.set_weights([[0.5, 1]]);
// @ts-expect-error: there is no such method
element.train();
// @ts-expect-error: an event of its own, and no `ErrorEvent`
element.addEventListener("error", (event) => console.log(event.lineno));
// @ts-expect-error: `state` has no such field
element.addEventListener("progress", ({ detail }) => console.log(detail.iterations));
// @ts-expect-error: a listener of another event
element.addEventListener("ready", heard);
