/** Who may ask RTAC or DAIA: everybody if it is open, else who has a key of that one service. */
import type { FastifyRequest } from 'fastify';
import { toProgramSubject, type ApiKeyRecord, type KeyService } from '#platform/api-key.ts';
import type { EndCallers } from '#platform/end-callers.ts';
import { MerciaError } from '#platform/errors.ts';
import type { LookUpKey } from '#platform/key-lookup.ts';
import { refuse } from '#platform/refuse-credential.ts';
import { createRefusedCredentials } from '#platform/refused-credentials.ts';

export interface ServiceKeyOptions {
  readonly service: KeyService;
  /** Whether it may be asked without a key. */
  readonly open: boolean;
  readonly lookUp: LookUpKey;
  readonly endCallers: EndCallers;
  /** What everybody's request may take, in milliseconds. */
  readonly budgetMs: () => number;
}

/** Who asks, and how long that may take. */
export interface Admitted {
  /** A name that says nothing of who it is. */
  readonly caller: string;
  /** In milliseconds; null for as long as the graph gives everybody. */
  readonly budgetMs: number | null;
  /** Where the connection comes from; a proxy's address if one stands in front. */
  readonly from: string;
  /** Without a key: owes the graph what it is given, as everybody does who asks there. */
  readonly anonymous: boolean;
}

/** Rejects with UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED or STORE_UNAVAILABLE. No message repeats a key. */
export type Admit = (request: FastifyRequest) => Promise<Admitted>;

/** EDS sends `apikey`, newer edge-rtac takes `apiKey`; DAIA calls it an access token. */
const IN_ADDRESS = ['apikey', 'apiKey', 'access_token'] as const;
const AUTHORIZATION = /^(?:Bearer|apikey) +(\S+) *$/i;
/** Longer than any key, so that nothing large is hashed. */
const LONGEST_KEY = 200;

export function createAdmission(options: ServiceKeyOptions): Admit {
  const { service, open, lookUp, endCallers } = options;
  const refused = createRefusedCredentials();

  async function check(text: string, inAddress: boolean): Promise<ApiKeyRecord> {
    const key = await lookUp(text);
    if (key.service === null) {
      const advice = inAddress ? ' It has been in an address, where others may have read it: revoke it.' : '';
      throw refuse(`A key of the graph does not open ${service.toUpperCase()}.${advice}`);
    }
    if (key.service !== service) {
      const publicMessage = `The key opens ${key.service.toUpperCase()} alone.`;
      throw new MerciaError('FORBIDDEN', publicMessage, { publicMessage });
    }
    return key;
  }

  /** The caller may want less than is allowed. */
  function admit(caller: string, key: ApiKeyRecord | null, { headers, socket }: FastifyRequest): Admitted {
    const wishedMs = readBudget(headers);
    const allowedMs = key?.budgetMs ?? null;
    const mostMs = allowedMs ?? options.budgetMs();
    const budgetMs = wishedMs === null ? allowedMs : Math.min(wishedMs, mostMs);
    return { caller, budgetMs, from: socket.remoteAddress ?? '', anonymous: key === null };
  }

  return async (request) => {
    const given = readKey(request);
    if (given === null) {
      if (open) return admit(endCallers.ofAddress(request.ip), null, request);
      throw refuse(`${service.toUpperCase()} needs a key here: "apikey=…" in the address, or a header.`);
    }
    const { text, inAddress } = given;
    const key = await refused.check(request.ip, text, () => check(text, inAddress));
    return admit(endCallers.ofCredential(toProgramSubject(key.id)), key, request);
  };
}

function readKey({ query, headers }: FastifyRequest): { readonly text: string; readonly inAddress: boolean } | null {
  const parameters = query as Readonly<Record<string, unknown>>;
  const inAddress = IN_ADDRESS.flatMap((name) => parameters[name] ?? []).filter((value) => value !== '');
  const { authorization, 'x-api-key': apiKey } = headers;
  const bearer = authorization === undefined ? undefined : (AUTHORIZATION.exec(authorization)?.[1] ?? '');
  const inHeaders = [bearer, apiKey].filter((value) => value !== undefined);
  const [text, ...others] = new Set([...inAddress, ...inHeaders]);
  if (text === undefined) return null;
  if (others.length > 0) throw refuse('Send one key, once.');
  if (typeof text !== 'string' || text.length > LONGEST_KEY) throw refuse('The key cannot be read.');
  return { text: text.trim(), inAddress: inAddress.length > 0 };
}

/** As the graph reads it (`docs/gateway.md`). */
function readBudget(headers: FastifyRequest['headers']): number | null {
  const text = headers['mercia-budget-ms'];
  if (typeof text !== 'string' || !/^\d{1,7}$/.test(text)) return null;
  return Math.min(30_000, Math.max(100, Number(text)));
}
