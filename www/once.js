// Files that are loaded once per page. A failed load is not remembered: the next request tries again.

const loads = new Map();

/**
 * What `load` promises, asked for once.
 *
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export function once(key, load) {
  let promise = loads.get(key);
  if (!promise) {
    promise = load();
    loads.set(key, promise);
    promise.catch(() => loads.delete(key));
  }
  return promise;
}

/** Whether it is there or on its way. @param {string} key */
export const isAskedFor = (key) => loads.has(key);

/** What is at an address; it rejects where there is nothing. @param {URL} url */
export async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`${url.pathname.split("/").slice(-2).join("/")}: ${response.status} ${response.statusText}`);
  return response;
}
