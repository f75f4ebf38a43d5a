/** What of one answer is less than live, system by system: what a caller reads before it reads a page of facts. */
import type { FactState, ReasonCode } from './facts.ts';
import type { SystemId } from './ids.ts';

/** The holdings and copies of one system that were asked for and are not live for one reason. */
export interface NotLive {
  readonly system: SystemId;
  readonly name: string;
  readonly code: ReasonCode;
  /** How many stand in each state; only states that occur. */
  readonly states: Readonly<Partial<Record<Exclude<FactState, 'LIVE'>, number>>>;
}
