/** A promise that is settled from outside. */
export class Readiness {
  isSettled = false;
  #resolve = () => {};
  #reject = (/** @type {unknown} */ _error) => {};
  /** @type {Promise<void>} */
  promise = new Promise((resolve, reject) => {
    [this.#resolve, this.#reject] = [resolve, reject];
  });

  constructor() {
    this.promise.catch(() => {}); // those who await it get the error; nobody has to await it
  }

  resolve() {
    this.isSettled = true;
    this.#resolve();
  }

  /** @param {unknown} error */
  reject(error) {
    this.isSettled = true;
    this.#reject(error);
  }
}
