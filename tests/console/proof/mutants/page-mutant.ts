/** A mistake in a page that the drill of pages must find. */
import type { Mutant } from './mutant.ts';

/** What is looked at, in the order in which it is. */
export const SCENES = [
  'account',
  'snapshots',
  'snapshot',
  'overlap',
  'report',
  'rows',
  'fix list',
  'renewal that is not answered',
  'renewal whose answer is lost',
  'account with an outcome that is not known',
  'account with a silent library',
  'what needs an operator',
  'system that is down',
  'system that is well',
  'rejects',
] as const;
export type SceneName = (typeof SCENES)[number];

export interface PageMutant extends Mutant {
  /** Where it must be found. */
  readonly scene: SceneName;
}
