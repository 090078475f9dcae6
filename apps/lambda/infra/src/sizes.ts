import { RetentionDays } from "aws-cdk-lib/aws-logs";

/** What `dev` and `prod` differ in. Photos, tables and accounts are guarded alike in both. */
export interface Size {
  readonly logs: RetentionDays;
  /** Requests a second that the gateway lets through, of everybody together, and at once after a rest. */
  readonly requests: { readonly perSecond: number; readonly burst: number };
  /** Of one key under `/partner`. */
  readonly partner: { readonly perSecond: number; readonly burst: number; readonly perMonth: number };
  /** Photos developed at the same time. */
  readonly imaging: number;
  /** The fuse of the bill: request units a second that a table gives at most. */
  readonly tableUnits: { readonly read: number; readonly write: number };
  /** In dollars a month; an alarm comes at four fifths of it. */
  readonly budget: number;
  /** Whether CloudFormation refuses to remove the stack. */
  readonly terminationProtection: boolean;
}

export const sizes = {
  dev: {
    logs: RetentionDays.TWO_WEEKS,
    requests: { perSecond: 100, burst: 200 },
    partner: { perSecond: 5, burst: 10, perMonth: 10_000 },
    imaging: 4,
    tableUnits: { read: 2_000, write: 500 },
    budget: 20,
    terminationProtection: false,
  },
  prod: {
    logs: RetentionDays.THREE_MONTHS,
    requests: { perSecond: 2_000, burst: 4_000 },
    partner: { perSecond: 50, burst: 100, perMonth: 1_000_000 },
    imaging: 100,
    tableUnits: { read: 20_000, write: 8_000 },
    budget: 500,
    terminationProtection: true,
  },
} satisfies Record<string, Size>;
