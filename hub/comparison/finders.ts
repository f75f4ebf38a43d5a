/** What is looked for in every snapshot, in this order; a new kind of finding is added here. */
import { countNeverBorrowed } from './day-one/never-borrowed.ts';
import { findOddItems } from './day-one/find-odd-items.ts';
import { countCodes } from './codes/count-codes.ts';
import { findBarcodeClashes } from './collisions/find-barcode-clashes.ts';
import { countSharedNumbers } from './collisions/record-numbers.ts';
import { countLibraries } from './control-totals/count-ours.ts';
import { findGaps } from './changes/gaps.ts';
import { keepRejects } from './snapshots/keep-rejects.ts';
import { findFixes } from './fix-lists/find-fixes.ts';
import { askToCompareRecords } from './overlap/compare-records.ts';
import { findDuplicates } from './overlap/duplicates.ts';
import { findTitles } from './overlap/titles.ts';
import { keepPolicies } from './codes/snapshot-policies.ts';
import { countProfiles } from './profiles/count-profiles.ts';
import { countLent } from './readers/count-lent.ts';
import { countReaders } from './readers/count-readers.ts';
import type { SnapshotFinder } from './snapshots/finder.ts';

export const FINDERS: readonly SnapshotFinder[] = [
  findBarcodeClashes,
  countSharedNumbers,
  countCodes,
  countLibraries,
  keepRejects,
  findGaps,
  keepPolicies,
  findOddItems,
  countNeverBorrowed,
  countProfiles,
  countReaders,
  countLent,
  findTitles,
  findDuplicates,
  // After all that find something: it reads what they found.
  findFixes,
  askToCompareRecords,
];
