/** What one query may take of a hub, in a region where one edition has 400 holdings: the hub has 200 MB for all that it does with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCostlyQuery } from './support/costly-query.ts';
import { MOST_CPU_MS, startMeasuredHub, type MeasuredHub } from './support/measured-hub.ts';
import { WIDEST_HOLDINGS, WIDEST_ISBN } from './support/wide-region.ts';

/** `many-queries.test.ts` asks more, and a thousand if told to. */
const SAMPLE = 15;

let hub: MeasuredHub;
beforeAll(async () => {
  hub = await startMeasuredHub();
});
afterAll(() => hub.close());

const aliases = (count: number, field: string): string =>
  Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');
const editions = (keys: number, fields: string): string => {
  const by = Array.from({ length: keys }, () => `{ isbn: "${WIDEST_ISBN}" }`).join(', ');
  return `{ editions(by: [${by}]) { editions { ${fields} } } }`;
};
const round = (times: number, inner: string): string =>
  `${'holdings { edition { '.repeat(times)}holdings { ${inner} }${' } }'.repeat(times)}`;

describe('a query that would end the hub', () => {
  it.each<[string, string]>([
    ['goes round six times with 22 keys and 49 aliases', editions(22, round(5, `id ${aliases(49, 'id')}`))],
    ['goes round three times with 8 keys and 12 aliases', editions(8, round(2, aliases(12, 'id')))],
    ['goes round once with a name for each field', editions(1, round(1, aliases(49, 'id')))],
    ['asks one thing under many names', editions(200, `holdings { ${aliases(49, 'id')} }`)],
    [
      'asks for live facts again and again',
      editions(
        200,
        `holdings { ${aliases(24, 'availability { items(first: 5) { nodes { id status due { on } } } }')} }`,
      ),
    ],
  ])('is refused by one error, and costs little: one that %s', async (_what, query) => {
    const { status, errors, code, cpuMs, text } = await hub.ask(query);

    expect({ status, code, errors: errors.length }).toEqual({ status: 400, code: 'QUERY_TOO_COSTLY', errors: 1 });
    expect(text).not.toContain('"data"');
    expect(cpuMs).toBeLessThan(MOST_CPU_MS);
  });

  it.each(Array.from({ length: SAMPLE }, (_, at) => at + 1))('costs little where it is let pass (%i)', async (seed) => {
    const { cpuMs, code } = await hub.ask(makeCostlyQuery(seed));

    expect([undefined, 'QUERY_TOO_COSTLY', 'FORBIDDEN']).toContain(code);
    expect(cpuMs).toBeLessThan(MOST_CPU_MS);
  });

  /** Leads round for some 350,000 values, and is let pass. */
  const dear = editions(1, round(1, 'id'));

  it('is given up where two addresses ask it many times at once, and keeps nobody from a page', async () => {
    const addresses = ['192.0.2.1', '192.0.2.2'];
    const asked = addresses.map((address) =>
      Promise.all(Array.from({ length: 5 }, async () => (await hub.ask(dear, address)).status)),
    );
    const page = await hub.ask(editions(1, 'title holdings { id library { name } }'));

    expect(page).toMatchObject({ status: 200, errors: [] });
    for (const statuses of await Promise.all(asked)) {
      const answered = statuses.filter((status) => status === 200).length;
      // A third may have begun when two were given.
      expect([1, 2, 3]).toContain(answered);
      expect(statuses.filter((status) => status === 429)).toHaveLength(5 - answered);
    }
    for (const address of addresses) expect((await hub.ask(dear, address)).status).toBe(429);
  });

  /** Goes round by fields that are no lists, which cost next to nothing: 937 fields written out, of the thousand that there may be. */
  const goesRound = (alias: string): string => {
    const inner = (round: number): string =>
      round === 4
        ? 'id'
        : Array.from({ length: 4 }, (_, at) => `${alias}${at}: work { latestHeld { ...F${round + 1} } }`).join(' ');
    const fragments = Array.from({ length: 5 }, (_, at) => `fragment F${at} on Edition { ${inner(at)} }`);
    return `{ edition(id: "wide:edition:1001") { ...F0 } } ${fragments.join(' ')}`;
  };

  it('keeps little of many that go round without a list', async () => {
    for (let at = 0; at < 60; at += 1) {
      const { code, cpuMs } = await hub.ask(goesRound(`v${at}x`));

      expect(code).toBeUndefined();
      expect(cpuMs).toBeLessThan(MOST_CPU_MS);
    }
  });

  it('counts planning to whoever asks what nobody asked before, once', async () => {
    const from = '192.0.2.3';
    const other = '192.0.2.4';
    const statuses: number[] = [];
    for (let at = 0; at < 8; at += 1) statuses.push((await hub.ask(goesRound(`w${at}x`), from)).status);

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    for (let at = 0; at < 8; at += 1) expect((await hub.ask(goesRound('w0x'), other)).status).toBe(200);
  });

  /** Every description of the schema so many times over, within all limits on its text. */
  const aboutTheSchema = (descriptions: number): string =>
    `{ ${Array.from({ length: 4 }, (_, n) => `s${n}: __schema { types { ...T } }`).join(' ')} }
    fragment T on __Type { fields(includeDeprecated: true) { ...D } }
    fragment D on __Field { ${aliases(descriptions, 'description')} }`;

  it('counts what it says of the schema like all else', async () => {
    const { status, code, errors } = await hub.ask(aboutTheSchema(44));
    const from = '192.0.2.5';
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1) statuses.push((await hub.ask(aboutTheSchema(10), from)).status);

    expect({ status, code, errors: errors.length }).toEqual({ status: 400, code: 'QUERY_TOO_COSTLY', errors: 1 });
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  });

  it('leaves the hub as it was', async () => {
    const { errors, text } = await hub.ask(editions(1, 'holdings { id }'));

    expect(errors).toEqual([]);
    expect(text.match(/"id"/g)).toHaveLength(WIDEST_HOLDINGS);
  });
});
