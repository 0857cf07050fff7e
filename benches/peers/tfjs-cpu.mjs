import "@tensorflow/tfjs-backend-cpu";
import { start } from "./tfjs.mjs";

export { make } from "./tfjs.mjs";

export const prepare = () => start("cpu");
