/** Many titles in as few calls as the service allows; one that it cannot write does not cost the others. */
import { setImmediate } from 'node:timers/promises';
import { MerciaError } from '#platform/errors.ts';
import type { SymphonyClient } from './client.ts';
import { SymphonyRefusal, errorOfAnswer, refusalCode } from './refusal.ts';
import type { SymphonySite } from './site.ts';
import { readTitles } from './title-info.ts';
import type { TitleInfo } from './title-info.ts';

/** What is known of each title that was asked for: its copies, null where there is no such title, or why not. */
export type Titles = ReadonlyMap<string, TitleInfo | MerciaError | null>;

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
    into: Map<string, TitleInfo | MerciaError | null>,
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
      throw new MerciaError(
        'LMS_BAD_RESPONSE',
        `[${system}] live items: the answer is not what lookupTitleInfo gives (${read.slice(0, 120)}); check the address`,
        { system },
      );
    }
    for (const id of titleIds) {
      const title = read.get(id) ?? null;
      if (title !== null && 'unreadable' in title) {
        into.set(
          id,
          new MerciaError('LMS_BAD_RESPONSE', `[${system}] live items: title ${id} has ${title.unreadable}`, {
            system,
          }),
        );
      } else {
        into.set(id, title?.exists === true ? title : null);
      }
      tally.good += 1;
    }
  }

  return {
    async find(titleIds, signal, alone = new Set()) {
      const wanted = [...new Set(titleIds)].filter((id) => !alone.has(id));
      const into = new Map<string, TitleInfo | MerciaError | null>();
      const failed: MerciaError[] = [];
      const parts: (readonly string[])[] = [];
      for (let at = 0; at < wanted.length; at += size) parts.push(wanted.slice(at, at + size));
      const rounds = [
        ...parts.map((part) => ({ part, through: client })),
        ...[...alone].map((id) => ({ part: [id], through: background })),
      ];
      await Promise.all(
        rounds.map(async ({ part, through }) => {
          const tally: Tally = { through, good: 0, errors: [] };
          try {
            await ask(part, into, tally, signal);
            const [first] = tally.errors;
            if (first !== undefined && tally.good === 0) failed.push(first);
          } catch (error) {
            if (!(error instanceof MerciaError)) throw error;
            failed.push(error);
            for (const id of part) if (!into.has(id)) into.set(id, error);
          }
        }),
      );
      const [first] = failed;
      if (first !== undefined && failed.length === rounds.length) throw first;
      return into;
    },
  };
}
