/** Faults of files that a library gives, in words that everybody may read. */
import { MerciaError } from '#platform/errors.ts';

export interface NamedPlaces {
  readonly system: string;
  /** Paths and addresses as the region file has them, and names of further hosts: no host is told. */
  readonly sources: readonly (string | undefined)[];
  readonly hosts?: readonly string[];
}

/** The error with a public message of its own. What a web server answers is not repeated: it may name other hosts. */
export function withPublicMessage(
  error: MerciaError,
  { system, sources, hosts: named = [] }: NamedPlaces,
): MerciaError {
  const { code, message } = error;
  if (/redirect/i.test(message)) return error;
  const hosts = sources.flatMap((source) => {
    const url = source === undefined ? null : URL.parse(source);
    return url === null ? [] : [url.host, url.hostname];
  });
  const publicMessage = [...hosts, ...named]
    .filter((host) => host !== '')
    .reduce((text, host) => text.replaceAll(host, 'the host'), message)
    .replaceAll(/https?:\/\/\S+/gi, 'its address');
  return new MerciaError(code, message, { system, publicMessage, cause: error.cause });
}
