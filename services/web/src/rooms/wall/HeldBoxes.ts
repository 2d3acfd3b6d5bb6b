import { api, ask } from "../../api/client";
import type { BoxClaim, WallChoice } from "../../api/types";
import { Reservations } from "../../work/Reservations";

/** Pages of boxes whose images nobody else is given meanwhile: one claim for the whole visit, so that what is on one page is not kept from another. */
export class HeldBoxes {
  private readonly reservations: Reservations;
  private claim: string | undefined;
  private last: Promise<unknown> = Reservations.returned();

  constructor(private readonly project: string) {
    this.reservations = new Reservations(project);
  }

  close(): void {
    this.reservations.close();
  }

  /** One after the other: the second is added to what the first made. */
  page(choice: WallChoice): Promise<BoxClaim> {
    const page = this.last.then(() => this.take(choice));
    this.last = page.catch(() => undefined);
    return page;
  }

  private async take(choice: WallChoice): Promise<BoxClaim> {
    const answer = await ask(api.POST("/api/v1/projects/{project}/boxes/claims", {
      params: { path: { project: this.project }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: { ...choice, claim: this.claim ?? null },
    }));
    this.claim = answer.id;
    this.reservations.add(answer);
    return answer;
  }
}
