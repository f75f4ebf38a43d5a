/** Questions that nobody can answer, with something personal in the wrong place. What was sent is not told back. */
import { LINK, LOOK } from './accounts.ts';
import type { Asker, Asking } from './asking.ts';
import type { Marks } from './marks.ts';

export async function askWrongly(asker: Asker, marks: Marks): Promise<void> {
  const card = marks.textOf('A', 'koha-n card');
  const pin = marks.textOf('A', 'koha-n PIN');
  const surname = marks.textOf('A', 'koha-n surname');
  const questions: readonly Asking[] = [
    {
      what: 'a card in the text',
      query: `mutation { linkAccount(input: { library: "north", card: "${card}", pin: "${pin}" }) { refusal { code } } }`,
    },
    {
      what: 'a card in a text that is no GraphQL',
      query: `mutation { linkAccount(input: { card: "${card}" pin: "${pin}" `,
    },
    { what: 'a PIN of another type', query: LINK, variables: { input: { library: 'north', card, pin: { is: pin } } } },
    { what: 'an input without a library', query: LINK, variables: { input: { card, pin } } },
    {
      what: 'an input with a name too many',
      query: LINK,
      variables: { input: { library: 'north', card, pin, surname } },
    },
    { what: 'a list of cards', query: LINK, variables: { input: { library: 'north', card: [card], pin: [pin] } } },
    { what: 'a text for an input', query: LINK, variables: { input: `${card} ${pin}` } },
    {
      what: 'a name for a purpose',
      query: `query ($purpose: Purpose!) { account(id: "x", purpose: $purpose) { refusal { code } } }`,
      variables: { purpose: surname },
    },
    { what: 'a card in the address', method: 'GET', query: LOOK, variables: { library: 'north', card } },
    {
      what: 'a write in the address',
      method: 'GET',
      query: LINK,
      variables: { input: { library: 'north', card, pin } },
    },
    {
      what: 'a name for a cursor',
      query: 'query ($after: String) { audit(after: $after) { edges { node { id } } } }',
      variables: { after: surname },
    },
    {
      what: 'a name for an id',
      query:
        'query ($id: ID!) { edition(id: $id) { id } record(id: $id) { id } library(id: $id) { id } system(id: $id) { id } }',
      variables: { id: surname },
    },
    {
      what: 'a mail address for a key',
      query: 'query ($by: [EditionKey!]!) { editions(by: $by) { redirectedFrom } }',
      variables: { by: [{ isbn: marks.textOf('A', 'mail') }] },
    },
  ];
  for (const person of ['A', 'staff', 'public'] as const)
    for (const question of questions) await asker.as(person, question);
}

/** A token that is not what it should be, with whom it is of still in it. */
export async function askWithSpoiltTokens(url: string, token: string): Promise<string> {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const spoilt = [`${head}.${claims}.${signature.slice(2)}`, `${head}.${claims}`, `${token}x`, claims];
  const texts = await Promise.all(
    spoilt.map(async (given) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${given}` };
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: '{ me { id } }' }) });
      return answer.text();
    }),
  );
  return texts.join('\n');
}
