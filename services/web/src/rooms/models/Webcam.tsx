import { useEffect, useRef, useState } from "react";
import { Problem } from "../../parts/Problem";
import { texts } from "../../texts/en";

const t = texts.webcam;

/** Pictures of this computer's camera, one after the other: the next is taken when the last was answered. */
export function Webcam({ onFrame, onClose }: { readonly onFrame: (frame: File) => Promise<unknown>; readonly onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const send = useRef(onFrame);
  send.current = onFrame;
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let live = true;
    let stream: MediaStream | null = null;
    const run = async () => {
      if (!navigator.mediaDevices) throw new Error(t.insecure);
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } } }).catch(() => { throw new Error(t.refused); });
      const shown = video.current;
      if (!live || !shown) return;
      shown.srcObject = stream;
      await shown.play();
      const canvas = document.createElement("canvas");
      while (live) {
        [canvas.width, canvas.height] = [shown.videoWidth, shown.videoHeight];
        canvas.getContext("2d")!.drawImage(shown, 0, 0);
        const frame = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
        if (frame && live) await send.current(new File([frame], "webcam.jpg", { type: "image/jpeg" }));
      }
    };
    void run().catch((failure: Error) => live && setError(failure)).finally(() => stream?.getTracks().forEach((track) => track.stop()));
    return () => { live = false; stream?.getTracks().forEach((track) => track.stop()); };
  }, []);
  return (
    <div className="row wrap">
      <video ref={video} muted playsInline hidden />
      <Problem error={error} />
      {!error && <span className="chip good">{t.on}</span>}
      <button className="button small" onClick={onClose}>{t.stop}</button>
    </div>
  );
}
