import { bindPorts } from "../shared/bind-ports.ts";
import { beginExport } from "./begin-export.ts";
import { eraseExports } from "./erase-exports.ts";
import { getExport } from "./get-export.ts";
import { goOnExporting } from "./go-on-exporting.ts";
import { writeExport } from "./write-export.ts";

const operations = { beginExport, getExport, goOnExporting, writeExport, eraseExports };

/** Everything that can be done with what people take along. */
export const createExports = (ports: ExportPorts) => bindPorts(ports, operations);
export type Exports = ReturnType<typeof createExports>;
export type ExportPorts = Parameters<typeof beginExport>[0] & Parameters<typeof writeExport>[0];

export { ExportView } from "./export-view.ts";
