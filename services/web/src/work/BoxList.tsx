import { memo, useRef } from "react";
import type { Box } from "../canvas/change/Box";
import type { ClassLook } from "../canvas/paint/Tags";
import { Icon } from "../parts/Icon";
import { texts } from "../texts/en";
import { deleteTargets } from "./boxActs";
import type { CanvasRoom } from "./CanvasRoom";
import { standing } from "./doubt";

const t = texts.work;

interface Props {
  readonly room: CanvasRoom;
  readonly looks: (labelId: string) => ClassLook;
}

/** The accessible face of the canvas: one Tab stop, arrows select, Delete deletes; in step with the selection on the picture. */
export function BoxList({ room, looks }: Props) {
  const { editor } = room;
  const list = useRef<HTMLUListElement>(null);
  const boxes = editor.boxes.all().filter((box) => !editor.isBelow(box));
  const first = boxes.find((box) => editor.selection.has(box.id)) ?? boxes[0];

  const go = (from: number, by: number, extend: boolean) => {
    const to = boxes[Math.min(Math.max(from + by, 0), boxes.length - 1)];
    if (!to) return;
    editor.select(extend ? [...editor.selection, to.id] : [to.id]);
    list.current?.querySelector<HTMLElement>(`[data-box="${to.id}"]`)?.focus();
  };
  const press = (event: React.KeyboardEvent) => {
    const at = boxes.findIndex((box) => box.id === (event.target as HTMLElement).dataset.box);
    if (event.key === "ArrowDown") go(at, 1, event.shiftKey);
    else if (event.key === "ArrowUp") go(at, -1, event.shiftKey);
    else if (event.key === "Home") go(0, 0, false);
    else if (event.key === "End") go(boxes.length - 1, 0, false);
    else if (event.key === "Delete" && !editor.readOnly) deleteTargets(editor);
    else if (event.key === " " && at >= 0) editor.select([boxes[at]!.id]);
    else return;
    event.preventDefault();
  };
  return (
    <ul ref={list} className="boxes" role="listbox" aria-label={t.boxes} aria-multiselectable onKeyDown={press}>
      {boxes.map((box) => (
        <Row key={box.id} box={box} room={room} color={looks(box.labelId).color} isSelected={editor.selection.has(box.id)} isFirst={box === first}
          isHidden={editor.hidden.has(box.id)} isLocked={editor.locked.has(box.id)} />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly room: CanvasRoom;
  readonly box: Box;
  readonly color: string;
  readonly isSelected: boolean;
  readonly isFirst: boolean;
  readonly isHidden: boolean;
  readonly isLocked: boolean;
}

const Row = memo(function Row({ room, box, color, isSelected, isFirst, isHidden, isLocked }: RowProps) {
  const { editor, labels, doubt } = room;
  const { why } = doubt(box.score);
  return (
    <li className="pick" role="option" data-box={box.id} aria-selected={isSelected} tabIndex={isFirst ? 0 : -1}
      onClick={(event) => editor.select(event.shiftKey ? [...editor.selection, box.id] : [box.id])}>
      <span aria-hidden="true" className={`swatch${box.mark === "suggested" ? " dashed" : ""}`} style={{ background: color, borderColor: box.mark === "suggested" ? color : undefined }} />
      <span aria-hidden="true" className="grow cut" style={{ opacity: isHidden ? 0.5 : 1 }}>{labels.find((label) => label.id === box.labelId)?.name}</span>
      {isHidden && <Icon name="hide" size={14} />}
      {isLocked && <Icon name="lock" size={14} />}
      <span aria-hidden="true" className="muted small" title={box.mark === "suggested" ? why : undefined}>{standing(box, doubt)}</span>
      {box.mark === "suggested" && <span aria-hidden="true" className="muted small number">{Math.round((box.score ?? 0) * 100)} %</span>}
      <span className="visually-hidden">{spoken(box, room)}</span>
    </li>
  );
});

function spoken(box: Box, room: CanvasRoom): string {
  const { image } = room.editor.view;
  const third = (at: number, all: number, words: readonly string[]) => words[Math.min(Math.floor((at / all) * 3), 2)] ?? "";
  const place = t.place(
    third(box.x + box.width / 2, image.width, t.thirds.across), third(box.y + box.height / 2, image.height, t.thirds.down),
    Math.round(box.width), Math.round(box.height));
  const name = room.labels.find((label) => label.id === box.labelId)?.name ?? "";
  return [name, box.mark === "suggested" ? t.suggestion : "", standing(box, room.doubt), place].filter(Boolean).join(", ");
}
