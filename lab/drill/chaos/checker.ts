/** What steady askers were told, compared with what was so; and what writers were told was done, compared with what is there. */
export interface Checks {
  readonly questions: number;
  /** Questions that nobody answered, or that an error stood in place of. */
  readonly unanswered: number;
  readonly facts: number;
  readonly untrue: readonly string[];
  /** Writes that were said to be done. */
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** Writes that fail for good, as they fail. */
  readonly stuck: readonly string[];
}

export interface Checker {
  /** One answer: how many facts it told, and those that were not so. */
  told(facts: number, untrue: readonly string[]): void;
  unanswered(): void;
  acknowledged(): void;
  lost(what: string): void;
  stuck(how: string): void;
  /** All until now. */
  readonly checks: Checks;
}

export function createChecker(): Checker {
  const counts = { questions: 0, unanswered: 0, facts: 0, acknowledged: 0 };
  const untrue: string[] = [];
  const lost: string[] = [];
  const stuck: string[] = [];
  return {
    told(facts, found) {
      counts.questions += 1;
      counts.facts += facts;
      untrue.push(...found);
    },
    unanswered() {
      counts.questions += 1;
      counts.unanswered += 1;
    },
    acknowledged() {
      counts.acknowledged += 1;
    },
    lost(what) {
      lost.push(what);
    },
    stuck(how) {
      stuck.push(how);
    },
    get checks() {
      return { ...counts, untrue: [...untrue], lost: [...lost], stuck: [...stuck] };
    },
  };
}

/** What came after `before`. */
export function since(before: Checks, now: Checks): Checks {
  return {
    questions: now.questions - before.questions,
    unanswered: now.unanswered - before.unanswered,
    facts: now.facts - before.facts,
    untrue: now.untrue.slice(before.untrue.length),
    acknowledged: now.acknowledged - before.acknowledged,
    lost: now.lost.slice(before.lost.length),
    stuck: now.stuck.slice(before.stuck.length),
  };
}
