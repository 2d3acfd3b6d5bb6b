import { useSyncExternalStore } from "react";

/** How a box is drawn by clicks: two opposite corners on empty ground, two corners anywhere, or the four outermost points of the thing. */
export type Clicks = "corners" | "cornersOnly" | "points";

/** What one person set for themselves, kept in this browser and with their account; nothing of it changes what is saved. */
export interface Preferences {
  /** Command id to its keys, where they differ from the built-in ones. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Commands of a single letter act by key; off for those who speak or whose fingers stray (WCAG 2.1.4). */
  readonly letters: boolean;
  readonly technical: boolean;
  readonly clicks: Clicks;
  /** The tools stand at the right, the boxes at the left. */
  readonly leftHanded: boolean;
}

const Place = "preferences";
const Usual: Preferences = { keys: {}, letters: true, technical: false, clicks: "corners", leftHanded: false };
const listeners = new Set<() => void>();
let now = read();
let onPrefer: (preferences: Preferences) => void = () => undefined;

export const preferences = (): Preferences => now;

export function prefer(change: Partial<Preferences>): void {
  adopt({ ...now, ...change });
  onPrefer(now);
}

/** As the account has them: set in another browser, perhaps. */
export function adopt(known: Partial<Preferences>): void {
  now = { ...Usual, ...known };
  localStorage.setItem(Place, JSON.stringify(now));
  showPreferences();
  listeners.forEach((listener) => listener());
}

/** Told of what a person has just set here. */
export function hearPreferences(hear: (preferences: Preferences) => void): () => void {
  onPrefer = hear;
  return () => { onPrefer = () => undefined; };
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  try {
    return { ...Usual, ...(JSON.parse(localStorage.getItem(Place) ?? "{}") as Partial<Preferences>) };
  } catch {
    return Usual;
  }
}

/** Style sheets read these. */
export function showPreferences(): void {
  document.documentElement.dataset.terms = now.technical ? "technical" : "plain";
  document.documentElement.dataset.hand = now.leftHanded ? "left" : "right";
}
