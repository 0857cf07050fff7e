// What tests of the work by hand share: where its numbers stand.

/** The columns of the board, each as its numbers, and the numbers that stand alone. */
export const columns = (page) =>
  page
    .locator(".board .vector")
    .evaluateAll((vectors) =>
      vectors.map((vector) => [...vector.querySelectorAll("mn")].map((number) => number.textContent)),
    );
export const heading = (page, text) => page.getByRole("heading", { name: text, exact: true }).waitFor();
export const number = (page, id) => page.locator(`.board .live[data-symbol="${id}"]`).first();
export const cell = (page, name) => page.getByRole("textbox", { name, exact: true });
export const type = async (field, text) => {
  await field.fill(text);
  await field.press("Enter");
};
export const minus = (texts) => texts.map((text) => Number(text.replace("−", "-").replace(",", ".")));

/** Of the lecture's five examples: y − out, and what that makes of the loss. */
export const ERROR = ["3.164", "4.643", "4.200", "4.499", "3.018"];
export const SLOPE = ["−6.328", "−9.286", "−8.400", "−8.998", "−6.036"];
