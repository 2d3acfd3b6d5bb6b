// vitest.mjs PATH: turns PATH.vitest.json into the CTRF report PATH.json that the other test projects write; nothing without one.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [path] = process.argv.slice(2);
if (existsSync(`${path}.vitest.json`)) {
  const states = { passed: "passed", failed: "failed", skipped: "skipped", pending: "pending", todo: "skipped" };
  const { testResults } = JSON.parse(readFileSync(`${path}.vitest.json`, "utf8"));
  const tests = testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({
      name: test.fullName, status: states[test.status] ?? "other", duration: Math.round(test.duration ?? 0), message: test.failureMessages?.join("\n") || undefined,
    })));
  writeFileSync(`${path}.json`, JSON.stringify({ results: { tests } }));
}
