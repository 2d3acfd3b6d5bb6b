// The product's API, for what a scenario prepares or wants to know of the server; what it shows is done by hand in the browser.
export class Api {
  constructor(url, key) {
    this.headers = key ? { Authorization: `Bearer ${key}` } : {};
    this.url = `${url}/api/v1`;
  }

  async ask(method, path, body, headers = {}) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}${path}`, {
      method, body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
      headers: body === undefined || isForm ? { ...this.headers, ...headers } : { ...this.headers, ...headers, "Content-Type": "application/json" },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  get = (path) => this.ask("GET", path);
  post = (path, body = {}) => this.ask("POST", path, body);
  /** Labels of an image that nobody has labelled yet. */
  label = (image, body) => this.ask("PUT", `/images/${image}/annotations`, body, { "If-Match": '"0"' });

  project(name, labels, settings = { automaticTraining: { enabled: false } }) {
    return this.post("/projects", { name, task: "detection", labels, settings });
  }

  async upload(project, files) {
    const form = new FormData();
    for (const file of files) form.append("files", new Blob([file.bytes], { type: "image/jpeg" }), file.name);
    return this.post(`/projects/${project}/images`, form);
  }

  counts = async (project) => (await this.get(`/projects/${project}`)).counts;
  images = async (project, query = "") => (await this.get(`/projects/${project}/images?limit=200${query}`)).items;
  boxes = async (image) => (await this.get(`/images/${image}/annotations`)).annotations.filter((one) => one.tier !== "ghost");

  /** Waits for a job by its own events, not by asking again and again. */
  async job(kind, id) {
    const response = await fetch(`${this.url}/${kind}/${id}/events`, { headers: this.headers });
    let text = "";
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (/^event: (succeeded|failed|cancelled)$/m.test(text)) break;
    }
    const job = await this.get(`/${kind}/${id}`);
    if (job.state !== "succeeded") throw new Error(`${kind} ${id}: ${job.state} ${job.error ?? ""}`);
    return job;
  }

  /** Until what was asked for is so: events settle a moment after the answer that caused them. */
  async until(what, question) {
    const last = Date.now() + 20_000;
    for (;;) {
      const answer = await question();
      if (answer) return answer;
      if (Date.now() > last) throw new Error(`It did not come about: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
