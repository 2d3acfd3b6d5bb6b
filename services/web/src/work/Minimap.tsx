import { useSyncExternalStore } from "react";
import type { Editor } from "../canvas/Editor";
import { clamp, image as at, view } from "../canvas/space/points";

const Width = 150;

/** Where one is in the picture, while zoomed in; a press goes there. */
export function Minimap({ editor, src }: { readonly editor: Editor; readonly src: string }) {
  useSyncExternalStore(editor.subscribe, editor.snapshot);
  const { image, size } = editor.view;
  const scale = Width / image.width;
  const from = editor.view.toImage(view(0, 0));
  const to = editor.view.toImage(view(size.width, size.height));
  const [left, top] = [clamp(from.x, 0, image.width), clamp(from.y, 0, image.height)];
  const go = (event: React.PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const seen = editor.view.toView(at((event.clientX - box.left) / scale, (event.clientY - box.top) / scale));
    editor.look(editor.view.panned(size.width / 2 - seen.x, size.height / 2 - seen.y));
  };
  return (
    <div className="minimap" style={{ width: Width, height: image.height * scale }} aria-hidden="true" onPointerDown={go} onPointerMove={go}>
      <img src={src} alt="" draggable={false} />
      <span style={{ left: left * scale, top: top * scale, width: (clamp(to.x, 0, image.width) - left) * scale, height: (clamp(to.y, 0, image.height) - top) * scale }} />
    </div>
  );
}
