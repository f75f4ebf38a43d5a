/** Persons ask every root field for every field that there is. */
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { SYSTEMS } from './accounts.ts';
import type { Asker } from './asking.ts';
import { accountOf, notesOfLooks, snapshotsFor, type Leave } from './evidence.ts';
import type { Marks } from './marks.ts';
import type { Person } from './planted-region.ts';
import { SHARED_ISBN } from './planted-records.ts';
import { fieldsIn, questionsOf, type Arguments } from './questions.ts';

/** Deep enough for every field there is, and no deeper than the gateway reads: rows of reports have rows behind them. */
const depthOf = (field: string): number => (field === 'snapshot' ? 9 : 6);

export async function readSchema(asker: Asker): Promise<GraphQLSchema> {
  const { data } = await asker.as('public', { what: 'schema', query: getIntrospectionQuery() });
  return buildClientSchema(data as unknown as IntrospectionQuery);
}

/** What everybody asks about: a title that all have, a record that nobody may see, and the account of A. */
export interface Subjects {
  readonly record: string;
  readonly hiddenRecord: string;
  readonly hiddenBarcode: string;
  readonly edition: string;
  readonly account: string;
  /** Of the accounts of A that seem to be one person's. */
  readonly group: string;
}

export function argumentsFor({ record, hiddenRecord, hiddenBarcode, edition, account, group }: Subjects): Arguments {
  return {
    'Query.editions(by)': `[{ isbn: "${SHARED_ISBN}" }, { record: "${hiddenRecord}" }, { barcode: "${hiddenBarcode}" }]`,
    'Query.edition(id)': `"${edition}"`,
    'Query.search(query)': '""',
    'Query.suggest(text)': '"me"',
    'Query.browse(list)': 'AUTHOR',
    'Query.browse(at)': '""',
    '(to)': '{ latitude: 52.2, longitude: -2.2 }',
    'Query.search(first)': '50',
    'Query.items(barcode)': `"${hiddenBarcode}"`,
    'Query.plan(name)': '"all"',
    'Query.ledger(name)': '"all"',
    'Query.record(id)': `"${record}"`,
    'Query.match(a)': `"${hiddenRecord}"`,
    'Query.match(b)': `"${record}"`,
    'Query.rulingPreview(a)': `"${record}"`,
    'Query.rulingPreview(b)': `"${hiddenRecord}"`,
    'Query.library(id)': '"north"',
    '(time)': '"12:00"',
    'Query.system(id)': '"koha-n"',
    'Query.openLoans(library)': '"north"',
    'Query.account(id)': `"${account}"`,
    'Query.accountByCard(library)': '"north"',
    'Query.accountByCard(card)': '$card',
    'Query.duplicateAccounts(group)': `"${group}"`,
    'Query.comparisonJob(id)': '"none"',
    'Query.decision(id)': '"none"',
    'Query.takeBack(id)': '"none"',
    'Snapshot.count(of)': 'ITEMS',
    'Snapshot.table(of)': 'ITEMS',
    'Snapshot.table(by)': '[ITEM_TYPE]',
    'Snapshot.report(name)': '"suppressed"',
    'Edition.lenders(for)': '"north"',
    '(purpose)': 'DATA_CLEANING',
    '(first)': '3',
  };
}

/** Found in the graph. Throws where nobody seems to have two cards. */
export async function findSubjects(asker: Asker): Promise<Pick<Subjects, 'edition' | 'group'>> {
  const query = '{ duplicateReaders { edges { node { id } } } }';
  const { data } = await asker.as('migration', { what: 'duplicateReaders', query });
  const { edges } = data?.['duplicateReaders'] as { edges: readonly { node: { id: string } }[] };
  const group = edges[0]?.node.id;
  if (group === undefined) throw new Error('the scene is not as planned: nobody seems to have two cards');
  return { group, edition: await findEdition(asker) };
}

async function findEdition(asker: Asker): Promise<string> {
  const query = `{ editions(by: [{ isbn: "${SHARED_ISBN}" }]) { editions { id } } }`;
  const { data } = await asker.as('public', { what: 'edition', query });
  const [answer] = data?.['editions'] as readonly { editions: readonly { id: string }[] }[];
  return answer?.editions[0]?.id ?? '';
}

/** Gives the fields that were asked for, as `Type.field`. */
export async function askEverything(
  asker: Asker,
  given: Arguments,
  marks: Marks,
  persons: readonly (Person | 'public')[],
): Promise<{ readonly schema: GraphQLSchema; readonly asked: ReadonlySet<string> }> {
  const schema = await readSchema(asker);
  const questions = questionsOf(schema, given, depthOf);
  const card = marks.textOf('A', 'koha-n card');
  for (const person of persons) {
    for (const { field, text } of questions) {
      const variables = text.includes('$card') ? { card } : {};
      await asker.as(person, { what: field, query: text, variables, may: leaveOf(person, field) });
    }
  }
  return { schema, asked: fieldsIn(schema, questions) };
}

function leaveOf(person: Person | 'public', field: string): Leave {
  if (field === 'me' && (person === 'A' || person === 'B')) return accountOf(person, SYSTEMS);
  if (field === 'audit' && person === 'operator') return notesOfLooks;
  if ((field === 'account' || field === 'accountByCard') && person === 'staff') return accountOf('A', ['koha-n']);
  // Whoever has two cards with one mail address. An analyst is shown no title and no charge's words.
  if (field === 'duplicateAccounts' && person === 'staff') return accountOf(['A', 'B'], ['koha-n']);
  if (field === 'snapshot' || field === 'snapshots') return snapshotsFor(person);
  return () => false;
}

const MARKS_A_SEARCH = 10;

/** Words that stand in no public field find nothing: what is found says that they are somewhere. */
export async function searchForMarks(asker: Asker, marks: Marks): Promise<number> {
  let found = 0;
  for (let from = 0; from < marks.all.length; from += MARKS_A_SEARCH) {
    const words = marks.all.slice(from, from + MARKS_A_SEARCH).map(({ text }) => text);
    const names = words.map((_, index) => `$w${String(index)}: String!`).join(', ');
    const fields = words.map(
      (_, index) => `s${String(index)}: search(query: $w${String(index)}, first: 1) { totalCount }`,
    );
    const { data } = await asker.as('public', {
      what: 'search for marks',
      query: `query (${names}) { ${fields.join('\n')} }`,
      variables: Object.fromEntries(words.map((word, index) => [`w${String(index)}`, word])),
    });
    for (const answer of Object.values(data ?? {})) found += (answer as { totalCount: number }).totalCount;
  }
  return found;
}
