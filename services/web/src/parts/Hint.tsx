import { Tooltip } from "radix-ui";
import { useState, type ReactElement } from "react";

interface Props {
  readonly text: string;
  readonly children: ReactElement;
  /** The button does something itself: a press is for that, and ends the words, which stand below it. */
  readonly isOfAct?: boolean;
}

/** More words about a button: while the pointer is on it, while it has the focus, and at a tap; Esc takes them away. */
export function Hint({ text, children, isOfAct = false }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Tooltip.Provider delayDuration={200}>
      <Tooltip.Root open={open} onOpenChange={setOpen}>
        {/* A press closes it; where it is for the words alone, a tap is nothing else. */}
        <Tooltip.Trigger asChild onClick={(event) => { if (isOfAct) return; event.preventDefault(); setOpen(true); }}>{children}</Tooltip.Trigger>
        <Tooltip.Portal><Tooltip.Content className="hint-box" side={isOfAct ? "bottom" : "top"} sideOffset={6} collisionPadding={8}>{text}</Tooltip.Content></Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
