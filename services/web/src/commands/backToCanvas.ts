import type { MouseEvent } from "react";

/** After a click with the pointer beside the canvas the keys are the canvas's again; who works by keys stays where they are. */
export function backToCanvas(event: MouseEvent<HTMLElement>): void {
  const place = event.currentTarget;
  const pressed = (event.target as Element).closest("button, [role=option]");
  const byPointer = event.detail > 0;
  // Dialogs are elsewhere on the page, though inside in React's tree.
  if (byPointer && pressed && place.contains(pressed)) place.querySelector<HTMLElement>("[role=application]")?.focus({ preventScroll: true });
}
