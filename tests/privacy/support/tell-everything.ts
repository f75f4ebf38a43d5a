/** Everybody asks everything, rightly and wrongly, of systems whole and broken. */
import type { TestDatabase } from '#tests/support/fresh-database.ts';
import type { GraphQLSchema } from 'graphql';
import { lookAtCards, signInAndLink } from './accounts.ts';
import { argumentsFor, askEverything, findSubjects, searchForMarks } from './ask-everything.ts';
import { createAsker } from './asking.ts';
import { askBrokenSystems, whileBroken, type Breakage } from './broken-systems.ts';
import type { Said } from './evidence.ts';
import { PERSONS, type Person, type PlantedRegion } from './planted-region.ts';
import type { RunningMercia } from './running-mercia.ts';
import { exportSnapshot } from './exports.ts';
import { dumpTables } from './tables.ts';
import { writeToAccounts, writeWronglyWith } from './writes.ts';
import { askWithSpoiltTokens, askWrongly } from './wrong-questions.ts';

export interface Told {
  readonly answers: readonly Said[];
  readonly pages: readonly Said[];
  readonly tables: readonly Said[];
  readonly schema: GraphQLSchema;
  /** `Type.field`, of all that was asked for. */
  readonly asked: ReadonlySet<string>;
  /** Editions that a search found by a mark. */
  readonly foundByMarks: number;
  /** Of reader A. */
  readonly patron: string;
}

/** `persons` ask for every field; everybody does all else. */
export async function tellEverything(
  region: PlantedRegion,
  mercia: RunningMercia,
  database: TestDatabase,
  persons: readonly (Person | 'public')[],
  breakage: Breakage,
): Promise<Told> {
  const { marks } = region;
  const answers: Said[] = [];
  const tokens = new Map<Person, string>();
  for (const person of PERSONS) tokens.set(person, await region.tokenOf(person));
  const asker = createAsker(mercia.url, tokens, answers);

  // By itself it comes with the second harvest of records.
  const loans = await mercia.run('loans', 'harvest');
  const exported = await exportSnapshot(mercia, tokens);
  const reader = await signInAndLink(asker, marks, 'A');
  await signInAndLink(asker, marks, 'B');
  await lookAtCards(asker, marks);
  const subjects = {
    ...region.subjects,
    account: reader.accounts[0]?.id ?? '',
    ...(await findSubjects(asker)),
  };
  const { schema, asked } = await askEverything(asker, argumentsFor(subjects), marks, persons);
  const foundByMarks = await searchForMarks(asker, marks);
  await writeToAccounts(asker, reader, region.holdings);
  await writeWronglyWith(asker, marks, reader);
  await askWrongly(asker, marks);
  answers.push(loans, ...exported, {
    where: 'spoilt tokens',
    text: await askWithSpoiltTokens(mercia.url, tokens.get('A') ?? ''),
  });
  await askBrokenSystems(region, asker, reader, breakage);
  const pages = await mercia.pages();
  const tables = await dumpTables(database);
  return { answers, pages, tables, schema, asked, foundByMarks, patron: reader.patron };
}

/** What an operator runs at a shell, on a good day and on a bad one. */
export async function runCommands(
  region: PlantedRegion,
  mercia: RunningMercia,
  patron: string,
): Promise<readonly Said[]> {
  const bad = await whileBroken(region, async () => [
    await mercia.run('doctor'),
    await mercia.run('harvest', '--full'),
    await mercia.run('loans', 'harvest'),
  ]);
  return [
    ...bad,
    await mercia.run('doctor'),
    await mercia.run('loans', 'harvest'),
    await mercia.run('loans', 'status'),
    await mercia.run('harvest', '--full'),
    await mercia.run('rejects'),
    await mercia.run('rejects', '--json'),
    await mercia.run('rejects', 'retry'),
    await mercia.run('rulings', 'list'),
    await mercia.run('keys', 'list'),
    await mercia.run('patrons', 'export', '--patron', patron, '--reason', 'Request 1'),
    await mercia.run('patrons', 'erase', '--patron', patron, '--reason', 'Request 2'),
  ];
}
