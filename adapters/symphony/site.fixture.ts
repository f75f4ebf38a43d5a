import { NOTHING_PRINTED } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import { systemOf } from '../shared/system.fixture.ts';
import type { Policies } from './policies.ts';
import { createSymphonySite, type SymphonySite } from './site.ts';
import type { TitleCopy } from './title-info.ts';

export const SYSTEM = 'sym' as SystemId;

export interface Site extends SymphonySite {
  readonly warnings: readonly string[];
}

/** A site of two libraries: `ash` owns MAIN, `beech` owns WEST. */
export function siteOf(
  settings: unknown = {},
  owners: Readonly<Record<string, string>> = { MAIN: 'ash', WEST: 'beech' },
): Site {
  const warnings: string[] = [];
  const logger = {
    warn: (fields: { readonly list: string; readonly code: string }) => warnings.push(`${fields.list} ${fields.code}`),
  } as unknown as Logger;
  const system = { ...systemOf(SYSTEM, 'symphony', Object.entries(owners)), settings };
  return { ...createSymphonySite(system, logger), warnings };
}

export const POLICIES: Policies = {
  locations: new Map([
    ['STACKS', { name: 'Open shelves', shadowed: false }],
    ['STAFF', { name: null, shadowed: true }],
  ]),
  libraries: new Map(),
  itemTypes: new Map([['BOOK', { name: 'Book', shadowed: false }]]),
  limitation: null,
};

export const copyOf = (changes: Partial<TitleCopy> = {}): TitleCopy => ({
  ...NOTHING_PRINTED,
  titleId: '476022',
  barcode: '30001000000017',
  library: 'MAIN',
  callNumber: 'W 100',
  itemType: 'BOOK',
  currentLocation: 'STACKS',
  homeLocation: 'STACKS',
  dueDate: null,
  recallDueDate: null,
  chargeable: true,
  inTransit: false,
  reserveRule: null,
  publicNotes: [],
  ...changes,
});

export const SHELVES = { shelves: ['STACKS'] };
