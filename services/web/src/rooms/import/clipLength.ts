/** Seconds of a film clip as the browser reads them; null for a kind of clip that it does not know. */
export function clipLength(file: File): Promise<number | null> {
  return new Promise((resolve) => {
    const video = document.createElement("video");
    const address = URL.createObjectURL(file);
    const end = (seconds: number | null) => { URL.revokeObjectURL(address); resolve(seconds); };
    video.preload = "metadata";
    video.onloadedmetadata = () => end(Number.isFinite(video.duration) ? video.duration : null);
    video.onerror = () => end(null);
    video.src = address;
  });
}
