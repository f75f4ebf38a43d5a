/** Switching libraries from one system to another, and back. */
export { askForPhase, confirmPhase, listRequests, withdrawPhase, type PhaseRequest } from './switch.ts';
export { listToRekey, type RekeyList, type RekeyRow } from './rekey.ts';
export { readMovedIds, readPhases } from './standing.ts';
export { listMissing } from './new-ids.ts';
export type { SwitchCounts } from './count-switch.ts';
