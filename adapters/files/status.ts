/** The state and the rule of a copy, from codes that mean something at their own library only. Pure. */
import type { ItemStatus, ItemUse } from '#domain/facts.ts';
import { firstStatus, type PossibleStatus } from '#domain/item-status.ts';
import type { FilesSettings, StatusMeaning } from './config.ts';
import type { FileCopy, StatusCode } from './copy.ts';
import type { FilesSite } from './site.ts';

/** The strictest rule wins. */
const STRICTNESS: readonly ItemUse[] = ['ONLINE', 'RESTRICTED', 'UNKNOWN', 'REFERENCE', 'HOURLY', 'SHORT_LOAN', 'LOAN'];

export interface CopyState {
  readonly status: ItemStatus;
  readonly use: ItemUse;
  /** The code that decided, as it stands in the file; null where none did. */
  readonly code: string | null;
  /** What decided; null if the files say nothing. */
  readonly rule: string | null;
  /** False where the files say nothing of how this copy stands. */
  readonly isTold: boolean;
}

interface Candidate extends PossibleStatus {
  readonly code: string | null;
  readonly rule: string;
}

/** State and rule of one copy. A code that nobody mapped is UNKNOWN; that a copy is in its place is never concluded. */
export function stateOf(site: FilesSite, copy: FileCopy): CopyState {
  const candidates: Candidate[] = [];
  const uses: ItemUse[] = [];
  for (const each of copy.statuses) {
    const meaning = meaningOf(site.settings, each);
    if (meaning === null) {
      if (each.code === '') continue;
      site.onUnmapped('status', each.code, { column: each.place, written: writtenCode(each) });
      candidates.push({
        status: 'UNKNOWN',
        code: each.code,
        rule: `no statuses.${writtenCode(each)} in the region file`,
      });
      continue;
    }
    // A code that is only a rule leaves the copy in its place.
    candidates.push({
      status: meaning.status ?? 'AVAILABLE',
      code: each.code === '' ? null : each.code,
      rule: `statuses.${writtenCode(each)}`,
    });
    if (meaning.use !== null) uses.push(meaning.use);
  }
  if (copy.due !== null) candidates.push({ status: 'ON_LOAN', code: null, rule: 'files: due date' });
  if (copy.itemType !== null) uses.push(useOfType(site, copy.itemType));
  const first = firstStatus(candidates);
  return {
    status: first?.status ?? 'UNKNOWN',
    code: first?.code ?? null,
    rule: first?.rule ?? null,
    isTold: first !== undefined,
    use: STRICTNESS.find((use) => uses.includes(use)) ?? 'UNKNOWN',
  };
}

/** Codes that say the same wherever they stand: nothing is set. */
const NOTHING_SET: readonly string[] = ['', '0'];

/**
 * What a code means: that of its own place, then that of the code alone. Where codes stand in several places a code alone says nothing,
 * because 1 may be "lost" in one and "not for loan" in the other. Null where the region file does not say.
 */
export function meaningOf(
  { statuses }: Pick<FilesSettings, 'statuses'>,
  { column, place, isOnlyPlace, code }: StatusCode,
): StatusMeaning | null {
  const ofPlace = statuses[`${place}=${code}`] ?? statuses[`${column}=${code}`];
  if (ofPlace !== undefined) return ofPlace;
  return isOnlyPlace || NOTHING_SET.includes(code) ? (statuses[code] ?? null) : null;
}

/** A code as the region file writes it: with its place where that tells it from others. */
export function writtenCode({ column, place, isOnlyPlace, code }: StatusCode): string {
  return isOnlyPlace && place === column ? code : `${place}=${code}`;
}

function useOfType(site: FilesSite, code: string): ItemUse {
  const type = site.settings.itemTypes[code];
  if (type === undefined) site.onUnmapped('itemType', code);
  return type?.use ?? 'UNKNOWN';
}
