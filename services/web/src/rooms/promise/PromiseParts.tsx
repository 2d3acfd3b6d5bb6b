import { texts } from "../../texts/en";

const t = texts.promise;

interface Part {
  readonly scoreFrom: number;
  readonly images: number;
  readonly checked: number;
  readonly wrong: number;
  readonly atMostWrong: number;
  readonly allowed: number;
  readonly unseen: number;
}

/** The parts of the suggestions that were tested, the surest first; the one that is promised stands out. */
export function PromiseParts({ bands, population, confidence, kept }: { readonly bands: readonly Part[]; readonly population: number; readonly confidence: number; readonly kept: number | undefined }) {
  const heads = [t.checkedHead, t.unseenHead, t.wrongHead, t.atMost(confidence), t.allowed];
  return (
    <table>
      <thead><tr><th>{t.band}</th>{heads.map((head) => <th key={head} className="number">{head}</th>)}</tr></thead>
      <tbody>{bands.map((band) => (
        <tr key={band.scoreFrom} style={kept === band.scoreFrom ? { fontWeight: 600 } : undefined}>
          <td>{t.bandOf(band.images, population)}</td>
          {[band.images - band.unseen, band.unseen, band.wrong, band.atMostWrong, band.allowed].map((n, i) => <td key={heads[i]} className="number">{n.toLocaleString("en")}</td>)}
        </tr>
      ))}</tbody>
    </table>
  );
}
