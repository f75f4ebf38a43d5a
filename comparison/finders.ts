/** What is looked for in every snapshot, in this order; a new kind of finding is added here. */
import { findRepeatedBarcodes } from './barcodes/repeated-barcodes.ts';
import { findOddItems } from './day-one/find-odd-items.ts';
import { keepPolicies } from './policies/snapshot-policies.ts';
import { countProfiles } from './profiles/count-profiles.ts';
import { countReaders } from './readers/count-readers.ts';
import type { SnapshotFinder } from './snapshots/take.ts';

export const FINDERS: readonly SnapshotFinder[] = [
  findRepeatedBarcodes,
  keepPolicies,
  findOddItems,
  countProfiles,
  countReaders,
];
