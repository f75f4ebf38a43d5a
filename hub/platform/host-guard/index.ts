/** What spares the library systems. */
export { createHostGuards } from './host-guards.ts';
export { createSlots } from './slots.ts';
export type { Slots } from './slots.ts';
export type { HostGuards } from './host-guards.ts';
export type { HostGuard, HostObserver, HostState } from './host-guard.ts';
export type { HostLimits } from './share.ts';
export type { HostShare, HostShares, ShareHolder } from './share.ts';
export { askAs, createSharedTurn, currentTurn, URGENCIES } from './turn.ts';
export type { SharedTurn, Turn, Urgency } from './turn.ts';
