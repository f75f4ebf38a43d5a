import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import { resolveSchemaCoordinate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { ReleasedGraph } from './released.ts';

/** One place of the graph at which clients would break. */
export interface BreakingChange {
  /** As GraphQL writes it: `Edition.title`, `Query.search(first:)`, `Carrier.PRINT`, `Edition`. */
  readonly coordinate: string;
  readonly message: string;
  /** Whether a field, an argument or a value is gone. */
  readonly takesAway: boolean;
}

/** What a changelog says of breaking changes: the coordinate of each line, null if a line names none. */
export interface Announcement {
  readonly coordinate: string | null;
  readonly line: string;
}

const TAKES_AWAY: ReadonlySet<string> = new Set([
  ChangeType.FieldRemoved,
  ChangeType.FieldArgumentRemoved,
  ChangeType.InputFieldRemoved,
  ChangeType.EnumValueRemoved,
]);

/** What would break a client of the first graph that is sent to the second. */
export async function findBreakingChanges(
  before: GraphQLSchema,
  after: GraphQLSchema,
): Promise<readonly BreakingChange[]> {
  const changes = await diff(before, after);
  return changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message, type }) => ({
      coordinate: toCoordinate(path ?? ''),
      message,
      takesAway: TAKES_AWAY.has(String(type)),
    }));
}

const DAY = /\b\d{4}-\d{2}-\d{2}\b/;

/**
 * What is taken away of the released graph without its warning, or before the day that the warning names, in words. No announcement
 * excuses it. `today`: `2027-01-31`.
 */
export function findHasty(
  changes: readonly BreakingChange[],
  { version, schema }: ReleasedGraph,
  today: string,
): readonly string[] {
  return changes.flatMap(({ coordinate, takesAway }) => {
    if (!takesAway) return [];
    const reason = deprecationOf(schema, coordinate);
    const day = DAY.exec(reason ?? '')?.[0];
    if (day !== undefined && day <= today) return [];
    const why =
      reason === null
        ? 'does not call it @deprecated'
        : `says that it stays until ${day ?? 'a day that it does not name'}`;
    return `${coordinate} may not go yet: ${version} ${why}. Keep it for two releases and six months as @deprecated(reason: …), which names what to use instead and the day from which it may go`;
  });
}

/** The released graph's own words; null if it warned nobody. */
function deprecationOf(schema: GraphQLSchema, coordinate: string): string | null {
  const found = resolveSchemaCoordinate(schema, coordinate);
  if (found === undefined) return null;
  if ('fieldArgument' in found) return found.fieldArgument.deprecationReason ?? null;
  if ('inputField' in found) return found.inputField.deprecationReason ?? null;
  if ('enumValue' in found) return found.enumValue.deprecationReason ?? null;
  return 'field' in found ? (found.field.deprecationReason ?? null) : null;
}

/** `Type.field.argument` to `Type.field(argument:)`; `Type.@directive` to the type that bears it. */
function toCoordinate(path: string): string {
  const [type = '', ...rest] = path.split('.');
  const [member, argument] = rest.filter((part) => !part.startsWith('@'));
  if (member === undefined) return type;
  return argument === undefined ? `${type}.${member}` : `${type}.${member}(${argument}:)`;
}

const ANNOUNCED = /^(?:[-*] )?breaking:(?<rest>.*)$/gim;
const COORDINATE = /^ *`?(?<coordinate>[_A-Za-z]\w*(?:\.[_A-Za-z]\w*(?:\([_A-Za-z]\w*:\))?)?)`?: *\S/;

/**
 * The lines `breaking: Edition.title: …` of the newest entry of a changelog. Empty if that entry is the released version
 * itself: what it announced is in the released graph.
 */
export function readAnnouncements(changelog: string, released: string): readonly Announcement[] {
  const [, newest = ''] = changelog.split(/^## /m);
  if (newest.split(/[\s,]/, 1)[0] === released) return [];
  return [...newest.matchAll(ANNOUNCED)].map(({ 0: line, groups }) => ({
    coordinate: COORDINATE.exec(groups?.['rest'] ?? '')?.groups?.['coordinate'] ?? null,
    line,
  }));
}

/** What is wrong between breaking changes and their announcements, in words: each place is announced exactly once. */
export function compareAnnouncements(
  changes: readonly BreakingChange[],
  announcements: readonly Announcement[],
): readonly string[] {
  const broken = new Set(changes.map(({ coordinate }) => coordinate));
  const announced = new Set<string>();
  const faults: string[] = [];
  for (const { coordinate, line } of announcements) {
    if (coordinate === null) faults.push(`This line names no place of the graph ("breaking: Type.field: …"): ${line}`);
    else if (!broken.has(coordinate)) faults.push(`${coordinate} breaks no client: take this line away: ${line}`);
    else if (announced.has(coordinate)) faults.push(`${coordinate} is announced twice: ${line}`);
    else announced.add(coordinate);
  }
  for (const { coordinate, message } of changes) {
    if (announced.has(coordinate)) continue;
    faults.push(
      `Clients would break: ${message}. Keep the old name next to the new one, or add "breaking: ${coordinate}: …"`,
    );
  }
  return faults;
}
