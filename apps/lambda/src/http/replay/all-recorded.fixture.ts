import { ana, cleo, nothing, type Recorded } from "./recorded.fixture.ts";
import { headerRequests } from "./recorded-headers.fixture.ts";
import { photoRequests } from "./recorded-photos.fixture.ts";
import { otherRequests, shareRequests } from "./recorded-shares.fixture.ts";
import { pathRequests, textRequests } from "./recorded-texts.fixture.ts";

/** Everything that is replayed, in this order: later requests build on earlier ones. */
export const allRecorded = (openapi: Description): readonly Recorded[] => [
  ...everyRow(openapi),
  ...photoRequests,
  ...textRequests,
  ...headerRequests,
  ...shareRequests,
  ...pathRequests,
  ...otherRequests,
];

interface Description {
  readonly paths: Readonly<Record<string, object>>;
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Every row of the API, with every method, by nobody; and with its own methods by somebody, for what is not there. */
const everyRow = ({ paths }: Description): readonly Recorded[] =>
  Object.entries(paths).flatMap(([template, row]) => {
    const path = template.replace("{id}", nothing).replace("{token}", "A".repeat(43));
    // Of whom nobody wants to know anything afterwards.
    const as = path.endsWith("/sign-out-everywhere") ? cleo : ana;
    const own = Object.keys(row).map((method) => method.toUpperCase());
    return [
      ...methods.map((method) => ({ line: `${method} ${path}` })),
      ...methods
        .filter((method) => own.includes(method))
        .map((method) => ({ line: `${method} ${path}`, asked: { as, ...(method !== "GET" && { json: {} }) } })),
    ];
  });
