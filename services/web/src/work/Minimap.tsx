import { useEffect, useRef } from "react";
import type { Editor } from "../canvas/Editor";
import { clamp, image as at, view } from "../canvas/space/points";

const Width = 150;

/**
 * Where one is in the picture, while zoomed in; a press goes there. The frame is painted outside React on a canvas of its own: an element that moved
 * would have the page laid out and its layers made anew with every frame of a pan.
 */
export function Minimap({ editor, src }: { readonly editor: Editor; readonly src: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image } = editor.view;
  const scale = Width / image.width;
  const height = Math.round(image.height * scale);
  useEffect(() => {
    let frame = 0;
    const paint = () => {
      frame = 0;
      paintFrame(canvas.current!, editor, scale);
    };
    paint();
    const unsubscribe = editor.subscribe(() => { if (frame === 0) frame = requestAnimationFrame(paint); });
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [editor, scale]);

  const go = (event: React.PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return;
    const { size } = editor.view;
    const box = event.currentTarget.getBoundingClientRect();
    const seen = editor.view.toView(at((event.clientX - box.left) / scale, (event.clientY - box.top) / scale));
    editor.look(editor.view.panned(size.width / 2 - seen.x, size.height / 2 - seen.y));
  };
  const ratio = window.devicePixelRatio;
  return (
    <div className="minimap" style={{ width: Width, height }} aria-hidden="true" onPointerDown={go} onPointerMove={go}>
      <img src={src} alt="" draggable={false} />
      <canvas ref={canvas} width={Math.round(Width * ratio)} height={Math.round(height * ratio)} />
    </div>
  );
}

/** What is seen now, as a white frame with a dark rim. */
function paintFrame(canvas: HTMLCanvasElement, editor: Editor, scale: number): void {
  const { image, size } = editor.view;
  const from = editor.view.toImage(view(0, 0));
  const to = editor.view.toImage(view(size.width, size.height));
  const [left, top] = [clamp(from.x, 0, image.width) * scale, clamp(from.y, 0, image.height) * scale];
  const [right, bottom] = [clamp(to.x, 0, image.width) * scale, clamp(to.y, 0, image.height) * scale];
  const c = canvas.getContext("2d")!;
  const ratio = canvas.width / Width;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, Width, canvas.height / ratio);
  for (const [style, line] of [["#000", 4], ["#fff", 2]] as const) {
    c.strokeStyle = style;
    c.lineWidth = line;
    c.strokeRect(left + 1, top + 1, Math.max(right - left - 2, 1), Math.max(bottom - top - 2, 1));
  }
}
