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

/**
 * What may keep a file from being used, in English, for where the texts are not there; else the page says it by `load.PROBLEM`.
 *
 * @type {Record<string, (file: string, status: string) => string>}
 */
const PROBLEMS = {
  unreachable: (file) => `${file} could not be loaded: is there a connection?`,
  status: (file, status) => `${file} could not be loaded: the server answered ${status}`,
  not_json: (file) => `the server sent something else in the place of ${file}`,
  not_wasm: (file) => `the server sent something else in the place of ${file}`,
  no_wasm: () => "this browser has no WebAssembly, or it is switched off",
  no_simd: () => "this browser or processor is too old: it lacks the SIMD instructions of WebAssembly",
};

/** Something could not be loaded. */
export class LoadError extends Error {
  /** @param {keyof PROBLEMS} problem @param {URL} url @param {string} status */
  constructor(problem, url, status = "") {
    const file = url.pathname.split("/").slice(-2).join("/");
    super(PROBLEMS[problem](file, status));
    this.name = "LoadError";
    this.problem = problem;
    this.file = file;
    this.status = status;
  }
}

/** What is at an address; it rejects where there is nothing. @param {URL} url */
export async function fetched(url) {
  const response = await fetch(url).catch(() => {
    throw new LoadError("unreachable", url);
  });
  if (!response.ok) throw new LoadError("status", url, `${response.status} ${response.statusText}`.trim());
  return response;
}

/** What a file of JSON says. @param {URL} url @returns {Promise<any>} */
export async function json(url) {
  const response = await fetched(url);
  return response.json().catch(() => {
    throw new LoadError("not_json", url);
  });
}

/** How often the import of a module has failed, by its address. @type {Map<string, number>} */
const failures = new Map();

/**
 * A module, imported when it is needed. Firefox remembers that an import failed, so the next try has another address.
 *
 * @param {URL} url
 * @param {(address: string) => Promise<any>} load For tests.
 */
export async function imported(url, load = (address) => import(address)) {
  const times = failures.get(url.href) ?? 0;
  try {
    return await load(times ? `${url.href}?again=${times}` : url.href);
  } catch (error) {
    failures.set(url.href, times + 1);
    throw error instanceof TypeError ? new LoadError("unreachable", url) : error;
  }
}
