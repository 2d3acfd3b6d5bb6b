import { ask } from "../../api/client";

/** Posts a form and tells, from 0 to 1, how much of it has left, which fetch cannot. */
export function sendForm<T>(url: string, form: FormData, key: string, onSent: (share: number) => void): Promise<T> {
  return ask<T>(new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => { if (event.loaded > 0) onSent(event.loaded / event.total); };
    request.onload = () => resolve({ data: request.response as T, error: request.response as unknown, response: new Response(null, { status: request.status }) });
    request.onerror = reject;
    request.onabort = reject;
    request.send(form);
  }));
}

/** How much of each file has left when `share` of all has: they go one after the other. */
export function sentOfEach(sizes: readonly number[], share: number): number[] {
  let left = share * sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => {
    const sent = Math.min(left, size);
    left -= sent;
    return sent;
  });
}
