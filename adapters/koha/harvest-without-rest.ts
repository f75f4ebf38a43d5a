/** Harvest by OAI-PMH alone: what its records do not say, nothing does. */
import type { HarvestSource } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { unseenEdits } from './edits.ts';
import { findByOai } from './find-records.ts';
import { oaiPages, type OaiHarvestContext } from './harvest-oai.ts';
import { describeWay, type HarvestWay } from './harvest-way.ts';
import type { IlsDi } from './ils-di/client.ts';
import { LONGEST_IDS } from './ils-di/copies.ts';
import { hiddenHoldsReason } from './live.ts';
import { lookAtRecords } from './look-at-records.ts';
import type { KohaOai } from './oai.ts';
import type { RecordParts } from './record-parts.ts';
import { createReadingRules } from './reading-rules.ts';
import { inParts } from '../shared/slots.ts';
import type { KohaSite } from './site.ts';

export interface HarvestWithoutRestContext {
  readonly site: KohaSite;
  readonly oai: KohaOai;
  /** Null where the site has no ILS-DI. */
  readonly ilsDi: IlsDi | null;
  readonly now: () => number;
}

/** The harvest source of a site that gives no REST. */
export function createHarvestWithoutRest(context: HarvestWithoutRestContext): HarvestSource {
  let known: WayWithoutRest | null = null;
  const wayOf = async (signal: AbortSignal): Promise<WayWithoutRest> => {
    if (known !== null) return known;
    const way = await findWay(context, signal);
    // What records show once, they go on showing; what they did not show may have been a matter of chance.
    if (way.isSure) known = way;
    return way;
  };
  const oaiContext = ({ showsCopies, isSure: _, ...way }: WayWithoutRest): OaiHarvestContext => ({
    site: context.site,
    oai: context.oai,
    now: context.now,
    parts: partsOf(context, showsCopies),
    byRest: null,
    ...way,
  });
  return {
    rules: createReadingRules(context.site),
    describe: async (signal) => describeWay(await wayOf(signal), true),
    unseenEdits: async (signal) => unseenEdits(await wayOf(signal), true).map(({ what }) => what),
    async *pages(from, signal) {
      const listedAt = new Date(context.now()).toISOString();
      for await (const page of oaiPages(oaiContext(await wayOf(signal)), from, signal)) yield { ...page, listedAt };
    },
    async findRecords(localIds, signal) {
      const listedAt = new Date(context.now()).toISOString();
      return { ...(await findByOai(oaiContext(await wayOf(signal)), localIds, signal)), listedAt };
    },
  };
}

interface WayWithoutRest extends HarvestWay {
  /** Copies were seen in records: only then a record without any is one that has none, or hidden ones alone. */
  readonly showsCopies: boolean;
  /** Seen, and not only not contradicted. */
  readonly isSure: boolean;
}

/** Throws CONFIG_INVALID where there is no OAI-PMH. */
export async function findWay(context: HarvestWithoutRestContext, signal: AbortSignal): Promise<WayWithoutRest> {
  const { site, oai } = context;
  if ((await oai.identify(signal)) === null) {
    const what = 'the site has no OAI-PMH, and settings.interface says that it has no REST; switch OAI-PMH on in Koha';
    throw lmsError(site.system.id, 'CONFIG_INVALID', `harvest: ${what}`);
  }
  const { itemsIncluded } = site.settings.oai;
  const noCopies = { kind: 'oai', itemsIncluded: false, loansIncluded: true, showsCopies: false } as const;
  if (itemsIncluded === 'no') return { ...noCopies, isSure: true };
  const { copies, loans } = await lookAtRecords(context, signal);
  const showsCopies = copies.length > 0;
  if (itemsIncluded === 'yes') {
    return { kind: 'oai', itemsIncluded: true, loansIncluded: true, showsCopies, isSure: showsCopies };
  }
  if (!showsCopies) return { ...noCopies, isSure: false };
  const loansIncluded = loans === 'told' || loans === 'none seen';
  return { kind: 'oai', itemsIncluded: true, loansIncluded, showsCopies, isSure: loans === 'told' };
}

const NOTHING: ReadonlyMap<number, never> = new Map<number, never>();

/** What others ask of REST. */
function partsOf({ site, ilsDi }: HarvestWithoutRestContext, showsCopies: boolean): RecordParts {
  const asked = showsCopies && site.settings.suppression.hiddenItemsHideRecord ? ilsDi : null;
  return {
    illFrameworks: async () => new Map(),
    copiesOf: async () => null,
    hiddenAmong: async (ids, signal) => (asked === null ? NOTHING : haveCopies(asked, ids, signal)),
    hiddenBeside: async () => NOTHING,
    publicCopiesOf: async () => null,
    holdsOf: async () => ({ byRecord: null, failed: null, denied: hiddenHoldsReason(site, 'Without REST') }),
  };
}

/** ILS-DI hides no copy: a record that shows none and has some has hidden ones alone. */
async function haveCopies(
  ilsDi: IlsDi,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, readonly never[]>> {
  const found = new Map<number, readonly never[]>();
  for (const part of inParts(ids, { most: 50, longest: LONGEST_IDS })) {
    const { itemsOfRecord } = await ilsDi.availability('bib', part, signal);
    for (const id of part) if ((itemsOfRecord.get(String(id)) ?? []).length > 0) found.set(id, []);
  }
  return found;
}
