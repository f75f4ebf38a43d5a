/** What the types of the tables (`hub/store/tables.ts`) say of each column, as the compiler reads them. */
import { projectRoot } from '#tests/support/mercia-process.ts';
import { join } from 'node:path';
import ts from 'typescript';

type Column = 'required' | 'may be null' | 'made by the database';

/** By table and column. kysely's `ColumnType` has what is read and what is written; one that need not be written is made by the database. */
export function readTableTypes(): Readonly<Record<string, Readonly<Record<string, Column>>>> {
  const file = join(projectRoot, 'hub', 'store', 'tables.ts');
  const { config } = ts.readConfigFile(join(projectRoot, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [file] }, ts.sys, projectRoot);
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const database = source?.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === 'Database');
  if (database === undefined) throw new Error(`${file} has no interface Database`);

  const membersOf = (type: ts.Type): readonly (readonly [string, ts.Type])[] =>
    type.getProperties().map((member) => [member.name, checker.getTypeOfSymbol(member)]);
  const includes = (type: ts.Type, flag: ts.TypeFlags): boolean =>
    (type.isUnion() ? type.types : [type]).some((one) => (one.flags & flag) !== 0);
  const columnOf = (type: ts.Type): Column => {
    const sides = new Map(membersOf(type));
    const [read, written] = [sides.get('__select__') ?? type, sides.get('__insert__')];
    if (written !== undefined && includes(written, ts.TypeFlags.Undefined)) return 'made by the database';
    return includes(read, ts.TypeFlags.Null) ? 'may be null' : 'required';
  };
  return Object.fromEntries(
    membersOf(checker.getTypeAtLocation(database)).map(([table, type]) => [
      table,
      Object.fromEntries(membersOf(type).map(([column, columnType]) => [column, columnOf(columnType)])),
    ]),
  );
}
