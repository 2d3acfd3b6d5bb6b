import { Upload } from "./Upload";

/** Uploads go on while one looks into other rooms; closing the tab asks first, wherever one is. */
const uploads = new Map<string, Upload>();

export function uploadOf(project: string): Upload {
  const upload = uploads.get(project) ?? new Upload(project);
  if (uploads.size === 0) addEventListener("beforeunload", askBeforeLeaving);
  uploads.set(project, upload);
  return upload;
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  if ([...uploads.values()].some((upload) => upload.isBusy)) event.preventDefault();
}
