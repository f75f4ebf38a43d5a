/** Codes of the target, and what the systems' own codes become there. */
import {
  assertOwnSystem,
  changeMappings,
  enterTargetCodes,
  findCodes,
  findSnapshot,
  keepRefusedRows,
  listRefusedRows,
  mapCodes,
  readMappings,
  readRegion,
  readTargetLists,
  removeTargetCodes,
  setGreatestLength,
  suggestMappings,
  type EnteredTargetCode,
  type NewRefusedRow,
  type RowProblem,
  type Snapshot,
  type WantedMapping,
} from '#comparison/index.ts';
import type { SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import type {
  CodeMappingConnectionResolvers,
  CodeMappingEdgeResolvers,
  MutationResolvers,
  QueryResolvers,
  RefusedRowResolvers,
} from '../__generated__/resolvers.ts';
import type { FilePartInput } from '../__generated__/types.ts';
import type { MigrationContext } from '../context.ts';
import type { PlacedCodeModel } from '../models.ts';
import { pagesOf, readPage, takePage } from '../pages.ts';

const MOST_ROWS = 1_000;
const LONGEST_NAME = 200;

export const mappingQueries: QueryResolvers = {
  targetLists(_root, _args, { access, reports }) {
    access.libraries();
    return readTargetLists(reports);
  },
  async codeMappings(_root, { snapshot: name, list, system, state, ...page }, { access, reports }) {
    const libraries = access.libraries();
    const snapshot = await wholeSnapshot(reports, name ?? null);
    const scope = { snapshot: snapshot.number, libraries, system: (system ?? null) as SystemId | null };
    assertOwnSystem(await readRegion(reports, snapshot.number), scope.system, libraries);
    const { first, after } = readPage(page);
    // The place among all codes of the snapshot: that among those of one state moves with each code that is decided meanwhile.
    const rest = mapCodes(await findCodes(reports, scope), await readMappings(reports))
      .map((code, at) => ({ code, place: at + 1 }))
      .filter(
        ({ code, place }) => place > (after ?? 0) && (!list || code.list === list) && (!state || code.state === state),
      );
    return { rows: rest.slice(0, first), hasNextPage: rest.length > first, hasPreviousPage: after !== null };
  },
  refusedRows(_root, { file, ...page }, { access, reports }) {
    access.assertMayChange('refusedRows');
    return takePage(readPage(page), (asked) => listRefusedRows(reports, { file: file ?? null, ...asked }));
  },
};

export const mappingMutations: MutationResolvers = {
  async changeTargetCodes(_root, { input }, context) {
    context.access.assertMayChange('changeTargetCodes');
    const entered = input.codes ?? [];
    assertFew(entered.length);
    for (const { list, greatestLength } of input.lengths ?? []) {
      await setGreatestLength(context.db, list, greatestLength ?? null);
    }
    const codes = entered.map(({ list, code, label, meaning, line }): EnteredTargetCode => ({
      list,
      code,
      label: label ?? null,
      meaning: meaning ?? null,
      line: line ?? null,
    }));
    const { taken, refused } = await enterTargetCodes(context.db, codes);
    const refusals = refused.map((one) => toRefusal(one, codes));
    await keepRefusals(context, input.file ?? null, refusals);
    let removed = 0;
    for (const { list, code } of input.remove ?? []) removed += await removeTargetCodes(context.db, list, [code]);
    return { taken, removed, refused: refusals };
  },
  async suggestMappings(_root, _args, { access, db, now }) {
    access.assertMayChange('suggestMappings');
    const snapshot = await wholeSnapshot(db, null);
    return suggestMappings(db, snapshot.number, { ...access.actor, at: now() });
  },
  async changeMappings(_root, { input }, context) {
    const { access, db, now } = context;
    access.assertMayChange('changeMappings');
    assertFew(input.mappings.length);
    const snapshot = await wholeSnapshot(db, null);
    const wanted = input.mappings.map(({ system, list, code, target, state, note, line }): WantedMapping => ({
      system,
      list,
      code,
      target: target ?? null,
      state: state ?? null,
      note: note ?? null,
      line: line ?? null,
    }));
    const { taken, refused } = await changeMappings(db, snapshot, wanted, { ...access.actor, at: now() });
    const refusals = refused.map((one) => toRefusal(one, wanted));
    await keepRefusals(context, input.file ?? null, refusals);
    return { taken, refused: refusals };
  },
};

function assertFew(rows: number): void {
  if (rows > MOST_ROWS) {
    throw badUserInput(`At most ${MOST_ROWS} rows at a time; send the others in further parts.`);
  }
}

async function wholeSnapshot(db: MigrationContext['db'], name: string | null): Promise<Snapshot> {
  const snapshot = await findSnapshot(db, name);
  if (snapshot?.state === 'WHOLE') return snapshot;
  throw badUserInput(
    name === null
      ? 'There is no whole snapshot, and codes are those of one; take a snapshot first.'
      : `snapshot: there is no whole snapshot "${name}".`,
  );
}

/** With what the row said, so that nothing of it is lost. */
function toRefusal<Row extends EnteredTargetCode | WantedMapping>(
  { row, column, problem }: RowProblem<Row>,
  rows: readonly Row[],
): NewRefusedRow {
  const said = Object.entries(row).flatMap(([name, value]) =>
    name === 'line' ? [] : [[name, value === null ? null : String(value)] as const],
  );
  return { line: row.line ?? rows.indexOf(row) + 1, column, problem, said: Object.fromEntries(said) };
}

async function keepRefusals(
  { db, access, now }: MigrationContext,
  file: FilePartInput | null,
  refused: readonly NewRefusedRow[],
): Promise<void> {
  if (file === null) return;
  if (file.name.length < 1 || file.name.length > LONGEST_NAME) {
    throw badUserInput(`file: its name has 1 to ${LONGEST_NAME} characters.`);
  }
  const unread = (file.unread ?? []).map(({ line, column, problem }) => ({
    line,
    column: column ?? null,
    problem,
    said: null,
  }));
  const rows = [...unread, ...refused].toSorted((a, b) => a.line - b.line);
  await keepRefusedRows(db, rows, { file: file.name, isFirst: file.isFirst, by: access.subject, at: now() });
}

const codePages = pagesOf('CodeMapping', ({ place }: PlacedCodeModel) => place);

export const CodeMappingConnection: CodeMappingConnectionResolvers = {
  ...codePages.CodeMappingConnection,
  nodes: ({ rows }) => rows.map(({ code }) => code),
};

export const CodeMappingEdge: CodeMappingEdgeResolvers = { ...codePages.CodeMappingEdge, node: ({ code }) => code };

export const RefusedRow: RefusedRowResolvers = {
  said: ({ said }) => Object.entries(said ?? {}).map(([column, value]) => ({ column, value })),
};
