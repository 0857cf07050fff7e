// Files that are dropped: the browser would leave the page for them.

/**
 * Opens the file that is dropped on a part of the page. Returns what ends that.
 *
 * @param {EventTarget} place
 * @param {{ isWanted: () => boolean, open: (file: File) => unknown }} on `isWanted`: whether a file is taken now.
 */
export function takeFiles(place, { isWanted, open }) {
  const hear = (/** @type {Event} */ event) => {
    const { dataTransfer } = /** @type {DragEvent} */ (event);
    if (!dataTransfer?.types.includes("Files") || !isWanted()) return;
    event.preventDefault();
    const [file] = dataTransfer.files;
    if (event.type === "drop" && file) open(file);
  };
  const types = ["dragover", "drop"];
  for (const type of types) place.addEventListener(type, hear);
  return () => {
    for (const type of types) place.removeEventListener(type, hear);
  };
}
