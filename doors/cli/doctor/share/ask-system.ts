/** Asks one system the same few questions as every other, by its own adapter, and keeps what came over the wire. */
import type { HarvestPage, HarvestedDescription, LmsAdapter, ShareRules } from '#contract/adapter.ts';
import { adapterKinds, createAdapter } from '#adapters/registry.ts';
import type { HoldingRef } from '#domain/facts.ts';
import { createHoldingId, type ItemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import { mergeSettings } from '#platform/merge-settings.ts';
import { listenTo, type WireTap } from '#platform/wire-tap.ts';
import type { Heard } from './replace-body.ts';

/** Each is asked of every kind, as far as it can be. */
export const QUESTIONS = {
  itself: 'What does it say of itself, and how is it harvested?',
  codes: 'Which codes does it have?',
  records: 'What does one page of its records look like?',
  title: 'How do the copies of one title stand?',
  copy: 'How does one copy stand?',
} as const;
export type QuestionName = keyof typeof QUESTIONS;

export interface AskedQuestion {
  readonly name: QuestionName;
  /** `asked`, or why there is no answer; never in words of the system. */
  readonly outcome: string;
  readonly heard: readonly Heard[];
}

/** A question that takes longer is given up; a file is read to its end first. */
const LIMIT_MS = 600_000;
const PAGE_SIZE = 10;
/** Exchanges that are shown of one question: a site with twenty lists of codes is understood by the first ones. */
const MOST_SHOWN = 12;

/** Throws CONFIG_INVALID for a kind of which nothing can be shared yet, and for a system that an adapter server asks. */
export async function askForSharing(
  system: SystemConfig,
  secret: (name: string) => string | undefined,
  logger: Logger,
): Promise<readonly AskedQuestion[]> {
  const { quiet, rules } = prepare(system);
  const ear = createEar(rules);
  const guards = createHostGuards();
  const adapter = createAdapter({
    system: quiet,
    secret,
    logger,
    guard: guards.for(quiet),
    ...(quiet.live && { liveGuard: guards.for({ id: `${quiet.id}/live`, limits: quiet.live.limits }) }),
    now: Date.now,
  });
  try {
    return await listenTo(ear.tap, () => askAll(adapter, ear));
  } finally {
    await adapter.close();
  }
}

/** The system as it is asked: without accounts, a few records at a time; and what may be shown of each of its parts. */
function prepare(system: SystemConfig): { readonly quiet: SystemConfig; readonly rules: readonly ShareRules[] } {
  if (system.adapterServer !== undefined) {
    const what = `${system.id} is asked by an adapter server; run this beside that server, with a region file without adapterServer`;
    throw new MerciaError('CONFIG_INVALID', `--share: ${what}`, { system: system.id });
  }
  const rulesOf = (part: SystemConfig): ShareRules => {
    const rules = adapterKinds.get(part.kind)?.share?.(part);
    if (rules !== undefined) return rules;
    const what = `nobody has said yet what may be shared of a system of the kind ${part.kind}`;
    throw new MerciaError('CONFIG_INVALID', `--share: ${what}`, { system: system.id });
  };
  const main = rulesOf(system);
  const live = system.live === undefined ? null : rulesOf({ ...system, ...system.live });
  return {
    quiet: {
      ...system,
      harvest: { ...system.harvest, pageSize: PAGE_SIZE },
      settings: mergeSettings(system.settings, main.settings),
      ...(system.live !== undefined &&
        live !== null && { live: { ...system.live, settings: mergeSettings(system.live.settings, live.settings) } }),
    },
    rules: live === null ? [main] : [main, live],
  };
}

/** What is heard, question by question. */
function createEar(rules: readonly ShareRules[]) {
  let heard: Heard[] = [];
  const files = new Set<string>();
  const tap: WireTap = {
    mayAsk: (question) => rules.some((each) => each.ask(question) !== 'refuse'),
    heard(question, answer) {
      const by = rules.find((each) => each.ask(question) === 'show');
      if (by === undefined || heard.length >= MOST_SHOWN) return;
      // A file is read several times, and is the same each time.
      if (question.protocol === 'file' && files.has(question.operation)) return;
      if (question.protocol === 'file') files.add(question.operation);
      heard.push({ question, answer, rules: by });
    },
  };
  return {
    tap,
    async during(name: QuestionName, ask: () => Promise<string>): Promise<AskedQuestion> {
      heard = [];
      const outcome = await ask().catch((error: unknown) => {
        // Its message may name a host.
        if (isMerciaError(error)) return `no answer (${error.code})`;
        throw error;
      });
      return { name, outcome, heard };
    },
  };
}

async function askAll(adapter: LmsAdapter, ear: ReturnType<typeof createEar>): Promise<readonly AskedQuestion[]> {
  const { harvest, policies, items } = adapter;
  const signal = (): AbortSignal => AbortSignal.timeout(LIMIT_MS);
  let page: HarvestPage | null = null;
  const itself = await ear.during('itself', async () => {
    await harvest?.describe(signal());
    return 'asked';
  });
  const codes = await ear.during('codes', async () => {
    if (policies === undefined) return CANNOT;
    await policies.codeLists(signal());
    return 'asked';
  });
  const records = await ear.during('records', async () => {
    if (harvest === undefined) return CANNOT;
    page = await firstPage(harvest.pages({ run: { kind: 'full' }, resumeAt: null }, signal()));
    return page === null ? 'asked; it has no records' : 'asked';
  });
  const found = findCopies(page, adapter.system.id);
  const title = await ear.during('title', async () => {
    if (items === undefined) return CANNOT;
    if (found === null) return 'not asked: no public copy is among the first records';
    await items.findAvailability([found.holding], signal());
    return 'asked';
  });
  const copy = await ear.during('copy', async () => {
    if (items === undefined) return CANNOT;
    if (found === null) return 'not asked: no public copy is among the first records';
    if (items.needsHolding === true) return 'asked with its title';
    await items.findItems([found.copy as ItemId], signal());
    return 'asked';
  });
  return [itself, codes, records, title, copy];
}

const CANNOT = 'cannot be asked of this system as it is described';

async function firstPage(pages: AsyncIterable<HarvestPage>): Promise<HarvestPage | null> {
  for await (const page of pages) return page;
  return null;
}

/** The first title with few copies, one of them public. */
function findCopies(
  page: HarvestPage | null,
  system: string,
): { readonly holding: HoldingRef; readonly copy: string } | null {
  const described = (page?.records ?? []).filter((record): record is HarvestedDescription => !record.deleted);
  for (const { holdings, items, localId } of described) {
    const copy = items.find(({ visibility }) => visibility === 'PUBLIC');
    const holding = holdings.find(({ liveKeys }) => liveKeys.length > 0);
    if (copy === undefined || holding === undefined) continue;
    const { library, liveKeys } = holding;
    return { holding: { id: createHoldingId(system, localId, library), liveKeys }, copy: copy.localId };
  }
  return null;
}
