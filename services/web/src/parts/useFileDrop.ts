import { useEffect, useRef, useState } from "react";
import { droppedFiles } from "../rooms/import/droppedFiles";

/** While mounted, files may be dropped anywhere in the window, unless null; true while they hang over it. What something nearer has taken is left alone. */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    // A picture of the page that is dragged about counts as a file, too.
    let isOwn = false;
    const isTaken = (event: DragEvent) => event.defaultPrevented || isOwn || take.current === null || !event.dataTransfer?.types.includes("Files");
    const hear: Partial<Record<keyof WindowEventMap, (event: never) => void>> = {
      dragstart: () => { isOwn = true; },
      dragend: () => { isOwn = false; },
      dragover: (event: DragEvent) => {
        if (isTaken(event)) return setOver(false);
        event.preventDefault();
        setOver(true);
      },
      dragleave: (event: DragEvent) => { if (event.relatedTarget === null) setOver(false); },
      drop: (event: DragEvent) => {
        setOver(false);
        if (isTaken(event)) return;
        event.preventDefault();
        void droppedFiles(event.dataTransfer!).then((files) => { if (files.length > 0) take.current?.(files); });
      },
    };
    for (const [name, heard] of Object.entries(hear)) addEventListener(name, heard as EventListener);
    return () => { for (const [name, heard] of Object.entries(hear)) removeEventListener(name, heard as EventListener); };
  }, []);
  return isOver;
}
