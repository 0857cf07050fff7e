// What the tests of the optimizers share.

export const OPEN = "#lab=optimizers&seed=1";
/** The rows of the leaderboard: what is said of each optimizer. */
export const board = (page) =>
  page
    .locator(".race-board tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
/** A line of the numbers of the coming step. */
export const numbers = (page, name) =>
  page
    .locator('[data-key="numbers"] tr')
    .filter({ has: page.locator("th", { hasText: new RegExp(`^${name}$`) }) })
    .locator("td")
    .allTextContents();
