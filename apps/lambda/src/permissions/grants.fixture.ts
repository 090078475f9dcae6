import { listOf, type Statement } from "../../infra/src/stack.fixture.ts";
import type { Need } from "./needs-of.fixture.ts";

/** One thing that a function may do: an action on a resource, as the template writes it. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  /** Which partition keys of a table it is for; all of them where there are none. */
  readonly kinds: readonly string[];
  readonly fromAddress: string | undefined;
}

/** What the statements of a role come to. Throws for a condition that nobody has taught it. */
export const grantsOf = (statements: readonly Statement[]): readonly Grant[] =>
  statements.flatMap(({ Action, Resource, Condition = {} }) => {
    const { "ForAllValues:StringLike": keys, Null: absent, StringEquals: equal, ...others } = Condition;
    const strange = [
      ...Object.keys(others),
      ...Object.keys({ ...keys, ...absent, ...equal }).filter((name) => !known.has(name)),
    ];
    if (strange.length > 0) throw new Error(`Nobody knows what this demands: ${strange}`);
    const kinds = (keys?.["dynamodb:LeadingKeys"] ?? []) as readonly string[];
    const fromAddress = equal?.["ses:FromAddress"] as string | undefined;
    return listOf(Action).flatMap((action) =>
      listOf(Resource).map((resource) => ({ action, resource: textOf(resource), kinds, fromAddress })),
    );
  });

const known = new Set(["dynamodb:LeadingKeys", "ses:FromAddress"]);

export const isGranted = (need: Need, { action, resource, kinds, fromAddress }: Grant): boolean =>
  action === need.action &&
  matches(resource, need.resource) &&
  (kinds.length === 0 || kindsFor(need, kinds).length > 0) &&
  (fromAddress === undefined || fromAddress === need.fromAddress);

/** The kinds that cover a request; none where one of its keys is of none of them, or where it names none. */
export function kindsFor({ leadingKeys = [] }: Need, kinds: readonly string[]): readonly string[] {
  const covering = leadingKeys.map((key) => kinds.filter((kind) => matches(kind, key)));
  return covering.some((each) => each.length === 0) ? [] : covering.flat();
}

/** As IAM compares: a star is any text, a question mark any character. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[^\w*?]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  ).test(text);

/** What CloudFormation would fill in stands between angle brackets. */
// biome-ignore lint/suspicious/noExplicitAny: intrinsic functions of CloudFormation
export function textOf(value: any): string {
  if (typeof value === "string") return value;
  if (value.Ref !== undefined) return `<${value.Ref}>`;
  const [first, second] = value["Fn::GetAtt"] ?? value["Fn::Join"];
  if (value["Fn::GetAtt"] !== undefined) return second === "Arn" ? `<${first}>` : `<${first}.${second}>`;
  return second.map(textOf).join(first);
}
