/** What readers and staff do with accounts as they should. */
import type { Answer, Asker } from './asking.ts';
import { accountOf, NOTE_OF_LOOK } from './evidence.ts';
import type { Marks, Owner } from './marks.ts';
import { CARDS } from './planted-region.ts';

export interface KnownAccount {
  readonly id: string;
  readonly system: string;
  readonly loans: readonly string[];
  readonly holds: readonly string[];
}

/** A reader whose cards are linked. */
export interface KnownReader {
  readonly patron: string;
  readonly accounts: readonly KnownAccount[];
}

export const SYSTEMS: readonly string[] = CARDS.map(({ system }) => system);

const FACTS = `state reason { code message } category homeSite expiresOn loans { id title record { id title } item { id barcode } }
  holds { id title enumeration } charges { id reason } blocks { code message }`;
export const ME = `{ me { id accounts { id library { id } facts { ${FACTS} } } } }`;
export const LOOK = `query ($library: ID!, $card: String!, $note: String) {
  accountByCard(library: $library, card: $card, purpose: DESK_ENQUIRY, note: $note) {
    account { id facts { ${FACTS} } } refusal { code message } } }`;
export const LINK = `mutation ($input: LinkAccountInput!) {
  linkAccount(input: $input) { account { id } refusal { code message retryAt } } }`;

interface MeAnswer {
  readonly id: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly facts: { readonly loans: readonly WithId[] | null; readonly holds: readonly WithId[] | null };
  }[];
}
interface WithId {
  readonly id: string;
}

export function cardOf(marks: Marks, owner: Owner, system: string): { readonly card: string; readonly pin: string } {
  return { card: marks.textOf(owner, `${system} card`), pin: marks.textOf(owner, `${system} PIN`) };
}

/** Links a reader's cards and looks at all accounts. */
export async function signInAndLink(asker: Asker, marks: Marks, owner: 'A' | 'B'): Promise<KnownReader> {
  for (const { library, system } of CARDS) {
    const input = { library, ...cardOf(marks, owner, system) };
    await asker.as(owner, { what: `link ${system}`, query: LINK, variables: { input } });
  }
  return readMe(await asker.as(owner, { what: 'me', query: ME, may: accountOf(owner, SYSTEMS) }));
}

/** Throws where somebody is not known, or an account tells no loans. */
function readMe({ data, errors }: Answer): KnownReader {
  const me = data?.['me'] as MeAnswer | null | undefined;
  const accounts = (me?.accounts ?? []).map(({ id, facts: { loans, holds } }) => ({
    id,
    system: id.slice(0, id.indexOf(':')),
    loans: (loans ?? []).map((loan) => loan.id),
    holds: (holds ?? []).map((hold) => hold.id),
  }));
  if (
    me === null ||
    me === undefined ||
    accounts.some(({ loans }) => loans.length === 0) ||
    accounts.length < CARDS.length
  )
    throw new Error(`the scene is not as planned: ${JSON.stringify({ data, errors })}`);
  return { patron: me.id, accounts };
}

/** Staff of the north at their desk: with a purpose, of a reader of theirs; of other libraries, and of one without agreement. */
export async function lookAtCards(asker: Asker, marks: Marks): Promise<void> {
  const note = `for ${marks.hide('A', NOTE_OF_LOOK)}`;
  const look = (library: string, owner: Owner, system: string, allowed: boolean): Promise<Answer> =>
    asker.as('staff', {
      what: `look at ${owner} of ${library}`,
      query: LOOK,
      variables: { library, card: cardOf(marks, owner, system).card, note },
      ...(allowed ? { may: accountOf(owner, [system]) } : {}),
    });
  await look('north', 'A', 'koha-n', true);
  await look('south', 'A', 'koha-s', false);
  await look('east', 'A', 'symphony-e', false);
  await look('west', 'C', 'koha-n', false);
  await look('north', 'C', 'koha-n', false);
}
