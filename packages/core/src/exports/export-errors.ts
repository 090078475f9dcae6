import { TintypeError } from "../shared/errors.ts";

/** The caller has no such export: never begun, replaced by a later one, or its time is over. */
export class ExportNotFound extends TintypeError {
  readonly code = "export_not_found";
  constructor(options?: ErrorOptions) {
    super("You have no such export: begin another one.", options);
  }
}
