// total.mjs FOLDER: names the skipped tests, then prints the sum over all reports as the last line; exits 1 on a failure.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { read } from "./report.mjs";

const [folder] = process.argv.slice(2);
const reports = readdirSync(folder).filter((name) => name.endsWith(".status")).map((name) => read(join(folder, name.slice(0, -7))));
const skipped = reports.flatMap((report) => report.skipped);
const sum = (of) => reports.reduce((total, report) => total + of(report), 0);
for (const test of skipped) {
  console.log(`skipped ${test.name}: ${(test.message ?? "no reason given").trim()}`);
}
const failed = sum((report) => report.failures);
console.log(`${sum((report) => report.passed)} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed > 0 || reports.length === 0 ? 1 : 0);
