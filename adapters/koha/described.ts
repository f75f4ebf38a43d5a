/** What a Koha can do as the region file describes it, for the table of docs/capabilities.md. */
import type { DescribedWay } from '#contract/adapter.ts';

export const described: readonly DescribedWay[] = [
  { as: 'yes' },
  { as: 'service account', credentials: { clientIdEnv: 'CLIENT_ID', clientSecretEnv: 'CLIENT_SECRET' } },
  { as: '`policies`', settings: { policies: { rules: { report: 1 } } } },
  { as: '`access: read`', settings: { patrons: { access: 'read' } } },
  { as: '`access: write`', settings: { patrons: { access: 'write' } } },
];

/** The same where the site gives no REST. */
export const describedWithoutRest: readonly DescribedWay[] = [
  { as: 'yes', settings: { interface: 'none' } },
  { as: '`interface: ils-di`', settings: { interface: 'ils-di' } },
];
