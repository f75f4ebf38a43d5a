export { harvestAll, type HarvestAllOptions, type HarvestResult } from './harvest-all.ts';
export { harvestSystem, type HarvestOutcome, type HarvestSystemOptions } from './harvest-system.ts';
export { createHarvestProgress, type HarvestProgressView } from './progress.ts';
export type { HarvestProgress } from './progress-event.ts';
export type { HarvestKind } from './run.ts';
export { startHarvestSchedule, type HarvestSchedule, type HarvestScheduleOptions } from './schedule.ts';
export { harvestStatus, type HarvestStatus } from './status.ts';
export { ensureSystemNumber } from './system-number.ts';
