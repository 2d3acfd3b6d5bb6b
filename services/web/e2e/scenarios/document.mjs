// What the API says of itself is what the studio was built on: one file in the repository, so that one process and the services behind the gateway say the same.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

export const title = "The API's document is the one in api/openapi.json";

export async function run({ url }) {
  const kept = JSON.parse(await readFile(new URL("../../api/openapi.json", import.meta.url), "utf8"));
  const said = await (await fetch(`${url}/openapi/v1.json`)).json();
  for (const part of [...new Set([...Object.keys(kept), ...Object.keys(said)])].filter((part) => !["servers", "paths", "components"].includes(part))) {
    assert.deepEqual(sorted(said[part]), sorted(kept[part]), part);
  }

  same("paths", said.paths, kept.paths);
  same("schemas", said.components.schemas, kept.components.schemas);
}

/** By name, so that a failure says which call or schema it is. */
function same(what, said, kept) {
  assert.deepEqual(Object.keys(said).sort(), Object.keys(kept).sort(), `${what}: npm run update-api`);
  for (const name of Object.keys(kept)) assert.deepEqual(said[name], kept[name], `${what} ${name}: npm run update-api`);
}

/** Tags come in the order in which services are put together. */
function sorted(part) {
  return Array.isArray(part) ? [...part].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) : part;
}
