/** What `mercia doctor` learns of a Symphony. Reports everything, throws nothing for what the site does. */
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { Capability, Probe, ProbeStep, UnmappedCode } from '../adapter.ts';
import { OF_ACCOUNTS } from './accounts/index.ts';
import type { PatronRecords } from './accounts/patron-records.ts';
import type { SymphonyClient } from './client.ts';
import type { PolicyList, PolicySource } from './policies.ts';
import type { SymphonySite } from './site.ts';
import type { TitleSource } from './titles.ts';

export interface ProbeContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly policies: PolicySource;
  readonly titles: TitleSource;
  /** Null where the adapter has nothing to do with patrons. */
  readonly records: PatronRecords | null;
  readonly capabilities: readonly Capability[];
  /** How records come, looked at: throws if the export is not there. */
  readonly describeHarvest: (signal: AbortSignal) => Promise<string>;
  readonly now: () => number;
}

const NOBODY = '0';

/** Asks a site everything that the adapter relies on. */
export async function probeSymphony(context: ProbeContext, signal: AbortSignal): Promise<Probe> {
  const { site, client, policies, now } = context;
  const steps: ProbeStep[] = [];
  const unmapped: UnmappedCode[] = [];

  async function step(what: string, work: () => Promise<string>): Promise<MerciaError | null> {
    const started = now();
    const mapped = unmapped.length;
    try {
      const detail = await work();
      const warn = unmapped.length > mapped;
      steps.push({ what, ok: true, ...(warn && { warn }), elapsedMs: now() - started, detail });
      return null;
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      steps.push({ what, ok: false, elapsedMs: now() - started, detail: error.message });
      return error;
    }
  }

  let locations: PolicyList = new Map();
  const unreachable = await step('reach the system', async () => {
    locations = await policies.ask('location', signal);
    return `web services of SirsiDynix, ${locations.size} locations`;
  });
  const reachable = unreachable === null || isMerciaError(unreachable, 'LMS_BAD_RESPONSE', 'LMS_AUTH_FAILED');
  if (!reachable) return { reachable, product: null, steps, capabilities: [], unmapped };

  let loggedIn = true;
  if (client.hasStaff) {
    loggedIn =
      (await step('log in', async () => {
        await client.logIn(signal);
        return 'the staff account is let in';
      })) === null;
  } else {
    const detail = 'no staff account is named: what the client id alone may see';
    steps.push({ what: 'log in', ok: true, elapsedMs: 0, detail });
  }
  const key = String(site.settings.keys.from);
  const live =
    (await step('live items', async () => {
      const found = (await context.titles.find([key], signal)).get(key) ?? null;
      if (found instanceof MerciaError) throw found;
      return found === null
        ? 'many titles at once'
        : `many titles at once; title ${key} has ${found.copies.length} copies`;
    })) === null;
  const readable =
    (await step('titles', async () => {
      await client.resource('title', `/catalog/bib/key/${key}`, 'shadowed', signal);
      return 'titles can be read one by one, with what is shadowed';
    })) === null;
  const { records } = context;
  const patrons =
    records !== null &&
    (await step('patrons', async () => {
      // Nobody has this number: no patron is looked at.
      await records.account(NOBODY, records.fields.account, signal);
      return 'accounts can be read; PINs, renewals and holds are not tried';
    })) === null;
  if (unreachable === null) {
    await step('locations', () => Promise.resolve(locationsOf(site, locations, unmapped)));
    await step('libraries', async () => librariesOf(site, await policies.ask('library', signal), unmapped));
  }
  const mayHarvest = unreachable === null && loggedIn && (readable || site.settings.shadows === 'none');
  const canHarvest = mayHarvest && (await step('harvest', () => context.describeHarvest(signal))) === null;
  const capabilities = context.capabilities.filter((capability) => {
    if (OF_ACCOUNTS.includes(capability)) return patrons && loggedIn;
    // LOAN_COUNTS comes with harvest, from the same file.
    return capability === 'LIVE_ITEMS' ? live && unreachable === null : canHarvest;
  });
  return {
    reachable,
    product: unreachable === null ? 'SirsiDynix Symphony' : null,
    steps,
    capabilities,
    unmapped,
  };
}

function locationsOf(site: SymphonySite, locations: PolicyList, unmapped: UnmappedCode[]): string {
  const owners = site.system.owners.map((owner) => owner.code);
  const missing = [...locations].filter(([code]) => !owners.some((owner) => site.meaningOf(owner, code) !== null));
  for (const [code, policy] of missing)
    unmapped.push({ list: 'location', code, label: policy.name, where: 'settings.locations' });
  return missing.length === 0
    ? `all ${locations.size} locations are mapped`
    : `${missing.length} of ${locations.size} locations are not mapped: copies there are UNKNOWN`;
}

function librariesOf(site: SymphonySite, libraries: PolicyList, unmapped: UnmappedCode[]): string {
  for (const [code, policy] of libraries) {
    if (site.libraryOf(code) === null) unmapped.push({ list: 'library', code, label: policy.name, where: 'owners' });
  }
  const gone = site.system.owners.map((owner) => owner.code).filter((code) => !libraries.has(code));
  if (gone.length > 0) {
    throw new MerciaError(
      'CONFIG_INVALID',
      `the region file names libraries that the system does not have: ${gone.join(', ')}`,
      { system: site.system.id },
    );
  }
  const nobodys = [...libraries.keys()].filter((code) => site.libraryOf(code) === null).length;
  return nobodys === 0
    ? `${libraries.size} libraries`
    : `${nobodys} of ${libraries.size} libraries are none of the region's: their copies are left out`;
}
