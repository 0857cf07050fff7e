// What edits the drawing, loaded when something is pressed that can be edited.
import { Editor } from "./editor.js";
import { LayerEditor } from "./layer-editor.js";
import { Popup } from "./popup.js";

/** @param {HTMLElement} room In which it is. @param {import("./layer-editor.js").Desk} desk */
export function editing(room, desk) {
  const popup = new Popup(room);
  return { popup, number: new Editor(popup), layer: new LayerEditor(popup, desk) };
}
