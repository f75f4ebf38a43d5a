import type { ValidityRuleCode } from './validity-rules.ts';

/** Collects the faults of one record, each once. */
export class FaultList {
  readonly #faults = new Set<string>();

  add(tag: string, rule: ValidityRuleCode): void {
    this.#faults.add(`${tag}:${rule}`);
  }

  sorted(): readonly string[] {
    return this.#faults.size === 0 ? [] : [...this.#faults].sort();
  }
}
