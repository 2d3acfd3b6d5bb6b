// Takes the API document from a running product: node api/update.mjs [http://localhost:8080]
import { writeFileSync } from "node:fs";

const url = process.argv[2] ?? "http://localhost:8080";
const answer = await fetch(`${url}/openapi/v1.json`);
if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
const document = await answer.json();
delete document.servers;
writeFileSync(new URL("openapi.json", import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
