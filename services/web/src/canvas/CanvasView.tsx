import { useEffect, useRef } from "react";
import { CanvasHost } from "./CanvasHost";
import type { Editor } from "./Editor";
import type { ClassLook } from "./paint/Tags";
import type { ViewPoint } from "./space/points";

interface Props {
  readonly editor: Editor;
  /** Decoded beforehand, when there was time. */
  readonly picture: HTMLImageElement;
  readonly decoded: Promise<void>;
  readonly label: string;
  readonly looks: (labelId: string) => ClassLook;
  readonly filter?: string;
  readonly onPainted: () => void;
  readonly onMenu: (at: ViewPoint) => void;
  readonly children?: React.ReactNode;
}

/**
 * The canvas in React's tree: one element that the host takes over; React never renders a gesture. What lies over it is beside it in the tree: its
 * pointers and keys are its own.
 */
export function CanvasView({ editor, picture, decoded, label, looks, filter, onPainted, onMenu, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const now = useRef({ looks, onPainted, onMenu });
  now.current = { looks, onPainted, onMenu };

  useEffect(() => {
    root.current!.prepend(picture);
    const host = new CanvasHost(root.current!, picture, editor, (id) => now.current.looks(id));
    host.onMenu = (at) => now.current.onMenu(at);
    // Whoever chooses by keys which images come stays at it.
    if (!document.activeElement?.matches("[data-keeps-focus] :focus-visible")) root.current!.focus({ preventScroll: true });
    return () => {
      host.close();
      picture.remove();
    };
  }, [editor, picture]);

  useEffect(() => {
    let live = true;
    // Two frames later picture and boxes are on the screen.
    void decoded.then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
      if (live) now.current.onPainted();
    })));
    return () => { live = false; };
  }, [decoded]);

  useEffect(() => { picture.style.filter = filter ?? ""; }, [picture, filter]);

  return (
    <div className="canvas-area">
      <div ref={root} className="canvas" role="application" aria-label={label} tabIndex={0} data-testid="canvas" />
      {children}
    </div>
  );
}
