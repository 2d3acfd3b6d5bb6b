// The built standalone product as a process of its own: started on a port of the system's choosing, killed without warning, started again on the same port and data.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whatever a model of half a minute says is kept, so that there are suggestions to work on. */
const Settings = ["--Inference:AutoLabels:LowestScore", "0.0005"];
const ReadyMilliseconds = 60_000;

export class Product {
  static async start(folder, studio, log, settings = []) {
    const product = new Product(folder, studio, log, settings, await mkdtemp(join(tmpdir(), "sightloop-studio-")), await freePort());
    await product.begin();
    return product;
  }

  constructor(folder, studio, log, settings, data, port) {
    Object.assign(this, { folder, studio, log, settings, data, url: `http://127.0.0.1:${port}` });
  }

  async begin() {
    await mkdir(this.data, { recursive: true });
    this.process = spawn(join(this.folder, "Sightloop.Standalone"),
      ["--contentRoot", this.folder, "--Data", this.data, "--Studio:Folder", this.studio, "--urls", this.url, ...Settings, ...this.settings], { stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(this.log, { flags: "a" });
    this.process.stdout.pipe(log);
    this.process.stderr.pipe(log);
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    const last = Date.now() + ReadyMilliseconds;
    while (!(await this.answers())) {
      if (this.process.exitCode !== null || Date.now() > last) throw new Error(`The product did not start:\n${(await readFile(this.log, "utf8")).slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ended in the middle of whatever it does. */
  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async end() {
    this.process.kill("SIGTERM");
    await this.ended;
    await rm(this.data, { recursive: true, force: true });
  }

  async answers() {
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
