/** What a Symphony can do as the region file describes it, for the table of docs/capabilities.md. */
import type { DescribedWay } from '#contract/adapter.ts';

const source = 'http://127.0.0.1:9/catalogue.mrc';
const LISTS: DescribedWay = {
  as: '`lists`',
  settings: { lists: { loans: [{ source }], readers: [{ source }], charges: [{ source }] } },
};

export const described: readonly DescribedWay[] = [
  { as: 'yes', credentials: { clientIdEnv: 'CLIENT_ID' }, settings: { path: '/symws' } },
  { as: 'service account', credentials: { userEnv: 'STAFF_USER', passwordEnv: 'STAFF_PASSWORD' } },
  { as: '`export`', settings: { export: { source } } },
  { as: '`export.uses`', settings: { export: { source, uses: { dates: 'dmy' } } } },
  { as: '`policies`', settings: { policies: { map: 'map.csv', rules: 'rules.csv' } } },
  LISTS,
  { as: '`access: read`', settings: { patrons: { access: 'read' } } },
  { as: '`access: write`', settings: { patrons: { access: 'write' } } },
];

/** The same where nothing is left but files. */
export const describedByFiles: readonly DescribedWay[] = [
  { as: 'yes', settings: { interface: 'none', shadows: 'none', export: { source } } },
  { as: '`reports.items`', settings: { reports: { items: { source: 'items.txt' } } } },
  { as: '`policies`', settings: { policies: { map: 'map.csv', rules: 'rules.csv' } } },
  LISTS,
];
