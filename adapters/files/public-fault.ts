/** What a librarian reads of a fault of files: its words name files, lines and settings, and no host of the library. */
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { HarvestSource } from '#contract/adapter.ts';
import type { FilesSite } from './site.ts';

/** The same pages; a fault of what was delivered is told to everybody in its own words. */
export function withPublicFaults(site: FilesSite, pages: HarvestSource['pages']): HarvestSource['pages'] {
  return async function* (from, signal) {
    try {
      yield* pages(from, signal);
    } catch (error) {
      throw isMerciaError(error, 'LMS_BAD_RESPONSE') ? toPublic(site, error) : error;
    }
  };
}

/** The error with words that anybody may read. What a web server answers is not repeated: it may name other hosts. */
export function toPublic({ system, settings }: FilesSite, error: MerciaError): MerciaError {
  const { code, message } = error;
  if (/redirect/i.test(message)) return error;
  const addresses = [settings.drop?.address, ...[...settings.records, ...settings.items].map(({ source }) => source)];
  const hosts = addresses.flatMap((address) => {
    const url = address === undefined ? null : URL.parse(address);
    return url === null ? [] : [url.host, url.hostname];
  });
  const named = [...hosts, settings.drop?.sftp?.host ?? ''].filter((host) => host !== '');
  const publicMessage = named
    .reduce((text, host) => text.replaceAll(host, 'the host'), message)
    .replaceAll(/https?:\/\/\S+/gi, 'its address');
  return new MerciaError(code, message, { system: system.id, publicMessage, cause: error.cause });
}
