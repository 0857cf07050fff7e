// ceilings.wat as a module's bytes.
import { readFile } from "node:fs/promises";
import wabt from "wabt";

export async function assemble() {
  const name = "ceilings.wat";
  const text = await readFile(new URL(name, import.meta.url), "utf8");
  const { parseWat } = await wabt();
  const parsed = parseWat(name, text, { simd: true });
  try {
    return parsed.toBinary({}).buffer;
  } finally {
    parsed.destroy();
  }
}
