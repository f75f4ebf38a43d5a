export type { ToldOfCopies } from '#conformance/checks/harvest.ts';
