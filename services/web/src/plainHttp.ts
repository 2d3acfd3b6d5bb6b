import { v4 } from "uuid";

// What browsers keep from pages that came over plain HTTP from another computer, as the studio does in many a workshop. Elsewhere: rooms/import/hash.worker.ts sums files
// by itself, parts/CopyButton.tsx copies by selecting, work/useEditLock.ts goes without (a save over a newer revision is refused anyway), rooms/models/Webcam.tsx says so.
crypto.randomUUID ??= v4 as typeof crypto.randomUUID;
