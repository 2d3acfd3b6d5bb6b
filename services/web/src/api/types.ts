import type { components } from "./schema";

type Schemas = components["schemas"];
export type Project = Schemas["ProjectView"];
export type Label = Schemas["Label"];
export type ImageCounts = Schemas["ImageCounts"];
export type Image = Schemas["ImageView"];
export type QueueItem = Schemas["QueueItem"];
export type Claim = Schemas["Claim"];
export type ClaimRequest = Schemas["ClaimRequest"];
export type AnnotationSet = Schemas["AnnotationSetView"];
export type Annotation = Schemas["AnnotationView"];
export type AnnotationBody = Schemas["AnnotationBody"];
export type Job = Schemas["JobView"];
export type ScoreBand = Schemas["ScoreBand"];
export type PrecisionRecallPoint = Schemas["PrecisionRecallPoint"];
export type Revision = Schemas["RevisionView"];
export type Model = Schemas["ModelView"];
export type TrailEntry = Schemas["TrailView"];
export type Effort = Schemas["EffortReport"];
export type Certificate = Schemas["PromiseView"];
export type Track = Schemas["TrackView"];
export type Prediction = Schemas["PredictionView"];
export type WallBox = Schemas["WallBox"];
export type BoxClaim = Schemas["BoxClaim"];
export type WallChoice = Omit<Schemas["BoxClaimRequest"], "claim">;
export type WallCount = Schemas["WallCount"];
export type Verdict = Schemas["Verdict"];
export type ShownSuggestions = Schemas["ShownSuggestions"];
export type DoubtfulLabel = Schemas["DoubtfulView"];
export type NextTraining = Schemas["NextTraining"];
export type Snapshot = Schemas["SnapshotView"];
export type Mistake = Schemas["Mistake"];
export type ModelComparison = Schemas["ModelComparison"];
export type Camera = Schemas["CameraView"];
export type LiveClaim = Schemas["LiveClaim"];
export type LabelUse = Schemas["LabelView"];
export type LiveChange = Schemas["LiveChange"];
export type UploadAnswer = Schemas["UploadAnswer"];

/** What a training tells while it runs, in its job's `detail`. */
export interface TrainingDetail {
  readonly phase: "Reading" | "Training" | "Measuring" | "FinalFit";
  readonly epoch: number;
  readonly step: number;
  readonly steps: number | null;
  readonly losses: Record<string, number>;
  readonly secondsLeft: number | null;
  readonly score: number | null;
  readonly history: readonly { readonly epoch: number; readonly losses: Record<string, number>; readonly score: number | null }[];
}
