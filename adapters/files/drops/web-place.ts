/** Drops at a web server. It lists nothing: names are made of days, or stand in a manifest. */
import { createHttpClient } from '#platform/http-client.ts';
import { createDataFileReader, lookOf } from '../../shared/data-file.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { NamePattern } from './name-pattern.ts';
import { type DropPlace, type ListedFile, type PlaceOptions, MOST_SMALL_BYTES, readingOf } from './place.ts';

/** How far back is looked when nothing was taken in yet. */
const FIRST_DAYS = 31;
const DAY_MS = 86_400_000;

export function createWebPlace({ site, now }: PlaceOptions, address: string): DropPlace {
  const { system } = site;
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  const timeoutMs = system.limits.callTimeoutMs;
  const urlOf = (name: string): URL => new URL(encodeURIComponent(name), base);

  return {
    called: 'the web server of drops',
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
        async list(patterns, since) {
          const found: ListedFile[] = [];
          for (const name of new Set(namesOf(patterns, since, now()))) {
            const file = await find(name);
            if (file !== null) found.push(file);
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

/** Each name that a file may have: of tomorrow, where clocks differ, back to the last day that is known. */
function* namesOf(patterns: readonly NamePattern[], since: string | null, now: number): Generator<string> {
  for (const pattern of patterns) {
    if (pattern.ordering === 'fixed') yield pattern.text;
    else if (pattern.nameOn('2000-01-01') !== null) {
      for (let back = -1; since !== null || back <= FIRST_DAYS; back += 1) {
        const day = new Date(now - back * DAY_MS).toISOString().slice(0, 10);
        if (since !== null && day < since) break;
        yield pattern.nameOn(day) ?? '';
      }
    }
  }
}
