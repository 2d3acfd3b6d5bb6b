import { existsSync, readFileSync } from "node:fs";

const NO_TEST_FOUND = 8; // exit status of the testing platform

/**
 * One test project's outcome from its CTRF report and exit status; `path` has no extension.
 * A project that ended badly without naming a failed test (it crashed, hung, or a fixture failed) counts as one failure.
 */
export function read(path) {
  const status = Number(readFileSync(`${path}.status`, "utf8"));
  const results = existsSync(`${path}.json`) ? JSON.parse(readFileSync(`${path}.json`, "utf8")).results : null;
  const tests = results?.tests ?? [];
  const of = (...states) => tests.filter((test) => states.includes(test.status));
  const failed = of("failed", "other");
  const broken = failed.length === 0 && (results === null ? status !== NO_TEST_FOUND : status !== 0 && status !== NO_TEST_FOUND);
  return { status, failed, broken, passed: of("passed").length, skipped: of("skipped", "pending"), failures: failed.length + (broken ? 1 : 0) };
}
