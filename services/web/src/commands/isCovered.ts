/** A dialog or a menu lies over the room: keys are its own, wherever the focus is. */
export const isCovered = (): boolean => document.querySelector("[role=dialog], [role=menu]") !== null;
