// Chromium as a person has it, with an ear for everything its console complains of.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { Hand } from "./hand.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launch = (more = []) => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...Flags, ...more] });

/** A person at a browser of their own. `hears` says which console errors belong to what the scenario does (a killed server). */
export class Person {
  static async sit(browser, url, { viewport = { width: 1280, height: 800 }, theme, hears = () => false, signedIn = true, ...more } = {}) {
    const context = await browser.newContext({ viewport, ...more });
    if (theme) await context.addInitScript((name) => { if (location.origin !== "null") localStorage.setItem("theme", name); }, theme);
    if (signedIn && process.env.STUDIO_PASSWORD) {
      const answer = await context.request.post(`${url}/api/v1/session`, { data: { name: process.env.STUDIO_NAME ?? "admin", password: process.env.STUDIO_PASSWORD } });
      if (!answer.ok()) throw new Error(`Sign-in: ${answer.status()} ${await answer.text()}`);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const person = new Person();
    Object.assign(person, { context, page, url, complaints: [], hand: new Hand(page), asking: new Set(), askedAt: 0 });
    page.on("request", (request) => { person.asking.add(request); person.askedAt = performance.now(); });
    for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => { person.asking.delete(request); person.askedAt = performance.now(); });
    page.on("console", (message) => { if (message.type() === "error" && !hears(message.text())) person.complaints.push(`${message.text()} (${message.location().url})`); });
    page.on("pageerror", (error) => person.complaints.push(error.stack ?? error.message));
    return person;
  }

  go = (path) => this.page.goto(`${this.url}${path}`);

  /** Everything is read: half a second without a question. Playwright's own "networkidle" never comes, as it does not hear that a shared worker's file has arrived. */
  async quiet() {
    const last = performance.now() + 20_000;
    const isAsking = () => [...this.asking].some((request) => !request.url().includes("shared.worker"));
    while ((isAsking() || performance.now() - this.askedAt < 500) && performance.now() < last) await this.page.waitForTimeout(50);
  }

  async leave() {
    // Going away gives back what the rooms reserved; a browser that is only killed keeps it for ten minutes.
    await this.page.goto("about:blank").catch(() => undefined);
    await this.context.close();
    if (this.complaints.length > 0) throw new Error(`The browser's console complained:\n${this.complaints.join("\n")}`);
  }

  /** Serious and critical findings of axe on what is on screen now; of all rules, or of some. */
  findings = async (where, rules) => {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate((only) => globalThis.axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) }), rules);
    return violations.filter((one) => one.impact === "serious" || one.impact === "critical")
      .map((one) => `${where}: ${one.id} (${one.impact}) ${one.help}\n    ${one.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join("\n    ")}`);
  };
}
