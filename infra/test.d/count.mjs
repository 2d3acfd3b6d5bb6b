// count.mjs REPORT SECONDS: prints one line for a finished test project, and its failures in full.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { read } from "./report.mjs";

const [path, seconds] = process.argv.slice(2);
const { status, failed, broken, passed, skipped, failures } = read(path);
console.log(`${failures > 0 ? "FAILED" : "ok    "} ${basename(path)}: ${passed} passed, ${failures} failed, ${skipped.length} skipped, ${seconds} s`);
for (const test of failed) {
  console.log(`\n  FAILED ${test.name}\n${indent(test.message ?? "")}\n${indent(test.trace ?? "")}\n`);
}
if (broken) {
  const end = readFileSync(`${path}.log`, "utf8").trimEnd().split("\n").slice(-40).join("\n");
  console.log(`\n  FAILED ${basename(path)} ended with status ${status}; the end of its output:\n${indent(end)}\n`);
}

function indent(text) {
  return text.trimEnd().replace(/^/gm, "    ");
}
