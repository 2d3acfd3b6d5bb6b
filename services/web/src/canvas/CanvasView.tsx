import { useEffect, useRef } from "react";
import { CanvasHost } from "./CanvasHost";
import type { Editor } from "./Editor";
import type { ClassLook } from "./paint/Painter";

interface Props {
  readonly editor: Editor;
  readonly src: string;
  readonly fallbackSrc: string;
  readonly label: string;
  readonly looks: (labelId: string) => ClassLook;
  readonly filter?: string;
  readonly onPainted: () => void;
  readonly children?: React.ReactNode;
}

/** The canvas in React's tree: one element that the host takes over; React never renders a gesture. */
export function CanvasView({ editor, src, fallbackSrc, label, looks, filter, onPainted, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const look = useRef(looks);
  look.current = looks;
  const painted = useRef(onPainted);
  painted.current = onPainted;

  useEffect(() => {
    const host = new CanvasHost(root.current!, picture.current!, editor, (id) => look.current(id));
    root.current!.focus({ preventScroll: true });
    return () => host.close();
  }, [editor]);

  useEffect(() => {
    let live = true;
    const element = picture.current!;
    element.src = src;
    void element.decode().catch(() => {
      // TIFF and the like: the server's preview can be shown.
      element.src = fallbackSrc;
      return element.decode();
    }).catch(() => undefined).then(() => live && painted.current());
    return () => { live = false; };
  }, [src, fallbackSrc]);

  return (
    <div ref={root} className="canvas" role="application" aria-label={label} tabIndex={0} data-testid="canvas">
      <img ref={picture} className="canvas-picture" alt="" draggable={false} style={{ filter, width: editor.view.image.width, height: editor.view.image.height }} />
      {children}
    </div>
  );
}
