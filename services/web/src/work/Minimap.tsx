import type { Editor } from "../canvas/Editor";
import { clamp, view } from "../canvas/space/points";

const Width = 150;

/** Where one is in the picture, while zoomed in. */
export function Minimap({ editor, src }: { readonly editor: Editor; readonly src: string }) {
  const { image, size } = editor.view;
  const scale = Width / image.width;
  const from = editor.view.toImage(view(0, 0));
  const to = editor.view.toImage(view(size.width, size.height));
  const [left, top] = [clamp(from.x, 0, image.width), clamp(from.y, 0, image.height)];
  return (
    <div className="minimap" style={{ width: Width, height: image.height * scale }} aria-hidden="true">
      <img src={src} alt="" />
      <span style={{ left: left * scale, top: top * scale, width: (clamp(to.x, 0, image.width) - left) * scale, height: (clamp(to.y, 0, image.height) - top) * scale }} />
    </div>
  );
}
