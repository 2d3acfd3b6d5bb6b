import { ask } from "../../api/client";

export interface CertifiedPart {
  readonly scoreFrom: number;
  readonly images: number;
  readonly allowed: number;
  readonly checked: number;
  readonly wrong: number;
  readonly atMostWrong: number;
}

/** What the page shows of the document; audit: Certificates/CertificateDocument. */
export interface CertificateDocument {
  readonly certificate: {
    readonly certificateId: string;
    readonly maxWrong: number;
    readonly confidence: number;
    readonly modelId: string;
    readonly modelNumber: number;
    readonly seed: string;
    readonly askedBy: string;
    readonly askedAt: string;
    readonly issuedBy: string;
    readonly issuedAt: string;
    readonly method: string;
    readonly people: readonly string[];
    readonly bands: readonly CertifiedPart[];
    readonly certified: CertifiedPart;
    readonly atMostWrongBoxes: number;
    readonly accepted: number;
    readonly population: readonly { readonly imageId: string; readonly score: number }[];
    readonly checks: readonly { readonly imageId: string; readonly place: number; readonly person: string; readonly at: string; readonly wrong: boolean; readonly boxes: number; readonly wrongBoxes: number }[];
  };
  readonly voided: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

export const documentUrl = (id: string): string => `/api/v1/certificates/${id}/document`;

export const readCertificate = (id: string): Promise<CertificateDocument> => ask(readJson(documentUrl(id)));

async function readJson(url: string) {
  const response = await fetch(url);
  const body = (await response.json().catch(() => undefined)) as unknown;
  return response.ok ? { data: body as CertificateDocument, response } : { error: body, response };
}

/** As the document has it, counted anew: how many of a part were checked, and the images of the promise that nobody looked at. */
export function unseenOf({ certificate: { population, checks, certified, bands } }: CertificateDocument) {
  const isChecked = new Set(checks.map((check) => check.imageId));
  const unseenFrom = (scoreFrom: number) => population.filter((image) => image.score >= scoreFrom && !isChecked.has(image.imageId));
  return {
    accepted: unseenFrom(certified.scoreFrom).map((image) => image.imageId),
    open: population.filter((image) => image.score < certified.scoreFrom && !isChecked.has(image.imageId)).length,
    bands: bands.map((band) => ({ ...band, unseen: unseenFrom(band.scoreFrom).length })),
  };
}
