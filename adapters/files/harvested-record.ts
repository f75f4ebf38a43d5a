/** Files → domain, pure: a record with its copies and, library by library, what is owned. */
import { toDue } from '#domain/due.ts';
import type { HarvestedHolding, HarvestedItem, KeptFields } from '#domain/catalogue.ts';
import {
  type Visibility,
  descriptionOf,
  type Due,
  type HoldingFacts,
  type ItemFacts,
  type ItemLimitation,
  type ItemStatus,
} from '#domain/facts.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import { runsInOrder } from '#marc/holding-statements.ts';
import type { MarcFormat, MarcRecord } from '#marc/marc-record.ts';
import { ownerOfRecord, toHoldings } from '../shared/holdings.ts';
import { toLiveKeys } from '../shared/live-keys.ts';
import { withoutFields } from '../shared/marc-fields.ts';
import { moreHidden } from '../shared/reading-rules.ts';
import { copyPartsOf, type FilesSettings } from './config.ts';
import { dayOf } from '../shared/written-days.ts';
import type { FileCopy } from './copy.ts';
import { CELLS_TAG } from './csv-to-marc.ts';
import { hiddenMarkOf } from './hidden-mark.ts';
import { RUN_TAG, isOnlineHolding, ownRuns, runOwners } from './own-runs.ts';
import type { FilesSite } from './site.ts';
import { stateOf } from './status.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import { limitationsOf, mayBeOnLoan } from '#domain/item-status.ts';
import { hasCode } from '../shared/codes.ts';
import { valuesAt } from './entries.ts';

export interface RecordOfFiles {
  readonly id: string;
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  readonly copies: readonly NamedCopy[];
  /** When the files were written (RFC 3339, UTC); null when the state of the copies, or its time, is unknown. */
  readonly asOf: string | null;
  /** How visible the copies were when the index last knew them; they are shown no more than that. */
  readonly shown?: ReadonlyMap<string, Visibility> | undefined;
}

export function toHarvested(site: FilesSite, source: RecordOfFiles): HarvestedDescription {
  const { id, raw, format, repairs, shown } = source;
  const items = source.copies.map(({ localId, copy }): HarvestedItem => ({
    localId,
    barcode: copy.barcode,
    ownerCode: site.ownerCodeOf(copy),
    callNumber: copy.callNumber,
    locationCode: copy.location,
    itemType: copy.itemType,
    visibility: moreHidden(copyVisibility(site, copy), shown?.get(localId)),
    ...keptOf(copy),
    ...stateForMoves(site, copy),
    details: copy.details,
    staffNotes: copy.staffNotes,
  }));
  const { copies } = site.settings;
  const described = withoutFields(withoutFields(source.marc, CELLS_TAG), RUN_TAG);
  const marc = copies === null ? described : withoutFields(described, copies.tag);
  const visibility = recordVisibility(site.settings, source.marc, items);
  return {
    deleted: false,
    localId: id,
    changedAt: null,
    visibility,
    raw,
    format,
    marc,
    repairs,
    items,
    leftOutItems: [],
    holdings: holdingsOf(site, source, { visibility, items }),
  };
}

/** What a rule reads of the copy and the index has no place for. */
function keptOf({ hidden }: FileCopy): { readonly kept?: KeptFields } {
  return hidden === null ? {} : { kept: { hidden } };
}

/** How the copy stood when the files were written; not told if no code of them says it. */
function stateForMoves(site: FilesSite, copy: FileCopy): Pick<HarvestedItem, 'status' | 'statusAtSource' | 'use'> {
  const { status, use, isTold } = stateOf(site, copy);
  // The same code may mean two things in two columns; it is written as the region file writes it.
  const hasColumns = copy.statuses.length > 1;
  const codes = copy.statuses.flatMap(({ column, code }) =>
    code === '' ? [] : hasColumns ? `${column}=${code}` : code,
  );
  return {
    status: isTold ? status : null,
    statusAtSource: codes.length === 0 ? null : codes.join(', '),
    use: isTold || copy.itemType !== null ? use : null,
  };
}

function holdingsOf(
  site: FilesSite,
  { id, marc, copies, asOf }: RecordOfFiles,
  { visibility, items }: { readonly visibility: Visibility; readonly items: readonly HarvestedItem[] },
): readonly HarvestedHolding[] {
  const online = isOnlineHolding(marc);
  // Without a field, a line or a list of copies nothing is known of them, which is not the same as that there are none.
  const hasCopies = online === true || copyPartsOf(site.settings).length > 0;
  const byId = new Map(copies.map((each) => [each.localId, each]));
  return toHoldings(site, {
    marc,
    visibility,
    items: hasCopies ? items : null,
    owners: ownersOf(site, marc, items.length > 0),
    online,
    copiesIfNone: hasCopies && online !== false ? 0 : null,
    runs: [...runsInOrder(withoutPlacesOfCopies(site.settings, marc)), ...ownRuns(marc, site)],
    catalogueUrl: null,
    // What is read online stands nowhere: nobody is asked how.
    liveKeysOf: (library) => (online === true ? [] : toLiveKeys(id, library, items.length)),
    factsOf: (_library, own) =>
      asOf === null || own.length === 0
        ? null
        : toFactsAtHarvest(
            site,
            own.flatMap((item) => byId.get(item.localId) ?? []),
            asOf,
          ),
  });
}

