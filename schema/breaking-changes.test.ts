import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareAnnouncements, findBreakingChanges, findHasty, readAnnouncements } from './breaking-changes.ts';
import { parseReleased, printReleased, RELEASED_FILE, refuseRelease } from './released.ts';

const text = readFileSync(RELEASED_FILE, 'utf8');
const released = parseReleased(text);

/** The places at which the released graph would break if its text were changed so. */
async function brokenBy(...edits: readonly (readonly [was: RegExp, is: string])[]): Promise<readonly string[]> {
  const edited = edits.reduce((sdl, [was, is]) => {
    expect(sdl).toMatch(was);
    return sdl.replace(was, is);
  }, text);
  const changes = await findBreakingChanges(released.schema, buildSchema(edited));
  return changes.map(({ coordinate }) => coordinate);
}

async function faultsOf(title: string, changelog: string, version = '0.1.0'): Promise<readonly string[]> {
  const edited = buildSchema(text.replace(/(?<=^type Edition \{[^}]*?\n {2}title: )String!$/m, title));
  return compareAnnouncements(
    await findBreakingChanges(released.schema, edited),
    readAnnouncements(changelog, version),
  );
}

describe('findBreakingChanges, of the released graph', () => {
  it('names a title that may be null where it could not', async () => {
    expect(await brokenBy([/(?<=^type Edition \{[^}]*?\n {2}title: )String!$/m, 'String'])).toEqual(['Edition.title']);
  });

  it('names a field, an argument, a value and a type by the coordinate that GraphQL gives it', async () => {
    const broken = await brokenBy(
      [/^ {2}isbns: /m, '  numbers: '],
      [/(?<=^ {2}search\([^]*?\n {4}query: )String!$/m, 'Int!'],
      [/^ {2}LAST_KNOWN$/m, '  LAST'],
    );

    expect([...broken].sort()).toEqual(['Edition.isbns', 'FactState.LAST_KNOWN', 'Query.search(query:)']);
  });

  it('names nothing for an addition and a deprecation', async () => {
    const deprecated = '@deprecated(reason: "Use isbns of the other")';

    expect(
      await brokenBy(
        [/(?<=^ {2}isbns: \S+)$/m, ` ${deprecated}\n  isbnsAgain(of: Int): [String!]`],
        [/^ {2}LAST_KNOWN$/m, '  LAST_KNOWN\n  RUMOURED'],
      ),
    ).toEqual([]);
  });

  it('names a type that is gone and an input of which only one field may be given', async () => {
    const before = buildSchema('type Query { a(of: In): Int } input In { a: Int b: Int } type Gone { a: Int }');
    const after = buildSchema('type Query { a(of: In): Int } input In @oneOf { a: Int b: Int }');

    const changes = await findBreakingChanges(before, after);

    expect(changes.map(({ coordinate }) => coordinate)).toEqual(['Gone', 'In']);
  });
});

describe('what is taken away', () => {
  const before = (reason: string | null): string => {
    const warned = reason === null ? '' : ` @deprecated(reason: "${reason}")`;
    return `type Query { kept: Kind a(of: In${warned}): Int b: Int${warned} }
      input In { c: Int d: Int${warned} }
      enum Kind { E F${warned} }`;
  };
  const after = buildSchema('type Query { kept: Kind a: Int } input In { c: Int } enum Kind { E }');
  const placesOf = async (reason: string | null, today: string): Promise<readonly string[]> => {
    const schema = buildSchema(before(reason));
    return findHasty(await findBreakingChanges(schema, after), { version: '0.1.0', schema }, today);
  };

  it.each([
    ['nobody was warned', null, 'does not call it @deprecated'],
    ['the warning names no day', 'Use c', 'says that it stays until a day that it does not name'],
    ['its day has not come', 'Use c; goes from 2027-06-01', 'says that it stays until 2027-06-01'],
  ])('is named, where %s: a field, an argument, a field of an input, a value', async (_, reason, why) => {
    const hasty = await placesOf(reason, '2027-05-31');

    expect(hasty.map((line) => line.split(' ', 1)[0]).sort()).toEqual(['In.d', 'Kind.F', 'Query.a(of:)', 'Query.b']);
    expect(hasty.every((line) => line.includes(`may not go yet: 0.1.0 ${why}. Keep it`))).toBe(true);
  });

  it('may go from its day on', async () => {
    expect(await placesOf('Use c; goes from 2027-06-01', '2027-06-01')).toEqual([]);
  });
});

describe('the announcement of a break in the changelog', () => {
  const entry = (...lines: readonly string[]) =>
    `# Changelog\n\n## 0.2.0 (unreleased)\n\n${lines.join('\n')}\n\n## 0.1.0\n\n- breaking: Edition.title: of old\n`;

  it('is asked for, with the line to add', async () => {
    expect(await faultsOf('String', entry())).toEqual([expect.stringContaining('"breaking: Edition.title: …"')]);
  });

  it.each(['- breaking: Edition.title: null if no system gives one', '- breaking: `Edition.title`: may be null'])(
    'is a line of its own that names the place: %s',
    async (line) => {
      expect(await faultsOf('String', entry(line))).toEqual([]);
    },
  );

  it('excuses no other place', async () => {
    const faults = await faultsOf('String', entry('- breaking: Edition.subtitle: gone'));

    expect(faults).toEqual([
      expect.stringContaining('Edition.subtitle breaks no client'),
      expect.stringContaining("'Edition.title' changed type from 'String!' to 'String'"),
    ]);
  });

  it('fails if it names a place that does not break, or one twice', async () => {
    const line = '- breaking: Edition.title: may be null';

    expect(await faultsOf('String!', entry(line))).toEqual([expect.stringContaining('breaks no client')]);
    expect(await faultsOf('String', entry(line, line))).toEqual([expect.stringContaining('announced twice')]);
  });

  it('fails if it names no place', async () => {
    expect(await faultsOf('String!', entry('- breaking: `search` and `items` may be null'))).toEqual([
      expect.stringContaining('names no place'),
    ]);
  });

  it('is done with once its version is released, and excuses nothing from then on', async () => {
    const changelog = entry('- breaking: Edition.title: may be null');

    expect(await faultsOf('String!', changelog, '0.2.0')).toEqual([]);
    expect(await faultsOf('String', changelog, '0.2.0')).toHaveLength(1);
  });
});

describe('the released graph', () => {
  it('is read again as it was written', () => {
    expect(printReleased(released)).toBe(text);
  });

  it('is refused without a version', () => {
    expect(() => parseReleased('type Query { a: Int }')).toThrow('does not say its version');
  });

  const refuse = (before: string, newest: string) =>
    refuseRelease('0.2.0', before, `# Changelog\n\n${newest}\n\n## 0.0.9\n`);

  it.each<readonly [why: string, released: string, changelog: string, refusal: RegExp]>([
    ['the version is released already', '0.2.0', '## 0.2.0 (2027-05-01)', /raise the version/],
    ['the entry has no date', '0.1.0', '## 0.2.0', /give it the heading "0\.2\.0 \(YYYY-MM-DD\)"/],
    ['the entry is not closed', '0.1.0', '## 0.2.0 (unreleased)', /give it the heading "0\.2\.0 \(/],
    ['the entry is of another version', '0.1.0', '## 0.1.0', /the newest entry of CHANGELOG\.md is "0\.1\.0"/i],
  ])('is not written anew where %s', (_why, before, newest, refusal) => {
    expect(refuse(before, newest)).toMatch(refusal);
  });

  it('is written anew once the entry of its version is closed', () => {
    expect(refuse('0.1.0', '## 0.2.0 (2027-05-01)')).toBeNull();
  });
});
