/** Faults of files that a library gives, in words that everybody may read. */
import { MerciaError } from '#platform/errors.ts';

export interface NamedPlaces {
  readonly system: string;
  /** Paths, addresses and names of hosts as the region file has them: hosts among them are not told. */
  readonly sources: readonly (string | undefined)[];
}

/** The error with a public message of its own. What a web server answers is not repeated: it may name other hosts. */
export function withPublicMessage(error: MerciaError, { system, sources }: NamedPlaces): MerciaError {
  const { code, message } = error;
  if (/redirect/i.test(message)) return error;
  const hosts = sources.flatMap((source) => {
    const url = source === undefined ? null : URL.parse(source);
    return url === null ? [] : [url.host, url.hostname];
  });
  const publicMessage = hosts
    .filter((host) => host !== '')
    .reduce((text, host) => text.replaceAll(host, 'the host'), message)
    .replaceAll(/https?:\/\/\S+/gi, 'its address');
  return new MerciaError(code, message, { system, publicMessage, cause: error.cause });
}
