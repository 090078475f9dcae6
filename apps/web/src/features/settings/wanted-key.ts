import type { NewApiKey } from "@tintype/core";

export const limits = ["rate", "burst", "monthlyQuota"] as const;

/** What was chosen, as the API takes it: what is left empty is not said. A key is good until the end of its last day, here. */
export function wantedKey(form: FormData): NewApiKey {
  const said = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const day = said("expiresAt");
  const numbers = limits.filter((name) => said(name) !== "").map((name) => [name, Number(said(name))]);
  return {
    name: said("name"),
    scopes: form.getAll("scopes") as NewApiKey["scopes"],
    ...(day !== "" && { expiresAt: new Date(`${day}T23:59:59.999`).toISOString() }),
    ...Object.fromEntries(numbers),
  };
}

/** The day after `now`, as date fields write it. */
export function tomorrow(now: Date): string {
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${next.getFullYear()}-${two(next.getMonth() + 1)}-${two(next.getDate())}`;
}
