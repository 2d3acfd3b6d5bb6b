import { plural } from "./plural";

export const images = {
  boxes: "boxes checked", boxesHint: "Every box was checked on the wall; whether one is missing in the picture, nobody has said yet", state: "State",
  sorts: { "": "newest first", oldest: "oldest first", name: "by name", doubt: "most doubtful first", fewest: "fewest boxes first" } as Record<string, string>,
  title: "Images", all: "all", unlabeled: "not labelled", auto: "suggested", labeled: "checked", unseen: "accepted with a promise", promised: "by promise", unseenHint: "Accepted with others, with a certificate: nobody has looked at these yet", begun: "begun", none: "No image matches", clear: "Clear filters",
  choose: (name: string) => `Choose ${name}`, chosenTitle: "Chosen images", chosen: (n: number) => `${plural(n, "image")} chosen`, chooseHint: "Shift+click chooses all from the last one.", chooseNone: "Choose none",
  deleteAsk: (n: number) => `Delete ${plural(n, "image")}…`, deleteTitle: (n: number) => `Delete ${plural(n, "image")}?`, deleteDo: (n: number) => `Delete ${plural(n, "image")}`, deleted: (n: number) => `${plural(n, "image")} deleted`, deletedOf: (n: number, all: number) => `${n.toLocaleString("en")} of ${all.toLocaleString("en")} deleted`,
  deleteLine: (checked: number, suggested: number, boxes: number) => `${checked + suggested === 0 ? "Nothing is labelled on them." : `${plural(boxes, "box", "boxes")} ${boxes === 1 ? "is" : "are"} lost with them: ${[checked > 0 ? `${checked.toLocaleString("en")} of the images ${checked === 1 ? "is" : "are"} labelled by people or accepted` : "", suggested > 0 ? `${suggested.toLocaleString("en")} ${suggested === 1 ? "has" : "have"} suggestions` : ""].filter(Boolean).join(", ")}.`} This cannot be taken back.`,
  deletePromise: "A promise or certificate that speaks of one of them becomes void.",
};
