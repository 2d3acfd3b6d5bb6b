import type { Box } from "../canvas/change/Box";
import type { Editor } from "../canvas/Editor";
import { clamp } from "../canvas/space/points";
import { LeastSide, rounded } from "../canvas/space/rects";
import { texts } from "../texts/en";

const Names = ["x", "y", "width", "height"] as const;

/** Place and size by typing: everything the canvas can do is possible here. */
export function BoxFields({ editor, box }: { readonly editor: Editor; readonly box: Box }) {
  const { image } = editor.view;
  const shown = rounded(box);
  const set = (name: (typeof Names)[number], input: HTMLInputElement) => {
    if (Number.isFinite(input.valueAsNumber) && input.valueAsNumber !== shown[name]) change(name, input.valueAsNumber);
    // What was refused or made to fit does not stay in the field.
    input.value = String(rounded(editor.boxes.get(box.id) ?? box)[name]);
  };
  const change = (name: (typeof Names)[number], value: number) => {
    const next = { ...box, [name]: value };
    next.x = clamp(next.x, 0, image.width - LeastSide);
    next.y = clamp(next.y, 0, image.height - LeastSide);
    next.width = clamp(next.width, LeastSide, image.width - next.x);
    next.height = clamp(next.height, LeastSide, image.height - next.y);
    editor.change([next], "field");
  };
  return (
    <div className="fields">{Names.map((name) => (
      <label key={`${box.id} ${name} ${shown[name]}`}>{texts.work.boxField[name]}
        <input type="number" defaultValue={shown[name]} step="any" disabled={editor.readOnly} onBlur={(event) => set(name, event.currentTarget)}
          onKeyDown={(event) => { if (event.key === "Enter") set(name, event.currentTarget); }} />
      </label>
    ))}</div>
  );
}
