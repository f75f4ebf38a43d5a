/** Drops at a web server. It lists nothing: names are made of days, or stand in a manifest. */
import { createHttpClient } from '#platform/http-client.ts';
import { createDataFileReader } from '../../shared/data-file.ts';
import { lookOf } from '../../shared/file-look.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { NamePattern } from './name-pattern.ts';
import { type DropPlace, type ListedFile, type PlaceOptions, MOST_SMALL_BYTES, readingOf } from './place.ts';

/** How far back is looked in any case where no day is known … */
const FIRST_DAYS = 31;
/** … and until a full drop is found: some libraries write one each quarter, and changes between. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

export function createWebPlace({ site, now }: PlaceOptions, address: string): DropPlace {
  const { system } = site;
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  const timeoutMs = system.limits.callTimeoutMs;
  const urlOf = (name: string): URL => new URL(encodeURIComponent(name), base);

  return {
    called: 'the web server of drops',
    reach: `names of the last ${MOST_DAYS} days were asked for`,
    visit(signal) {
      const http = createHttpClient({
        system: system.id,
        address: base.origin,
        connections: 1,
        timeoutMs,
        maxBytes: MOST_SMALL_BYTES,
      });
      // What is packed on the way has another length.
      const headers = { accept: '*/*', 'accept-encoding': 'identity' };
      const find = async (name: string): Promise<ListedFile | null> => {
        const { status, headers: told } = await http.request(
          { operation: name, path: urlOf(name).pathname, headers, method: 'HEAD', mayBeCached: true },
          signal,
        );
        if (status === 404 || status === 410) return null;
        if (status !== 200) throw refused(system.id, name, status);
        const look = lookOf(told);
        return { name, ...look, version: look.version ?? told['content-length'] ?? null };
      };
      return Promise.resolve({
        async list(patterns, since, isEnough) {
          const found: ListedFile[] = [];
          for (const { names, back } of daysOf(patterns, since, now())) {
            if (back > FIRST_DAYS && since === null && isEnough(found)) break;
            for (const name of names) {
              const file = await find(name);
              if (file !== null) found.push(file);
            }
          }
          return found;
        },
        find,
        async readSmall(name) {
          const asked = { operation: name, path: urlOf(name).pathname, headers, mayBeCached: true };
          const { status, body } = await http.request(asked, signal);
          if (status !== 200) throw refused(system.id, name, status);
          return body;
        },
        reader: (name, options) =>
          createDataFileReader({ ...readingOf(site, name, options), http, source: urlOf(name).href }),
        close() {
          http.close();
          return Promise.resolve();
        },
      });
    },
  };
}

function refused(system: string, name: string, status: number): Error {
  const what = `the web server answers HTTP ${status}; it has to answer HEAD and GET for files of drops`;
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: ${what}`);
}

interface NamesOfDay {
  readonly names: ReadonlySet<string>;
  /** Days before today. */
  readonly back: number;
}

/** The names that files may have: those without a day, then day by day, from tomorrow, where clocks differ, back to the last that is known. */
function* daysOf(patterns: readonly NamePattern[], since: string | null, now: number): Generator<NamesOfDay> {
  yield { names: new Set(patterns.flatMap(({ ordering, text }) => (ordering === 'fixed' ? text : []))), back: 0 };
  if (patterns.every((pattern) => pattern.nameOn('2000-01-01') === null)) return;
  for (let back = -1; since !== null || back <= MOST_DAYS; back += 1) {
    const day = new Date(now - back * DAY_MS).toISOString().slice(0, 10);
    if (since !== null && day < since) return;
    yield { names: new Set(patterns.flatMap((pattern) => pattern.nameOn(day) ?? [])), back };
  }
}
