import { sha256 } from "@noble/hashes/sha2.js";

/** Sums files beside the page, so that it stays quick. */
onmessage = async ({ data }: MessageEvent<{ id: number; file: File }>) => {
  let sum: string | null = null;
  try {
    const bytes = await data.file.arrayBuffer();
    // Over plain HTTP from another computer the browser keeps its own to itself.
    const digest = globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : sha256(new Uint8Array(bytes));
    sum = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    // A file that cannot be read tells so when it is sent.
  }
  postMessage({ id: data.id, sum });
};
