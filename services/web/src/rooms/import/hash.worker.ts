/** Sums files beside the page, so that it stays quick. */
onmessage = async ({ data }: MessageEvent<{ id: number; file: File }>) => {
  let sum: string | null = null;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await data.file.arrayBuffer());
    sum = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    // A file that cannot be read tells so when it is sent.
  }
  postMessage({ id: data.id, sum });
};
