import type { Certificate, ImageCounts, Job, NextTraining } from "../api/types";
import { clock, duration } from "../parts/times";
import { figuresOf } from "../rooms/promise/figures";
import { texts } from "../texts/en";

/** Fewest labelled images to begin learning with. */
export const FewestImages = 4;
/** Until a person's own pace is known. */
const SecondsPerLook = 2;
const SecondsPerAutoLabel = 0.15;

export interface Situation {
  readonly counts: ImageCounts;
  /** What the server waits for; null: no training starts by itself, or it is not known yet. */
  readonly automatic: Pick<NextTraining, "missingImages" | "isQuick" | "dueAt"> | null;
  readonly training: Pick<Job, "state" | "detail"> | null;
  readonly autolabel: Pick<Job, "state" | "progress" | "request"> | null;
  readonly models: number;
  /** Labelled since the newest model's images were counted. */
  readonly newlyLabelled: number;
  /** The latest promise. */
  readonly promise?: Certificate | null;
}

export interface NextStep {
  readonly kind: "import" | "label" | "train" | "watch" | "autolabel" | "audit" | "promise" | "done";
  readonly line: string;
  readonly action: string;
  readonly room: string;
  readonly progress?: number;
}

/** The one next step, over server counts: what every room's bar says. */
export function whatNext({ counts, automatic, training, autolabel, models, newlyLabelled, promise }: Situation): NextStep {
  const t = texts.next;
  const all = counts.unlabeled + counts.auto + counts.labeled;
  if (all === 0) return { kind: "import", line: t.importLine, action: t.importDo, room: "import" };

  if (promise?.state === "checking") return ofPromise(promise);

  if (training && isOpen(training.state)) {
    const seconds = (training.detail as { secondsLeft?: number | null } | null | undefined)?.secondsLeft;
    return { kind: "watch", line: t.training(typeof seconds === "number" ? clock(seconds) : null), action: t.watchDo, room: "train" };
  }

  if (autolabel && isOpen(autolabel.state)) {
    return isComparing(autolabel)
      ? { kind: "watch", line: t.comparing, action: t.doubtfulDo, room: "doubtful", progress: autolabel.progress }
      : { kind: "watch", line: t.labelling, action: t.auditDo, room: "audit", progress: autolabel.progress };
  }

  const wanted = automatic ? counts.labeled + automatic.missingImages : FewestImages;
  if (models === 0 && counts.labeled < wanted && counts.unlabeled + counts.auto > 0) {
    const missing = Math.min(wanted - counts.labeled, counts.unlabeled + counts.auto);
    // So few images that labelling them all is not enough.
    const isEnough = all >= FewestImages;
    const line = !isEnough ? t.labelAll(missing, FewestImages) : automatic && wanted <= all ? (automatic.isQuick ? t.labelMoreQuick(missing) : t.labelMore(missing)) : t.labelFirst(missing);
    return { kind: "label", line, action: t.labelDo, room: "label", progress: counts.labeled / wanted };
  }

  if (models === 0) return { kind: "train", line: automatic?.missingImages === 0 || automatic?.dueAt ? t.trainSoon(counts.labeled) : t.trainLine(counts.labeled), action: t.train, room: "train" };
  if (counts.auto > 0) {
    return { kind: "audit", line: t.audit(counts.auto, duration(counts.auto * SecondsPerLook)), action: t.auditDo, room: "audit" };
  }
  if (counts.unlabeled > 0) {
    return { kind: "autolabel", line: t.autolabel(counts.unlabeled, duration(counts.unlabeled * SecondsPerAutoLabel + 2)), action: t.autolabelDo, room: "audit" };
  }
  if (newlyLabelled > 0) return { kind: "train", line: automatic?.dueAt ? t.trainSoon(counts.labeled) : t.trainAgain(newlyLabelled), action: t.train, room: "train" };
  return { kind: "done", line: t.done, action: t.modelsDo, room: "models" };
}

/** Its sample is checked first of all; once it holds for some, that is where one goes. */
function ofPromise(promise: Certificate): NextStep {
  const t = texts.promise;
  const { checked, sample, left } = figuresOf(promise);
  const progress = checked / Math.max(sample, 1);
  return promise.kept
    ? { kind: "promise", line: t.nextHolds(promise.kept.unseen, left), action: t.see, room: "promise", progress }
    : { kind: "promise", line: t.nextCheck(checked, sample, left), action: t.nextDo, room: "audit", progress };
}

/** Whoever may only look is shown the way to what can be looked at, and no work. */
export const mayDo = ({ kind, room }: NextStep, mayWork: boolean): boolean => mayWork || kind === "done" || (kind === "watch" && room !== "audit");

/** A run that looks at labels that people have made, and suggests nothing. */
export function isComparing(run: Pick<Job, "request">): boolean {
  return (run.request as { labeled?: boolean } | null | undefined)?.labeled === true;
}

/** A job that waits or runs. */
export function isOpen(state: string): boolean {
  return state === "queued" || state === "running";
}
