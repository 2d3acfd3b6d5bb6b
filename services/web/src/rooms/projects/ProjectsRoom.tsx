import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { api, ask, thumbnailUrl } from "../../api/client";
import { keys, useMay, useModels, useProjects } from "../../api/queries";
import type { Project } from "../../api/types";
import { useNextStep } from "../../next/NextBar";
import { HowGood } from "../../parts/HowGood";
import { mayDo } from "../../next/whatNext";
import { OnlyLookNotice } from "../../parts/ForRole";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { StateBar } from "../../parts/StateBar";
import { say } from "../../parts/Toasts";
import { useFileDrop } from "../../parts/useFileDrop";
import { texts } from "../../texts/en";
import { TopBar } from "../../TopBar";
import { waitingFiles } from "../import/waiting";
import { makeExample } from "./example";

const t = texts.projects;

export function ProjectsRoom() {
  const projects = useProjects();
  const navigate = useNavigate();
  const may = useMay("annotate");
  const isOver = useFileDrop(!may ? null : (files) => { waitingFiles.put(files); void navigate("/new"); });
  return (
    <div className={`shell${isOver ? " over" : ""}`}>
      <TopBar />
      <main id="room" className="page" tabIndex={-1}>
        <div className="spread">
          <h1>{t.title}</h1>
          <span className="grow" />
          {may && projects.data && projects.data.items.length > 0 && <Example />}
          {may && <Link className="button primary" to="/new"><Icon name="plus" size={18} />{t.create}</Link>}
        </div>
        <Problem error={projects.error} onRetry={() => void projects.refetch()} />
        {projects.data?.items.length === 0 && (
          <div className="card empty">
            <Icon name="images" size={56} />
            <h2>{t.empty}</h2>
            <p className="muted">{t.emptyLine}</p>
            {may ? <><p>{t.dropHere}</p>
              <div className="row wrap"><Link className="button primary" to="/new">{t.create}</Link><Example /></div></> : <OnlyLookNotice />}
          </div>
        )}
        <div className="cards">{projects.data?.items.map((project) => <ProjectCard key={project.id} project={project} />)}</div>
      </main>
    </div>
  );
}

/** A small project to try everything on. */
function Example() {
  const navigate = useNavigate();
  const make = useMutation({ mutationFn: makeExample, onSuccess: (project) => void navigate(`/p/${project}/label`), onError: (error) => say(error.message) });
  return <button className="button" disabled={make.isPending} onClick={() => make.mutate()}>{texts.example.open}</button>;
}

function ProjectCard({ project }: { readonly project: Project }) {
  const step = useNextStep(project);
  const may = useMay("annotate");
  const models = useModels(project.id);
  const images = useQuery({
    queryKey: keys.images(project.id, "first"),
    queryFn: () => ask(api.GET("/api/v1/projects/{project}/images", { params: { path: { project: project.id }, query: { limit: 4 } } })),
  });
  const model = models.data?.items.find((one) => one.promoted) ?? models.data?.items[0];
  return (
    <article className="card project-card">
      <div className="spread">
        <h2 className="cut"><Link to={`/p/${project.id}`}>{project.name}</Link></h2>
        {model && <span className="chip accent">{t.inUse(model.number)}: <HowGood model={model} isShort /></span>}
      </div>
      <div className="thumbs" aria-hidden="true">{images.data?.items.map((image) => <img key={image.id} src={thumbnailUrl(image.id, 160)} alt="" loading="lazy" />)}</div>
      <StateBar counts={project.counts} />
      <div className="spread" style={{ marginTop: "auto" }}>
        <span className="small muted">{step.line}</span>
        {mayDo(step, may) ? <Link className="button small primary" to={`/p/${project.id}/${step.room}`}>{step.action}</Link> : <Link className="button small" to={`/p/${project.id}`}>{t.open}</Link>}
      </div>
    </article>
  );
}
