import { useSyncExternalStore } from "react";
import type { DoubtfulLabel } from "../api/types";
import type { Editor } from "../canvas/Editor";

const Around = 6;

/** Where the model doubts the labels, around whatever is drawn there. */
export function DoubtMarks({ editor, doubts }: { readonly editor: Editor; readonly doubts: readonly DoubtfulLabel[] }) {
  useSyncExternalStore(editor.subscribe, editor.snapshot);
  return doubts.map((one) => {
    const { x, y, width, height } = editor.view.rectToView(one.box);
    return <div key={one.id} className="doubt-mark" aria-hidden="true" style={{ left: x - Around, top: y - Around, width: width + 2 * Around, height: height + 2 * Around }} />;
  });
}
