import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** A screenshot into the folder SHOTS, where that is set. */
export async function shot(page, name, fullPage = false) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage });
}
