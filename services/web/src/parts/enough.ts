import type { Model } from "../api/types";

/** Held-back boxes, or sorted images, from which on a share of them says something. */
const FewestObjects = 10;
/** Held-back images from which on a figure over them tells one model from another. */
const FewestImages = 30;

/** Whether what was measured of a model says anything yet. */
export const isEnough = ({ classes }: NonNullable<Model["report"]>): boolean => classes.reduce((sum, one) => sum + one.objects, 0) >= FewestObjects;

export const tellsApart = (heldBackImages: number): boolean => heldBackImages >= FewestImages;
