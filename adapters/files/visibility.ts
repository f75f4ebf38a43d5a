/** Who may see a record or a copy, by the rules of the region file. Pure. */
import type { HarvestedItem } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { hasCode } from '../shared/codes.ts';
import type { FilesSettings } from './config.ts';
import type { FileCopy } from './copy.ts';
import { valuesAt } from './record-id.ts';

/** A record is hidden by a value of its own, or by its copies: one that has copies and shows none is not shown. */
export function recordVisibility(
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

export function copyVisibility({ suppression, illItemTypes }: FilesSettings, copy: FileCopy): Visibility {
  const { copies } = suppression;
  if (hasCode(illItemTypes, copy.itemType)) return 'ILL_TEMPORARY';
  const isHidden =
    hasCode(copies.hidden, copy.hidden) ||
    hasCode(copies.location, copy.location) ||
    hasCode(copies.itemType, copy.itemType) ||
    copy.statuses.some(({ column, place, code }) =>
      [code, `${column}=${code}`, `${place}=${code}`].some((written) => hasCode(copies.status, written)),
    );
  return isHidden ? 'SUPPRESSED' : 'PUBLIC';
}
