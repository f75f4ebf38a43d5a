/** Many titles in as few calls as the service allows; one that it cannot write does not cost the others. */
import { setImmediate } from 'node:timers/promises';
import type { MerciaError } from '#platform/errors.ts';
import type { Slot } from '../adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { askParts, inParts } from '../shared/slots.ts';
import type { SymphonyClient } from './client.ts';
import { SymphonyRefusal, errorOfAnswer, refusalCode } from './refusal.ts';
import type { SymphonySite } from './site.ts';
import { readTitles } from './title-info.ts';
import type { TitleInfo } from './title-info.ts';

/** What is known of each title that was asked for: its copies, null where there is no such title, or why not. */
export type Titles = ReadonlyMap<string, Slot<TitleInfo | null>>;

export interface TitleSource {
  /**
   * Rejects only when nothing at all could be asked. The titles of `alone` are asked for one by one beside the others:
   * the service has no pages, and is known not to finish a large title in time.
   */
  find(titleIds: readonly string[], signal: AbortSignal, alone?: ReadonlySet<string>): Promise<Titles>;
}

/** Parts that all fail are no parts with one bad title: the service itself is ill, and is left alone. */
const ALL_FAIL_FROM = 3;

/** Binds the question to one site. Those asked for alone go through `background`, behind everybody else's questions. */
export function createTitles(site: SymphonySite, client: SymphonyClient, background = client): TitleSource {
  const system = site.system.id;
  const size = Math.min(site.settings.titlesPerCall, site.system.limits.batchSize);

  /** One part of a page and what became of it. */
  interface Tally {
    /** Through which client it is asked. */
    readonly through: SymphonyClient;
    good: number;
    readonly errors: MerciaError[];
  }

  async function ask(
    titleIds: readonly string[],
    into: Map<string, Slot<TitleInfo | null>>,
    tally: Tally,
    signal: AbortSignal,
  ): Promise<void> {
    const response = await tally.through.lookupTitles(titleIds, signal);
    // A refusal may also come with HTTP 200.
    const refusal = refusalCode(response.body);
    if (response.status !== 200 || refusal !== null) {
      const error = errorOfAnswer(system, 'live items', response);
      const isOfTitles =
        (error instanceof SymphonyRefusal && error.code !== 'LMS_AUTH_FAILED') || response.status === 414;
      if (!isOfTitles || (tally.good === 0 && tally.errors.length >= ALL_FAIL_FROM)) throw error;
      if (titleIds.length > 1) {
        const middle = titleIds.length >> 1;
        await ask(titleIds.slice(0, middle), into, tally, signal);
        await ask(titleIds.slice(middle), into, tally, signal);
        return;
      }
      const missing = error instanceof SymphonyRefusal && error.refusal === 'not found';
      if (missing) tally.good += 1;
      else tally.errors.push(error);
      for (const id of titleIds) into.set(id, missing ? null : error);
      return;
    }
    // Reading takes milliseconds: whoever has a question to send on an answer of the same moment goes first.
    await setImmediate();
    const read = readTitles(response.body.toString('utf8'));
    if (typeof read === 'string') {
      const what = `the answer is not what lookupTitleInfo gives (${read.slice(0, 120)}); check the address`;
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

  return {
    async find(titleIds, signal, alone = new Set()) {
      const together = [...new Set(titleIds)].filter((id) => !alone.has(id));
      const parts = [
        ...inParts(together, { most: size }).map((ids) => ({ ids, through: client })),
        ...[...alone].map((id) => ({ ids: [id], through: background })),
      ];
      type Part = (typeof parts)[number];
      return askParts<string, TitleInfo | null, Part>(parts, async ({ ids, through }, into) => {
        const tally: Tally = { through, good: 0, errors: [] };
        await ask(ids, into, tally, signal);
        const [first] = tally.errors;
        if (first !== undefined && tally.good === 0) throw first;
      });
    },
  };
}
