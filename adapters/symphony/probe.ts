/** What `mercia doctor` learns of a Symphony. Reports everything, throws nothing for what the site does. */
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { Capability, PolicySource as SetUp, Probe, UnmappedCode } from '#contract/adapter.ts';
import { compareOwners, createProbeReport, describeRules } from '../shared/probe-report.ts';
import { OF_ACCOUNTS } from './accounts/index.ts';
import type { PatronRecords } from './accounts/patron-records.ts';
import type { SymphonyClient } from './client.ts';
import type { PolicyList, PolicySource } from './policies.ts';
import type { DeliveryReader } from './reports/delivery.ts';
import { probeReports } from './reports/probe.ts';
import type { ListsOfReaders } from './reports/reader-lists.ts';
import type { SymphonySite } from './site.ts';
import type { TitleSource } from './live.ts';

export interface ProbeContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly policies: PolicySource;
  /** Codes and rules as the hub reads them. */
  readonly setUp: SetUp;
  readonly titles: TitleSource;
  /** Null where the adapter has nothing to do with patrons. */
  readonly records: PatronRecords | null;
  readonly capabilities: readonly Capability[];
  /** How records come, looked at: throws if the export is not there. */
  readonly describeHarvest: (signal: AbortSignal) => Promise<string>;
  /** Null where records are asked for key by key. */
  readonly files: DeliveryReader | null;
  readonly listed: ListsOfReaders;
  readonly now: () => number;
}

const NOBODY = '0';
/** They stand in files, whatever the web services say. */
const OF_LISTS: readonly Capability[] = ['OPEN_LOANS', 'READER_TOKENS', 'OPEN_CHARGES'];

/** Asks a site everything that the adapter relies on. */
export async function probeSymphony(context: ProbeContext, signal: AbortSignal): Promise<Probe> {
  const { site, client, policies, now } = context;
  const report = createProbeReport(now);
  const { steps, unmapped, works } = report;

  let locations: PolicyList = new Map();
  const unreachable = await report.run('reach the system', async () => {
    locations = await policies.ask('location', signal);
    return `web services of SirsiDynix, ${locations.size} locations`;
  });
  const reachable = unreachable === null || isMerciaError(unreachable, 'LMS_BAD_RESPONSE', 'LMS_AUTH_FAILED');
  if (!reachable) return { reachable, product: null, steps, capabilities: [], unmapped };

  let loggedIn = true;
  if (client.hasStaff) {
    loggedIn = await works('log in', async () => {
      await client.logIn(signal);
      return 'the staff account is let in';
    });
  } else report.note('log in', 'no staff account is named: what the client id alone may see');
  const key = String(site.settings.keys.from);
  const live = await works('live items', () => findTitle(context, key, signal));
  const readable = await works('titles', async () => {
    await client.resource('title', `/catalog/bib/key/${key}`, 'shadowed', signal);
    return 'titles can be read one by one, with what is shadowed';
  });
  const { records } = context;
  const patrons =
    records !== null &&
    (await works('patrons', async () => {
      // Nobody has this number: no patron is looked at.
      await records.account(NOBODY, records.fields.account, signal);
      return 'accounts can be read; PINs, renewals and holds are not tried';
    }));
  if (unreachable === null) {
    await works('locations', () => Promise.resolve(locationsOf(site, locations, unmapped)));
    await works('libraries', async () => librariesOf(site, await policies.ask('library', signal), unmapped));
  }
  const rulesRead = await works('rules of lending', () => describeRules(context.setUp, signal));
  const mayHarvest = unreachable === null && loggedIn && (readable || site.settings.shadows !== 'ask');
  const isThere = mayHarvest && (await works('harvest', () => context.describeHarvest(signal)));
  const { files, listed } = context;
  const { isWhole, lost } = await probeReports({ site, files, listed, report }, signal);
  const canHarvest = isThere && isWhole;
  const capabilities = context.capabilities.filter((capability) => {
    if (OF_ACCOUNTS.includes(capability)) return patrons && loggedIn;
    if (capability === 'CODE_LISTS') return unreachable === null;
    if (capability === 'LOAN_POLICIES') return rulesRead;
    if (OF_LISTS.includes(capability)) return !lost.has(capability);
    // LOAN_COUNTS comes with harvest, from the same files.
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

async function findTitle({ titles }: ProbeContext, key: string, signal: AbortSignal): Promise<string> {
  const found = (await titles.find([key], signal)).get(key) ?? null;
  if (found instanceof MerciaError) throw found;
  return found === null ? 'many titles at once' : `many titles at once; title ${key} has ${found.copies.length} copies`;
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
  const known = new Map([...libraries].map(([code, { name }]) => [code, name]));
  const nobodys = compareOwners(site, { list: 'library', plural: 'libraries' }, known, unmapped);
  return nobodys === 0
    ? `${libraries.size} libraries`
    : `${nobodys} of ${libraries.size} libraries are none of the region's: their copies are left out`;
}
