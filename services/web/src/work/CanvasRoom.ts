import type { Label } from "../api/types";
import type { Editor } from "../canvas/Editor";
import type { Command } from "../commands/Command";
import type { Doubt } from "./doubt";
import type { WorkImage } from "./WorkImage";
import type { Purpose } from "./WorkQueue";

/** What a command of Label and Audit can act on. */
export interface CanvasRoom {
  readonly purpose: Purpose;
  readonly work: WorkImage;
  readonly editor: Editor;
  readonly labels: readonly Label[];
  readonly doubt: Doubt;
  /** With this person's keys. */
  readonly commands: readonly Command<CanvasRoom>[];
  /** Right and complete: save, next. */
  accept(): void;
  /** Discard the model's boxes; in Audit the image goes back to labelling. */
  reject(stay: boolean): void;
  next(): void;
  back(): void;
  undo(): void;
  redo(): void;
  copyBefore(): void;
  save(): void;
  openPalette(): void;
  openKeys(): void;
  openClasses(): void;
  openWall(): void;
  toggleLight(): void;
  toggleMinimap(): void;
}
