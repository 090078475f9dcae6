import type { ContractRunner, Open } from "./contract-runner.ts";
import { describeGoodTickets } from "./upload-tickets-accepted.contract.ts";
import { describeForms } from "./upload-tickets-forms.contract.ts";
import type { UploadTicketsFixture } from "./upload-tickets-probes.fixture.ts";
import { describeForgedTickets } from "./upload-tickets-refused.contract.ts";

/** What holds for all UploadTickets. */
export function describeUploadTickets(runner: ContractRunner, name: string, open: Open<UploadTicketsFixture>): void {
  runner.describe(`${name} as UploadTickets`, () => {
    describeGoodTickets(runner, open);
    describeForgedTickets(runner, open);
    describeForms(runner, open);
  });
}
