import { duration } from "../../parts/times";
import { texts } from "../../texts/en";

/** The model of what an act costs that counts clicks in place of seconds. */
export const countsClicks = (model: string | undefined): boolean => model?.toUpperCase() === "C";

/** What people's acts cost, in the unit that the model counts in. */
export const costOf = (amount: number, model: string | undefined): string => (countsClicks(model) ? texts.effort.clicks(Math.round(amount)) : duration(amount));
