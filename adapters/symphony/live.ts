/** Many titles in as few calls as the service allows; one that it cannot write does not cost the others. */
import { setImmediate } from 'node:timers/promises';
import type { MerciaError } from '#platform/errors.ts';
import type { HttpResponse } from '#platform/http-client.ts';
import type { Slot } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { askParts, inParts } from '../shared/slots.ts';
import type { SymphonyClient } from './client.ts';
import { SymphonyRefusal, errorOfAnswer, refusalCode } from './refusal.ts';
import type { SymphonySite } from './site.ts';
import { readTitles, type TitleInfo } from './title-info.ts';

/** What is known of each title that was asked for: its copies, null where there is no such title, or why not. */
export type Titles = ReadonlyMap<string, Slot<TitleInfo | null>>;

export type TitleSource = ReturnType<typeof createTitles>;

/** Parts that all fail are no parts with one bad title: the service itself is ill, and is left alone. */
const ALL_FAIL_FROM = 3;

/** One part of a page, and what became of it. */
interface Part {
  readonly ids: readonly string[];
  readonly through: SymphonyClient;
}

interface Tally {
  readonly system: string;
  readonly through: SymphonyClient;
  readonly into: Map<string, Slot<TitleInfo | null>>;
  good: number;
  readonly errors: MerciaError[];
}

/** Binds the question to one site. Those asked for alone go through `background`, behind everybody else's questions. */
export function createTitles(site: SymphonySite, client: SymphonyClient, background = client) {
  const most = Math.min(site.settings.titlesPerCall, site.system.limits.batchSize);
  return {
    /**
     * Rejects only when nothing at all could be asked. The titles of `alone` are asked for one by one beside the others:
     * the service has no pages, and is known not to finish a large title in time.
     */
    async find(
      titleIds: readonly string[],
      signal: AbortSignal,
      alone: ReadonlySet<string> = new Set(),
    ): Promise<Titles> {
      const together = [...new Set(titleIds)].filter((id) => !alone.has(id));
      const parts: readonly Part[] = [
        ...inParts(together, { most }).map((ids) => ({ ids, through: client })),
        ...[...alone].map((id) => ({ ids: [id], through: background })),
      ];
      return askParts<string, TitleInfo | null, Part>(parts, async ({ ids, through }, into) => {
        const tally: Tally = { system: site.system.id, through, into, good: 0, errors: [] };
        await ask(tally, ids, signal);
        const [first] = tally.errors;
        if (first !== undefined && tally.good === 0) throw first;
      });
    },
  };
}

async function ask(tally: Tally, titleIds: readonly string[], signal: AbortSignal): Promise<void> {
  const response = await tally.through.lookupTitles(titleIds, signal);
  // A refusal may also come with HTTP 200.
  if (response.status !== 200 || refusalCode(response.body) !== null) {
    await takeRefusal(tally, titleIds, response, signal);
    return;
  }
  // Reading takes milliseconds: whoever has a question to send on an answer of the same moment goes first.
  await setImmediate();
  takeTitles(tally, titleIds, response.body.toString('utf8'));
}

/** Asks in halves until the title that spoils the rest stands alone. Throws if the refusal is not of the titles. */
async function takeRefusal(
  tally: Tally,
  titleIds: readonly string[],
  response: HttpResponse,
  signal: AbortSignal,
): Promise<void> {
  const error = errorOfAnswer(tally.system, 'live items', response);
  const isRefusal = error instanceof SymphonyRefusal;
  const isOfTitles = (isRefusal && error.code !== 'LMS_AUTH_FAILED') || response.status === 414;
  if (!isOfTitles || (tally.good === 0 && tally.errors.length >= ALL_FAIL_FROM)) throw error;
  if (titleIds.length > 1) {
    const middle = titleIds.length >> 1;
    await ask(tally, titleIds.slice(0, middle), signal);
    await ask(tally, titleIds.slice(middle), signal);
    return;
  }
  const missing = isRefusal && error.refusal === 'not found';
  if (missing) tally.good += 1;
  else tally.errors.push(error);
  for (const id of titleIds) tally.into.set(id, missing ? null : error);
}

function takeTitles(tally: Tally, titleIds: readonly string[], xml: string): void {
  const { system, into } = tally;
  const read = readTitles(xml);
  if (typeof read === 'string') {
    const what = `the answer is not what lookupTitleInfo gives (${read.slice(0, 120)}); check the address`;
    throw lmsError(system, 'LMS_BAD_RESPONSE', `live items: ${what}`);
  }
  if ([...read.keys()].some((id) => !titleIds.includes(id))) {
    const what = 'the answer holds titles that were not asked for; check what stands before Symphony, such as a cache';
    throw lmsError(system, 'LMS_BAD_RESPONSE', `live items: ${what}`);
  }
  for (const id of titleIds) {
    const title = read.get(id) ?? null;
    if (title !== null && 'unreadable' in title) {
      into.set(id, lmsError(system, 'LMS_BAD_RESPONSE', `live items: title ${id} has ${title.unreadable}`));
    } else {
      into.set(id, title?.exists === true ? title : null);
    }
    tally.good += 1;
  }
}
