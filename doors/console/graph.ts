/** How pages ask the graph: as whoever visits, within the time that a reader waits for a page. */
import { ASKED_FOR_HEADER, type EndCallers } from '#platform/end-callers.ts';
import {
  createMerciaClient,
  MerciaClientError,
  type Answer,
  type AnswerError,
  type MerciaClient,
} from '#clients/typescript/index.ts';

/** What a page allows the library systems, milliseconds: what has not answered by then is last known or unknown. */
export const PAGE_BUDGET_MS = 2_000;

export type Graph = Pick<MerciaClient, 'ask' | 'pages'>;

/** The graph as one visitor is answered: whoever has a token, or the public, each address for itself. Nobody's wrong tokens count for another. */
export type GraphFor = (visitor: { readonly token: string } | { readonly address: string }) => Graph;

/** `url` is the address of the graph. `onRegion` is given the region's name by each answer that has it. */
export function createGraphFor(
  url: string,
  endCallers: Pick<EndCallers, 'ofAddress' | 'ofCredential' | 'passOn'>,
  onRegion: (name: string) => void = () => undefined,
): GraphFor {
  const common = { url, budgetMs: PAGE_BUDGET_MS, retries: 1 };
  const clientFor = (visitor: Parameters<GraphFor>[0]): Graph => {
    const isSignedIn = 'token' in visitor;
    const caller = isSignedIn ? endCallers.ofCredential(visitor.token) : endCallers.ofAddress(visitor.address);
    const askedFor = endCallers.passOn({ caller, limited: false, owes: false });
    const fetchFor: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set(ASKED_FOR_HEADER, askedFor);
      return fetch(input, { ...init, headers });
    };
    return createMerciaClient({ ...common, fetch: fetchFor, ...(isSignedIn ? { token: visitor.token } : {}) });
  };
  return (visitor) => {
    const client = clientFor(visitor);
    return {
      ...client,
      async ask(document, variables, options) {
        const answer = await client.ask(document, variables, options);
        const { region } = answer.data as { readonly region?: { readonly name?: string } | null };
        if (region?.name !== undefined) onRegion(region.name);
        return answer;
      },
    };
  };
}

/**
 * The errors that may be why a part of an answer is null. One without a path may be of any part: a whole part of the graph did not
 * answer, or was given up.
 */
export function errorsOf<Data extends object>(
  { errors }: Pick<Answer<Data>, 'errors'>,
  name: keyof Data,
): readonly AnswerError[] {
  return errors.filter(({ path }) => path.length === 0 || path[0] === name);
}

/** A part of an answer. Throws if it is null because it could not be told: nobody may take that for "there is none". */
export function partOf<Data extends object, Name extends keyof Data>(
  answer: Pick<Answer<Data>, 'data' | 'errors'>,
  name: Name,
): Data[Name] {
  const { data, errors } = answer;
  const [error] = errorsOf(answer, name);
  if (data[name] === null && error !== undefined) throw new MerciaClientError(error.code, error.message, { errors });
  return data[name];
}

/** Why `harvest`, or another field of what was told, is null where it could not be told; undefined if there is none. */
export function whyUntold(errors: readonly AnswerError[], field: string): AnswerError | undefined {
  return errors.find(({ path }) => path.length === 0 || path.includes(field));
}

/** As {@link partOf}. Throws, too, if `harvest` of one of its systems, as `systemsOf` names them, is null because it could not be told. */
export function harvestedPartOf<Data extends object, Name extends keyof Data>(
  answer: Pick<Answer<Data>, 'data' | 'errors'>,
  name: Name,
  systemsOf: (part: NonNullable<Data[Name]>) => readonly { readonly harvest: object | null }[],
): Data[Name] {
  const part = partOf(answer, name);
  const isNull = part !== null && part !== undefined && systemsOf(part).some(({ harvest }) => harvest === null);
  const error = isNull ? whyUntold(errorsOf(answer, name), 'harvest') : undefined;
  if (error !== undefined) throw new MerciaClientError(error.code, error.message, { errors: answer.errors });
  return part;
}

/** The region, as {@link harvestedPartOf}. */
export function harvestedRegion<Region extends { readonly systems: readonly { readonly harvest: object | null }[] }>(
  answer: Pick<Answer<{ readonly region: Region | null }>, 'data' | 'errors'>,
): Region | null {
  return harvestedPartOf(answer, 'region', ({ systems }) => systems);
}

/** The graph refused the whole request, because its token is good no more. */
export function isSignInOver(error: unknown): boolean {
  return error instanceof MerciaClientError && error.code === 'UNAUTHENTICATED';
}
