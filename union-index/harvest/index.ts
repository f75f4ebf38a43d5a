export { harvestAll } from './harvest-all.ts';
export type { HarvestResult } from './harvest-line.ts';
export { harvestSystem, type HarvestOutcome } from './harvest-system.ts';
export { createHarvestProgress } from './progress.ts';
export type { HarvestProgress } from './progress-event.ts';
export { listRejects, readRejectsAgain, type RejectsReadAgain } from './rejects.ts';
export type { HarvestKind } from './run.ts';
export { startHarvestSchedule, type HarvestSchedule } from './schedule.ts';
export { harvestStatus, type HarvestStatus } from './status.ts';
