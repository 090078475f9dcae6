import { type State, states } from "./places.ts";
import type { Asked } from "./raw.ts";
import type { World } from "./world.ts";

/** A status, and where the answer says why not, the code of that. */
export type Outcome = string;
export type ByState = Readonly<Record<State, Outcome>>;

/** Something that is asked at a door, and what is answered whoever asks. */
export interface Question {
  readonly asks: (world: World, state: State) => Asked | Promise<Asked>;
  /** For each state of the photo that it is about, if it is about one. */
  readonly outcome: Outcome | ByState;
  /** What whoever shows an `Authorization` of the API is told instead, where another kind of it is looked at. */
  readonly toBearers?: Outcome;
}

/** What is asked at one door, by name. */
export type Questions = Readonly<Record<string, Question>>;

export const always = (outcome: Outcome): ByState => byState(() => outcome);

export const byState = (outcomeOf: (state: State) => Outcome): ByState =>
  Object.fromEntries(states.map((state) => [state, outcomeOf(state)])) as Record<State, Outcome>;

export const get = (target: string, outcome: Outcome, headers: Readonly<Record<string, string>> = {}): Question => ({
  asks: () => ({ method: "GET", target, headers }),
  outcome,
});

export const post = (target: string, form: Readonly<Record<string, string>>, outcome: Outcome): Question => ({
  asks: () => ({
    method: "POST",
    target,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  }),
  outcome,
});

export const deleting = (target: string, outcome: Outcome): Question => ({
  asks: () => ({ method: "DELETE", target }),
  outcome,
});
