/** Files → domain, pure: a record with its copies and, library by library, what is owned. */
import type { HarvestedHolding, HarvestedItem, KeptFields } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import { runsInOrder } from '#marc/holding-statements.ts';
import type { MarcFormat, MarcRecord } from '#marc/marc-record.ts';
import { ownerOfRecord, toHoldings } from '../shared/holdings.ts';
import { toLiveKeys } from '../shared/live-keys.ts';
import { withoutFields } from '../shared/marc-fields.ts';
import { moreHidden } from '../shared/reading-rules.ts';
import { copyPartsOf } from './config.ts';
import type { FileCopy } from './copy.ts';
import { CELLS_TAG } from './csv-to-marc.ts';
import { toFactsAtHarvest } from './item-facts.ts';
import type { NamedCopy } from './item-facts.ts';
import type { FilesSite } from './site.ts';
import { stateOf } from './status.ts';
import { copyVisibility, recordVisibility } from './visibility.ts';

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

/** One record with its copies and, library by library, what is owned. */
export function toHarvested(site: FilesSite, source: RecordOfFiles): HarvestedDescription {
  const { id, raw, format, repairs, shown } = source;
  const items = source.copies.map(({ localId, copy }): HarvestedItem => ({
    localId,
    barcode: copy.barcode,
    ownerCode: site.ownerCodeOf(copy),
    callNumber: copy.callNumber,
    locationCode: copy.location,
    itemType: copy.itemType,
    visibility: moreHidden(copyVisibility(site.settings, copy), shown?.get(localId)),
    ...keptOf(copy),
    ...stateForMoves(site, copy),
    details: copy.details,
    staffNotes: copy.staffNotes,
  }));
  const { copies } = site.settings;
  const described = withoutFields(source.marc, CELLS_TAG);
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
  const owner = items.length > 0 ? null : ownerOfRecord(site, marc, site.settings.recordOwner);
  // Without a field, a line or a list of copies nothing is known of them, which is not the same as that there are none.
  const hasCopies = copyPartsOf(site.settings).length > 0;
  const byId = new Map(copies.map((each) => [each.localId, each]));
  return toHoldings(site, {
    marc,
    visibility,
    items: hasCopies ? items : null,
    owners: owner === null ? [] : [owner],
    copiesIfNone: hasCopies ? 0 : null,
    runs: runsInOrder(marc),
    catalogueUrl: null,
    liveKeysOf: (library) => toLiveKeys(id, library, items.length),
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
