const Paths = {
  box: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4",
  fix: "M5 3l6 17 2.6-7.4L21 10z",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 15v5h-5M4 4l6 6M20 20l-6-6",
  hide: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  light: "M12 3v2M12 19v2M3 12h2M19 12h2M6 6l1 1M17 17l1 1M6 18l1-1M17 7l1-1M12 8a4 4 0 1 0 0 8z",
  cross: "M12 3v7M12 14v7M3 12h7M14 12h7",
  undo: "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h3",
  theme: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  images: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9h.01",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
  keys: "M3 7h18v10H3zM7 10.5h.01M11 10.5h.01M15 10.5h.01M8 14h8",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  list: "M4 6h.01M8 6h12M4 12h.01M8 12h12M4 18h.01M8 18h12",
  check: "M5 12l5 5 9-10",
} as const;

export type IconName = keyof typeof Paths;

/** Line drawings of our own, decorative: the button around them carries the name. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="none" stroke="currentColor" strokeWidth={1.8} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={Paths[name]} />
    </svg>
  );
}
