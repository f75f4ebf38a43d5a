/** The types of the tables, as `hub/store/__generated__/tables.ts` has them. */
import { projectRoot } from '#tests/support/mercia-process.ts';
import type { ColumnMetadata, TableMetadata } from 'kysely';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const STORE = join(projectRoot, 'hub', 'store');
export const TABLE_TYPES = join(STORE, '__generated__', 'tables.ts');

const HEAD = `/** Written by \`npm test -- tests/store/migrate.test.ts -u\`, of what the migrations make, \`columns.yaml\` and \`column-types.ts\`. */
import type { ColumnType, Generated } from 'kysely';
import type { ColumnTypes } from '../column-types.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** JSON columns are read parsed and written as text. */
type Json<T> = ColumnType<T, string, string>;
/** The same, if the database has a value for it. */
type GeneratedJson<T> = ColumnType<T, string | undefined, string>;
/** Written by SQL. */
type Document = ColumnType<string, never, never>;
`;

const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'Timestamp',
  float4: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  text: 'string',
  timestamptz: 'Timestamp',
  tsvector: 'Document',
  uuid: 'string',
};

/** Of those that \`columns.yaml\` names: the compiler would check nothing by the others. */
export function writeTableTypes(tables: readonly TableMetadata[]): string {
  const notes = parse(readFileSync(join(STORE, 'columns.yaml'), 'utf8')) as Record<
    string,
    Record<string, string> | null
  >;
  const narrower = new Set(
    [...readFileSync(join(STORE, 'column-types.ts'), 'utf8').matchAll(/^ {2}'(.+)':/gm)].map(([, column]) => column),
  );

  const columnOf = (table: string, { name, dataType, ...column }: ColumnMetadata): string => {
    const known = narrower.delete(`${table}.${name}`) ? `ColumnTypes['${table}.${name}']` : undefined;
    const isMade = column.isAutoIncrementing || column.hasDefaultValue;
    if (dataType.startsWith('json')) {
      const type = `${isMade ? 'GeneratedJson' : 'Json'}<${known ?? 'unknown'}>`;
      return `${name}: ${type}${column.isNullable ? ' | null' : ''}`;
    }
    const plain = dataType.startsWith('_') ? `${TYPES[dataType.slice(1)]}[]` : TYPES[dataType];
    const type = `${known ?? plain}${column.isNullable ? ' | null' : ''}`;
    return `${name}: ${isMade ? `Generated<${type}>` : type}`;
  };
  const noteOn = (note: string | undefined, indent: string): string =>
    note === undefined ? '' : `${indent}/** ${note} */\n`;

  const written = Object.entries(notes).map(([name, entry]) => {
    const { about, ...said } = entry ?? {};
    const left = new Map(Object.entries(said));
    const columns = tables.find((table) => table.name === name)?.columns ?? [];
    const lines = columns.map((column) => {
      const note = noteOn(left.get(column.name), '    ');
      left.delete(column.name);
      return `${note}    ${columnOf(name, column)};\n`;
    });
    const strays = [...left.keys()];
    if (lines.length === 0 || strays.length > 0)
      throw new Error(`${name}: no such table, or no such columns: ${strays.join(', ')}`);
    return `${noteOn(about, '  ')}  ${name}: {\n${lines.join('')}  };\n`;
  });
  if (narrower.size > 0) throw new Error(`column-types.ts: no such columns: ${[...narrower].join(', ')}`);
  return `${HEAD}\nexport interface Database {\n${written.join('')}}\n`;
}
