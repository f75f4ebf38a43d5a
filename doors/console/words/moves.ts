/** Libraries that move to another system. */
import type { MovePhase } from '../__generated__/operations.ts';

/** Phases in which a library lends from a system: in all others its system is told nothing of loans and returns. */
export const LENDS: ReadonlySet<MovePhase> = new Set(['LIVE', 'CATALOGUE_FROZEN']);
