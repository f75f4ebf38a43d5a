/** What of an account each role is told to whom `patrons` gave leave, field by field: a new field has to be put into one list. */
import { readFileSync } from 'node:fs';
import { Kind, parse, print, type ObjectTypeDefinitionNode } from 'graphql';
import type { Role } from '#platform/signed-context.ts';
import { describe, expect, it } from 'vitest';
import { TITLE } from './support/fake-readers.ts';
import { ARDEN, openReadingRoom, type ReadingRoom } from './support/reading-room.ts';

/** Fields of an account's parts: what whoever compares accounts for a move is told, and what is kept from them. */
const FIELDS = {
  AccountFacts: {
    told: ['state', 'asOf', 'category', 'homeSite', 'expiresOn', 'loans', 'holds', 'charges', 'blocks', 'reason'],
    hidden: [],
  },
  Loan: {
    told: ['id', 'loanedAt', 'due', 'overdue', 'renewals', 'renewable', 'reason'],
    hidden: ['title', 'item', 'recordId'],
  },
  Hold: {
    told: ['id', 'status', 'queuePosition', 'pickup', 'placedAt', 'neededBy', 'expiresOn', 'reason'],
    hidden: ['title', 'item', 'recordId', 'enumeration'],
  },
  Charge: { told: ['id', 'amount', 'raisedOn'], hidden: ['reason'] },
  Block: { told: ['code', 'message'], hidden: [] },
} as const;
type Part = keyof typeof FIELDS;
/** Parts with a reason for what is missing, and nothing is. */
const NOTHING_MISSING: Readonly<Record<string, true>> = { AccountFacts: true, Loan: true, Hold: true };

const SDL = parse(readFileSync(new URL('../../schema/subgraphs/circulation.graphql', import.meta.url), 'utf8'));
const fieldsOf = (part: Part) =>
  SDL.definitions.find(
    (one): one is ObjectTypeDefinitionNode => one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === part,
  )?.fields ?? [];

const SELECTED: Readonly<Record<string, string>> = {
  due: 'due { on at }',
  renewable: 'renewable { possible }',
  item: 'item { id }',
  pickup: 'pickup { code }',
  amount: 'amount { amount currency }',
};

function selectionOf(part: Part): string {
  return fieldsOf(part)
    .map(({ name: { value }, type }) => {
      const inner = (Object.keys(FIELDS) as Part[]).find((one) => print(type).includes(`${one}!`));
      if (inner !== undefined) return `${value} { ${selectionOf(inner)} }`;
      if (part !== 'Charge' && value === 'reason') return 'reason { code message }';
      return SELECTED[value] ?? value;
    })
    .join(' ');
}

type Facts = Readonly<Record<string, unknown>> & Readonly<Record<'loans' | 'holds' | 'charges' | 'blocks', Row[]>>;
type Row = Readonly<Record<string, unknown>>;

async function askAs(role: Role, room: ReadingRoom): Promise<Facts> {
  const id = room.account(ARDEN);
  const purpose = role === 'patron' ? 'SELF_SERVICE' : 'DATA_CLEANING';
  const grant = await room.grant({ account: id, purpose, library: 'lib-arden' });
  const query = `query ($accounts: [_Any!]!) {
    _entities(representations: $accounts) { ... on Account { facts { ${selectionOf('AccountFacts')} } } } }`;
  const told = await room.ask(query, { accounts: [{ __typename: 'Account', id, grant }] }, { role });
  expect(told.errors).toEqual([]);
  const [entity] = told.data?.['_entities'] as { facts: Facts }[];
  if (entity === undefined) throw new Error('there is no account');
  return entity.facts;
}

/** Reader 5 with something in every field. */
function openFullRoom(): ReadingRoom {
  const room = openReadingRoom();
  room.arden.change('5', (facts) => ({
    ...facts,
    holds:
      facts.holds?.map((hold) => ({
        ...hold,
        item: facts.loans?.[0]?.item ?? null,
        enumeration: 'vol. 3',
        placedAt: '2026-01-01T10:00:00+00:00',
        neededBy: '2026-02-01',
        expiresOn: '2026-03-01',
      })) ?? null,
    blocks: [{ code: 'OWES', message: 'More is owed than the library allows.' }],
  }));
  return room;
}

const rowsOf = (facts: Facts): Readonly<Record<Part, Row>> => ({
  AccountFacts: facts,
  Loan: facts.loans[0] ?? {},
  Hold: facts.holds[0] ?? {},
  Charge: facts.charges[0] ?? {},
  Block: facts.blocks[0] ?? {},
});

it.each(Object.keys(FIELDS) as Part[])('every field of %s is in one of the two lists', (part) => {
  const { told, hidden } = FIELDS[part];

  expect(fieldsOf(part).map(({ name }) => name.value)).toEqual(expect.arrayContaining([...told, ...hidden]));
  expect(fieldsOf(part)).toHaveLength(told.length + hidden.length);
});

describe.each(['patron', 'staff'] as const)('with leave to read an account, the role %s', (role) => {
  it('is told all of it', async () => {
    const facts = await askAs(role, openFullRoom());

    const rows = rowsOf(facts);
    for (const part of Object.keys(FIELDS) as Part[]) {
      const empty = Object.entries(rows[part]).filter(([, value]) => value === null);
      expect([part, empty.map(([field]) => field)]).toEqual([part, part in NOTHING_MISSING ? ['reason'] : []]);
    }
  });
});

describe('with leave to read an account, the role migration', () => {
  it('is told how it stands as others are, and not what it is about', async () => {
    const [all, some] = [
      rowsOf(await askAs('staff', openFullRoom())),
      rowsOf(await askAs('migration', openFullRoom())),
    ];

    for (const part of Object.keys(FIELDS) as Part[]) {
      const { told, hidden } = FIELDS[part];
      for (const field of hidden) expect([part, field, some[part][field]]).toEqual([part, field, null]);
      if (part === 'AccountFacts') continue;
      for (const field of told) expect([part, field, some[part][field]]).toEqual([part, field, all[part][field]]);
    }
    expect(JSON.stringify(some)).not.toContain(TITLE);
    expect(some.AccountFacts).toMatchObject({
      state: 'LIVE',
      category: 'Staff',
      expiresOn: '2027-01-01',
      reason: {
        code: 'NOT_SUPPORTED',
        message: 'The role that compares accounts is not shown what is borrowed or requested.',
      },
    });
  });

  it('is told why where nobody can say', async () => {
    const room = openFullRoom();
    room.arden.reading = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    expect(await askAs('migration', room)).toMatchObject({
      state: 'UNKNOWN',
      reason: { code: 'UNREACHABLE' },
      loans: null,
    });
  });
});
