import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { usePromises } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { dateAndTime } from "../../parts/times";
import { useRoomProject } from "../../ProjectShell";
import { texts } from "../../texts/en";
import { documentUrl, readCertificate, unseenOf, type CertificateDocument } from "./certificate";
import { PromiseParts } from "./PromiseParts";

const all = texts.promise;
const t = all.page;
/** Named one by one; the file names all. */
const MostNamed = 200;

/** A certificate to read and to print: what was promised, of which images, who checked what, and when. */
export function CertificateRoom() {
  const project = useRoomProject();
  const { certificate: id } = useParams() as { certificate: string };
  const document = useQuery({ queryKey: ["certificate", id], queryFn: () => readCertificate(id) });
  return (
    <div className="page">
      <div className="spread wrap"><h1>{t.title}</h1>
        <div className="row wrap not-printed">
          <Link className="button small" to={`/p/${project.id}/promise`}>{t.back}</Link>
          {document.data && <a className="button small" href={documentUrl(id)} download>{t.json}</a>}
          {document.data && <button className="button primary small" onClick={() => print()}>{t.print}</button>}
        </div>
      </div>
      <Problem error={document.error} onRetry={() => void document.refetch()} />
      {document.data && <Certificate document={document.data} />}
    </div>
  );
}

function Certificate({ document }: { readonly document: CertificateDocument }) {
  const project = useRoomProject();
  const { certificate: one, voided } = document;
  const { accepted, open, bands } = unseenOf(document);
  const since = usePromises(project.id).data?.items.find((promise) => promise.id === one.certificateId)?.since;
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [t.rows.project, project.name],
    [t.rows.model, <Link to={`/p/${project.id}/models/${one.modelId}`}>{t.model(one.modelNumber)}</Link>],
    [t.rows.asked, all.asked(one.maxWrong, one.confidence)],
    [t.rows.askedBy, t.by(one.askedBy, dateAndTime(one.askedAt))],
    [t.rows.issuedBy, t.by(one.issuedBy, dateAndTime(one.issuedAt))],
    [t.rows.people, one.people.join(", ")],
    [t.rows.sample, t.sample(one.checks.length, one.checks.filter((check) => check.wrong).length, one.seed)],
    [t.rows.accepted, t.images(accepted.length)],
    ...(open > 0 ? [[t.rows.open, t.images(open)] as const] : []),
    [t.rows.id, one.certificateId],
  ];
  return (
    <>
      {voided && <p className="notice bad" role="status">{t.voided(dateAndTime(voided.at), voided.by, voided.reason)}</p>}
      <section className="card stack-small">
        <p style={{ fontSize: "1.15rem", fontWeight: 600 }}>{all.issued(one.certified.atMostWrong, one.certified.images, one.population.length, one.confidence)}</p>
        <p>{t.boxes(one.atMostWrongBoxes, one.confidence)}</p>
        <table className="facts"><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody></table>
        <p className="muted small">{all.rule} {t.asItWas} {since && all.since(since.images, since.wrong, accepted.length)}</p>
      </section>
      <section className="card stack-small">
        <h2>{t.parts}</h2>
        <PromiseParts bands={bands} population={one.population.length} confidence={one.confidence} kept={one.certified.scoreFrom} />
      </section>
      <section className="card stack-small">
        <h2>{t.checks}</h2>
        <table>
          <thead><tr><th className="number">{t.place}</th><th>{t.image}</th><th>{t.who}</th><th>{t.when}</th><th>{t.result}</th></tr></thead>
          <tbody>{one.checks.slice(0, MostNamed).map((check) => (
            <tr key={check.imageId}>
              <td className="number">{check.place}</td><td><NamedImage id={check.imageId} isShown /></td><td>{check.person}</td><td className="small">{dateAndTime(check.at)}</td>
              <td>{check.wrong ? t.wrong(check.wrongBoxes, check.boxes) : t.right}</td>
            </tr>
          ))}</tbody>
        </table>
        {one.checks.length > MostNamed && <p className="muted small">{t.more(one.checks.length - MostNamed)}</p>}
      </section>
      <section className="card stack-small">
        <h2>{t.unseen}</h2>
        <ul className="names">{accepted.slice(0, MostNamed).map((id) => <li key={id}><NamedImage id={id} /></li>)}</ul>
        {accepted.length > MostNamed && <p className="muted small">{t.more(accepted.length - MostNamed)}</p>}
      </section>
      <details className="muted small"><summary>{t.method}</summary><p>{one.method}</p></details>
    </>
  );
}

/** By its name, or by its number where it is gone. */
function NamedImage({ id, isShown }: { readonly id: string; readonly isShown?: boolean }) {
  const project = useRoomProject();
  const image = useQuery({ queryKey: ["image name", id], staleTime: Infinity, retry: false, queryFn: () => ask(api.GET("/api/v1/images/{id}", { params: { path: { id } } })) });
  if (image.error) return <span className="muted">{id}</span>;
  return (
    <Link className="row" to={`/p/${project.id}/label/${id}`}>
      {isShown && <img className="small-picture" src={thumbnailUrl(id, 160)} alt="" loading="lazy" />}<span>{image.data?.name ?? ""}</span>
    </Link>
  );
}
