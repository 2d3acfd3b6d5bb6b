import { useQuery } from "@tanstack/react-query";
import { api, ask } from "./client";

/** Every list and single thing read from the server, under keys that live events make stale. */
export const keys = {
  session: ["session"] as const,
  projects: ["projects"] as const,
  project: (p: string) => ["project", p] as const,
  images: (p: string, ...filter: unknown[]) => ["images", p, ...filter] as const,
  trainings: (p: string) => ["trainings", p] as const,
  autolabels: (p: string) => ["autolabels", p] as const,
  models: (p: string) => ["models", p] as const,
  model: (p: string, m: string) => ["models", p, m] as const,
  trail: (p: string) => ["trail", p] as const,
  doubtful: (p: string) => ["doubtful", p] as const,
  wallCounts: (p: string) => ["wallCounts", p] as const,
  nearMisses: (p: string, label: string) => ["nearMisses", p, label] as const,
  nextTraining: (p: string) => ["nextTraining", p] as const,
  claims: (p: string) => ["claims", p] as const,
  cameras: (p: string) => ["cameras", p] as const,
  labels: (p: string) => ["labels", p] as const,
  clips: (p: string) => ["clips", p] as const,
  tracks: (p: string, ...clip: string[]) => ["tracks", p, ...clip] as const,
  promises: (p: string) => ["promises", p] as const,
  effort: (p: string) => ["effort", p] as const,
  thresholds: (p: string) => ["thresholds", p] as const,
};

/** Who is signed in; `accounts: false` where there is no sign-in. */
export const useSession = () => useQuery({ queryKey: keys.session, queryFn: () => ask(api.GET("/api/v1/session")), staleTime: Infinity });

export type Scope = "annotate" | "train" | "predict" | "admin";

/** Whether whoever is here may do it: everybody where there are no accounts. Until that is known nothing is taken away. */
export function useMay(scope: Scope): boolean {
  const user = useSession().data?.user;
  return !user || user.scopes.includes(scope);
}

export const useProjects = () => useQuery({ queryKey: keys.projects, queryFn: () => ask(api.GET("/api/v1/projects", { params: { query: { limit: 100 } } })) });

export const useProject = (project: string) => useQuery({
  queryKey: keys.project(project), queryFn: () => ask(api.GET("/api/v1/projects/{project}", { params: { path: { project } } })),
});

export const useTrainings = (project: string) => useQuery({
  queryKey: keys.trainings(project),
  queryFn: () => ask(api.GET("/api/v1/projects/{project}/trainings", { params: { path: { project }, query: { limit: 20 } } })),
});

export const useAutoLabels = (project: string) => useQuery({
  queryKey: keys.autolabels(project),
  queryFn: () => ask(api.GET("/api/v1/projects/{project}/autolabels", { params: { path: { project }, query: { limit: 5 } } })),
});

export const useModels = (project: string) => useQuery({
  queryKey: keys.models(project), queryFn: () => ask(api.GET("/api/v1/projects/{project}/models", { params: { path: { project }, query: { limit: 50 } } })),
});

export const useModel = (project: string, id: string | undefined) => useQuery({
  queryKey: keys.model(project, id ?? ""), enabled: id !== undefined,
  queryFn: () => ask(api.GET("/api/v1/models/{id}", { params: { path: { id: id! } } })),
});

export const useThresholds = (project: string, isWanted: boolean) => useQuery({
  queryKey: keys.thresholds(project), enabled: isWanted, queryFn: () => ask(api.GET("/api/v1/projects/{project}/thresholds", { params: { path: { project } } })),
});

export const useTrail = (project: string) => useQuery({
  queryKey: keys.trail(project), queryFn: () => ask(api.GET("/api/v1/projects/{project}/trail", { params: { path: { project }, query: { limit: 100 } } })),
});

export const useClips = (project: string) => useQuery({
  queryKey: keys.clips(project), queryFn: () => ask(api.GET("/api/v1/projects/{project}/clips", { params: { path: { project } } })),
});

export const useTracks = (project: string, clip: string) => useQuery({
  queryKey: keys.tracks(project, clip), queryFn: () => ask(api.GET("/api/v1/projects/{project}/clips/{clip}/tracks", { params: { path: { project, clip } } })),
});

export const usePromises = (project: string) => useQuery({
  queryKey: keys.promises(project),
  queryFn: () => ask(api.GET("/api/v1/projects/{project}/certificates", { params: { path: { project }, query: { limit: 20 } } })),
});

export const useEffort = (project: string) => useQuery({
  queryKey: keys.effort(project), queryFn: () => ask(api.GET("/api/v1/projects/{project}/effort", { params: { path: { project } } })),
});
