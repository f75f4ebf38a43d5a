export type * from '#conformance/readers/patron-system.ts';
