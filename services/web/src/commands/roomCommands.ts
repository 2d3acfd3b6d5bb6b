import type { Command } from "./Command";

export type Shown = "palette" | "keys";

/** What the room on the screen can do now. */
export type Offer = () => { readonly commands: readonly Command<any>[]; readonly room: unknown };

const offers: Offer[] = [];
let show: (what: Shown) => void = () => undefined;

/** A room's commands, for the palette and the sheet that the project's frame shows; until the answer is called. */
export function offerCommands(offer: Offer): () => void {
  offers.push(offer);
  return () => { offers.splice(offers.indexOf(offer), 1); };
}

export const offered = (): ReturnType<Offer> => offers.at(-1)?.() ?? { commands: [], room: null };

export const showCommands = (what: Shown): void => show(what);

export function onShowCommands(hear: (what: Shown) => void): () => void {
  show = hear;
  return () => { show = () => undefined; };
}
