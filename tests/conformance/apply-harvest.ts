export { applyPage, collectPages, emptyIndex, harvestFully } from '#conformance/apply-harvest.ts';
export type { TestIndex } from '#conformance/apply-harvest.ts';
