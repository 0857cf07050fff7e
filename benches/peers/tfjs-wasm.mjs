import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { start } from "./tfjs.mjs";

export { make } from "./tfjs.mjs";

export function prepare({ address }) {
  setWasmPaths(address("benches/node_modules/@tensorflow/tfjs-backend-wasm/dist/"));
  setThreadsCount(1);
  return start("wasm");
}