/** An 852 of a copy that names its owner elsewhere than in $b says there on which shelf the copy is, not whose a run is. */
function withoutPlacesOfCopies({ copies }: FilesSettings, marc: MarcRecord): MarcRecord {
  return copies?.tag !== '852' || copies.subfields.owner === 'b' ? marc : withoutFields(marc, '852');
}

/** Libraries that have the record without a copy of it; of lines of runs, whoever they name. */
export function ownersOf(site: FilesSite, marc: MarcRecord, hasCopies: boolean): readonly LibraryId[] {
  const named = runOwners(marc, site).flatMap((code) => {
    const library = site.libraryOf(code);
    if (library === null) site.onUnknownOwner(code);
    return library ?? [];
  });
  const owner = hasCopies || named.length > 0 ? null : ownerOfRecord(site, marc, site.settings.recordOwner);
  return owner === null ? [...new Set(named)] : [owner];
}

interface NamedCopy {
  readonly localId: string;
  readonly copy: FileCopy;
}

/** These copies as they stood at the moment when the files were written. */
function toFactsAtHarvest(site: FilesSite, copies: readonly NamedCopy[], asOf: string): HoldingFacts {
  return { asOf, items: copies.map((each) => toItemFacts(site, each)), holdQueue: null, limitation: null };
}

function toItemFacts(site: FilesSite, { localId, copy }: NamedCopy): ItemFacts {
  const { status, use, code, rule, isTold } = stateOf(site, copy);
  const { location, itemType, publicNote } = copy;
  const name = location === null ? null : (site.settings.locations[location] ?? null);
  return {
    id: createId(site.system.id, 'item', localId),
    ...descriptionOf(copy),
    status,
    limitations: use === 'ONLINE' ? [] : limitationsOf(status, notTold(site)),
    statusAtSource: code,
    statusRule: rule,
    use,
    due: mayBeOnLoan(status) ? dueOf(copy.due) : null,
    permanentLocation: location === null ? null : { code: location, name, siteCode: site.ownerCodeOf(copy) },
    currentLocation: null,
    itemType: itemType === null ? null : (site.settings.itemTypes[itemType]?.name ?? itemType),
    holdQueue: null,
    publicNotes: publicNote === null ? [] : [publicNote],
    reason: isTold
      ? null
      : {
          code: 'NOT_SUPPORTED',
          message: 'The files do not say how this copy stands',
          system: site.system.id,
        },
  };
}

const TOLD_BY: Readonly<Record<ItemLimitation, ItemStatus>> = {
  HOLD_SHELF_NOT_TOLD: 'ON_HOLD_SHELF',
  TRANSIT_NOT_TOLD: 'IN_TRANSIT',
};

/** What no code of these files says. */
function notTold({ settings }: FilesSite): readonly ItemLimitation[] {
  const told = new Set(Object.values(settings.statuses).map(({ status }) => status));
  return (Object.keys(TOLD_BY) as ItemLimitation[]).filter((limitation) => !told.has(TOLD_BY[limitation]));
}

function dueOf(text: string | null): Due | null {
  const on = text === null ? null : dayOf(text);
  return on === null ? null : toDue({ on, at: null });
}

/** A record is hidden by a value of its own, or by its copies: one that has copies and shows none is not shown. */
function recordVisibility(
  { suppression }: FilesSettings,
  marc: MarcRecord,
  items: readonly Pick<HarvestedItem, 'visibility'>[],
): Visibility {
  const isHidden = Object.entries(suppression.record).some(([place, hiding]) =>
    valuesAt(marc, place).some((value) => hasCode(hiding, value)),
  );
  if (isHidden) return 'SUPPRESSED';
  if (items.length === 0 || items.some(({ visibility }) => visibility === 'PUBLIC')) return 'PUBLIC';
  return items.every(({ visibility }) => visibility === 'ILL_TEMPORARY') ? 'ILL_TEMPORARY' : 'SUPPRESSED';
}

function copyVisibility({ settings, onUntoldHidden }: FilesSite, copy: FileCopy): Visibility {
  const { copies } = settings.suppression;
  if (hasCode(settings.illItemTypes, copy.itemType)) return 'ILL_TEMPORARY';
  const mark = hiddenMarkOf(settings, copy.hidden);
  if (mark === 'UNTOLD') onUntoldHidden(copy.hidden ?? '');
  const isHidden =
    mark !== 'SHOWS' ||
    hasCode(copies.location, copy.location) ||
    hasCode(copies.itemType, copy.itemType) ||
    copy.statuses.some(({ column, place, code }) =>
      [code, `${column}=${code}`, `${place}=${code}`].some((written) => hasCode(copies.status, written)),
    );
  return isHidden ? 'SUPPRESSED' : 'PUBLIC';
}
