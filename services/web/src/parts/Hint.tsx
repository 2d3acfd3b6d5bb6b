import { Tooltip } from "radix-ui";
import { useState, type ReactElement } from "react";

/** More words about a button: while the pointer is on it, while it has the focus, and at a tap; Esc takes them away. */
export function Hint({ text, children }: { readonly text: string; readonly children: ReactElement }) {
  const [open, setOpen] = useState(false);
  return (
    <Tooltip.Provider delayDuration={200}>
      <Tooltip.Root open={open} onOpenChange={setOpen}>
        {/* A press would close it, and a tap is nothing else. */}
        <Tooltip.Trigger asChild onClick={(event) => { event.preventDefault(); setOpen(true); }}>{children}</Tooltip.Trigger>
        <Tooltip.Portal><Tooltip.Content className="hint-box" sideOffset={6} collisionPadding={8}>{text}</Tooltip.Content></Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
