// The keys that play, step and reset a lab.

/** Elements that use keys themselves. */
const FIELDS = ["input", "select", "textarea"];

/** Does with a lab what a key says. */
export function handleKey(event, lab) {
  if (!lab || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.composedPath()[0];
  const name = target instanceof Element ? target.localName : "";
  if (FIELDS.includes(name) || target.isContentEditable) return;
  // A button in focus keeps the space bar: that is how it is pressed without a mouse.
  if (event.key === " " && ["button", "summary", "a"].includes(name)) return;
  const action = {
    " ": () => lab.toggle(),
    r: () => lab.reset(),
    ArrowLeft: lab.back && (() => lab.back()),
    ArrowRight: () => (event.shiftKey ? lab.epoch() : lab.step()),
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
