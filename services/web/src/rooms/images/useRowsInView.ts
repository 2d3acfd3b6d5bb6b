import { useEffect, useState, type RefObject } from "react";
import { rowsInView, type Rows } from "./rowsInView";

/** Which rows of a grid of equal tiles the window shows now; follows scrolling and the width. */
export function useRowsInView(host: RefObject<HTMLElement | null>, items: number): Rows {
  const [rows, setRows] = useState<Rows>(() => rowsInView({ items, width: 1024, above: 0, window: 800 }));
  useEffect(() => {
    const measure = () => {
      const rect = host.current?.getBoundingClientRect();
      if (!rect) return;
      const next = rowsInView({ items, width: rect.width, above: -rect.top, window: innerHeight });
      setRows((now) => (Object.entries(next).every(([name, value]) => now[name as keyof Rows] === value) ? now : next));
    };
    measure();
    addEventListener("scroll", measure, { passive: true, capture: true });
    addEventListener("resize", measure);
    return () => {
      removeEventListener("scroll", measure, { capture: true });
      removeEventListener("resize", measure);
    };
  }, [host, items]);
  return rows;
}
