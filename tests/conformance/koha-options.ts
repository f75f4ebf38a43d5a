import type { AdapterContext } from '#contract/adapter.ts';
import type { HarvestPlan } from '#domain/region.ts';
import type { KohaPermission, KohaPreferences } from '#simulators/koha/world.ts';

/** How a Koha of the tests is set up, and asked. */
export interface KohaTestOptions {
  readonly login: 'oauth' | 'basic' | 'none';
  readonly harvest?: HarvestPlan['method'];
  readonly preferences?: Partial<KohaPreferences>;
  readonly settings?: object;
  readonly now?: () => number;
  readonly timeZone?: string;
  /** Permissions of the service account; all that it needs where not said. */
  readonly permissions?: readonly KohaPermission[];
  /** Of a newer version, which tells the open transfers of a title's copies. */
  readonly embedsTransfers?: boolean;
  readonly readerToken?: AdapterContext['readerToken'];
}
