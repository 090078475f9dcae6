/** What contenders measure, by name. A rate is per second, a duration in milliseconds, a size in megabytes (10^6). */
export type Figures = Readonly<Record<string, number>>;

/** One line of the table: a figure of ours over a limit that was measured beside it. */
export interface Row {
  readonly name: string;
  /** In words, for the table. */
  readonly what: string;
  readonly unit: "/s" | "MB/s" | "ms" | "MB" | "CPU ms";
  /** The name of our figure. */
  readonly ours: string;
  /** The name of the limit's figure, or a number that was measured elsewhere. */
  readonly limit: string | number;
  /** The limit in words. */
  readonly against: string;
  /** Whether a higher or a lower figure is wanted. */
  readonly better: "higher" | "lower";
  /** As ratios of our figure to the limit. */
  readonly goal?: number;
  readonly floor?: number;
  /** Why goal and floor are these numbers, where `docs/benchmarks.md` has to say so. */
  readonly converted?: string;
  /** Only with `--large`. */
  readonly large?: true;
  /** Held by `--ci`: it is made of bytes or of CPU time, which others on the machine hardly change, and quickly measured. */
  readonly ci?: true;
}

/** One thing that is measured in every round. */
export interface Contender {
  /** The names of the figures that `run` resolves to. */
  readonly gives: readonly string[];
  run(): Promise<Figures>;
}

/** Contenders that are ready to run: servers listen, data lies there. */
export interface Stage extends AsyncDisposable {
  /** In the order of a round; every other round runs them backwards. */
  readonly contenders: readonly Contender[];
  /** What should be known about this run. */
  readonly notes?: readonly string[];
}

/** Rows that need the same stage. */
export interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
  open(options: StageOptions): Promise<Stage>;
}

export interface StageOptions {
  /** The quick mode of `--ci`. */
  readonly quick: boolean;
  /** With a million photos. */
  readonly large: boolean;
  /** The figures that somebody wants; others need no stage. */
  readonly wanted: ReadonlySet<string>;
  /** A folder for CPU profiles of the server. */
  readonly profile: string | undefined;
}
