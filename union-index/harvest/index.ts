export { harvestAll, type HarvestResult } from './harvest-all.ts';
export { harvestSystem, type HarvestOutcome } from './harvest-system.ts';
export { createHarvestProgress } from './progress.ts';
export type { HarvestProgress } from './progress-event.ts';
export { listRejects, readRejectsAgain, type RejectsReadAgain } from './rejects.ts';
export type { HarvestKind } from './run.ts';
export { startHarvestSchedule, type HarvestSchedule } from './schedule.ts';
export { harvestStatus, type HarvestStatus } from './status.ts';
