import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { texts } from "../texts/en";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog with a title, closed by Esc, by a click outside and by its button; focus goes back where it was. */
export function Dialog({ open, onClose, title, wide, children }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => { if (!now) onClose(); }}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className={`card dialog${wide ? " wide" : ""}`} aria-describedby={undefined}>
          <div className="spread">
            <Radix.Title asChild><h2>{title}</h2></Radix.Title>
            <Radix.Close className="button quiet small">{texts.common.close}</Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
