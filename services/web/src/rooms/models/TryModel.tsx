import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, ask } from "../../api/client";
import type { Model, Prediction } from "../../api/types";
import { Problem } from "../../parts/Problem";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { Webcam } from "./Webcam";

const t = texts.models;
const LowestScore = 0.05;

/** Drop an image: what would this model say of it? */
export function TryModel({ model }: { readonly model: Model }) {
  const project = useRoomProject();
  const input = useRef<HTMLInputElement>(null);
  /** Picture and boxes change together; while the next is asked about, the last stay. */
  const [seen, setSeen] = useState<{ readonly picture: string; readonly answer: Prediction } | null>(null);
  const [from, setFrom] = useState(0.3);
  const predict = useMutation({
    mutationFn: (file: File) => (file.type !== "" && !file.type.startsWith("image/") ? Promise.reject(new Error(t.noPicture(file.name))) : ask(api.POST("/api/v1/projects/{project}/predict", {
      params: { path: { project: model.projectId }, query: { modelId: model.id, threshold: LowestScore } },
      body: file as never, bodySerializer: (body) => body as never, headers: { "Content-Type": file.type || "application/octet-stream" },
    }))),
  });
  const [webcam, setWebcam] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const answer = await predict.mutateAsync(file).catch(() => null);
    if (!answer) setWebcam(false);
    setSeen((before) => { if (before) URL.revokeObjectURL(before.picture); return answer && { picture: URL.createObjectURL(file), answer }; });
  };
  const answer = seen?.answer;
  const shown = answer?.detections.filter((one) => one.score >= from) ?? [];
  const colourOf = (label: string) => project.labels.find((one) => one.name === label)?.color ?? "#E69F00";
  const unit = answer ? Math.max(answer.width, answer.height) / 100 : 1;
  return (
    <section className="card stack">
      <h3>{t.tryIt}</h3>
      <div className="drop" style={{ padding: 20 }} onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); void take(event.dataTransfer.files[0]); }}>
        <p>{t.tryLine}</p>
        <div className="row wrap">
          <button className="button" onClick={() => input.current!.click()}>{texts.import.files}</button>
          {!webcam && <button className="button" onClick={() => setWebcam(true)}>{texts.webcam.start}</button>}
        </div>
        {webcam && <Webcam onFrame={take} onClose={() => setWebcam(false)} />}
        <input ref={input} type="file" accept="image/*" hidden data-testid="try-file" onChange={(event) => void take(event.target.files?.[0])} />
      </div>
      <Problem error={predict.error} />
      {seen && answer && (
        <>
          <div className="try">
            <img src={seen.picture} alt="" />
            <svg viewBox={`0 0 ${answer.width} ${answer.height}`} role="img" aria-label={t.tryFound(shown.length, answer.milliseconds)}>
              {shown.map((one, i) => one.box && (
                <g key={i}>
                  <rect x={one.box.x} y={one.box.y} width={one.box.width} height={one.box.height} fill="none" stroke="#000" strokeOpacity={0.6} strokeWidth={unit * 0.9} />
                  <rect x={one.box.x} y={one.box.y} width={one.box.width} height={one.box.height} fill="none" stroke={colourOf(one.label)} strokeWidth={unit * 0.5} />
                  <text x={one.box.x + unit} y={one.box.y + unit * 3.4} fontSize={unit * 3} fill="#fff" stroke="#000" strokeWidth={unit * 0.6} paintOrder="stroke" fontWeight={600}>{one.label} {Math.round(one.score * 100)} %</text>
                </g>
              ))}
            </svg>
          </div>
          <label className="row small" style={{ maxWidth: 380 }}><span style={{ whiteSpace: "nowrap" }}>{t.showFrom}</span><input type="range" min={5} max={95} value={from * 100} onChange={(event) => setFrom(Number(event.target.value) / 100)} /><span className="number" style={{ whiteSpace: "nowrap" }}>{Math.round(from * 100)} %</span></label>
          <p className="muted small" role="status">{t.tryFound(shown.length, answer.milliseconds)}{answer.detections.length > shown.length && `, ${t.tryFainter(answer.detections.length - shown.length)}`}{answer.detections[0] && !answer.detections[0].box && `: ${answer.detections[0].label}`}</p>
        </>
      )}
    </section>
  );
}
