/** Which program a key stands for. */
import { toProgramSubject } from '#platform/api-key.ts';
import type { ApiKeyRecord } from '#platform/api-key.ts';
import { createKeyLookup } from '#platform/key-lookup.ts';
import type { KeyLookupOptions } from '#platform/key-lookup.ts';
import { refuse } from '#platform/refuse-credential.ts';
import type { Caller } from '#platform/signed-context.ts';
import type { ReadCaller } from './tokens.ts';

export function createKeyReader(options: KeyLookupOptions): ReadCaller {
  const lookUp = createKeyLookup(options);
  return async (text) => toCaller(await lookUp(text));
}

function toCaller({ id, role, service }: ApiKeyRecord): Caller {
  if (service !== null) throw refuse(`The key opens ${service.toUpperCase()} alone, and not the graph.`);
  if (role === 'staff') throw refuse('Keys of staff are accepted no more: staff sign in as the persons that they are.');
  return role === 'public' ? { role, subject: null } : { role, subject: toProgramSubject(id) };
}
