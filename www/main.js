// The standalone page: the element fills the window, and the address's hash holds its settings.
import "./element.js";
import { fromHash } from "./settings.js";

const element = document.querySelector("nn-playground");
element.standalone = true;
element.settings = fromHash(location.hash);

element.addEventListener("change", () => {
  // Refused where the page is framed without rights of its own; the link button still works there.
  try {
    history.replaceState(null, "", element.hash);
  } catch {}
});

addEventListener("hashchange", () => {
  element.settings = fromHash(location.hash);
});

// On its own page the playground takes the keys wherever the focus is.
document.addEventListener("keydown", (event) => {
  if (!element.contains(event.target)) element.handleKey(event);
});
