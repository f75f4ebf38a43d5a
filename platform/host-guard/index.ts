/** What spares the library systems. */
export { createHostGuards } from './host-guards.ts';
export type { HostGuards } from './host-guards.ts';
export type { HostGuard, HostObserver, HostState } from './host-guard.ts';
export type { Urgency } from './slots.ts';
