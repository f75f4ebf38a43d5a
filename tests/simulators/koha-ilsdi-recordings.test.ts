import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createFixtureWorld, FIXTURE_LOGINS } from '#simulators/koha/fixture-world.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { checkOut, moveItem, renew, type KohaWorld } from '#simulators/koha/world.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { header, readRecording, recordedNames, type Recording } from './koha-recordings.ts';
import { readXml, type Element } from './xml-tree.ts';

/** Only of these texts does the recorded answer say more than that they are there. */
const TOLD = new Set([
  ...['id', 'code', 'message', 'error', 'success', 'renewals', 'status', 'type'],
  ...['dlf:identifier', 'dlf:availabilitystatus', 'dlf:availabilitymsg', 'is_expired', 'found'],
]);
/** Rows have a column or not, by what is in it; and how many there are nobody invented. */
const ROWS = new Set(['record', 'item', 'issue', 'reserve', 'loan', 'hold', 'fine', 'GetPatronInfo']);
/** Descriptions and people are invented: what is said of them may be more or less than of those that were recorded. */
const INVENTED =
  /^(?:author|title|subtitle|seriestitle|isbn|lccn|editionstatement|illus|pages|size|place|publishercode|volume|copyrightdate|dateofbirth|email|phone|price|replacementprice|ccode|location\w*|permanent_location|lastreneweddate|branchcode|credit_type_code|debit_type_code|manager_id|status|suspend_until)$/u;

/** What happened before, of which there is no recording. */
const BEFORE: Readonly<Record<string, (world: KohaWorld) => unknown>> = {
  'ilsdi-HoldItem': (world) => moveItem(world, 786, 302),
  'ilsdi-RenewLoan-ok': (world) => lend(world),
  'ilsdi-RenewLoan-2': (world) => renew(world, lend(world)),
  'ilsdi-RenewLoan-not-his': (world) => {
    const loan = lend(world);
    renew(world, loan);
    renew(world, loan);
  },
};

function lend(world: KohaWorld): number {
  return checkOut(world, { item_id: 2486, patron_id: 27 }).checkout_id;
}

interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

describe.skipIf(!sharedAvailable)('the simulated ILS-DI against the recordings of a real one', () => {
  const names = sharedAvailable ? recordedNames().filter((name) => name.startsWith('ilsdi-')) : [];
  let shared: KohaSimulator;

  beforeAll(async () => {
    shared = await createKohaSimulator({ world: createFixtureWorld({ stage: 'late' }), workers: 8 });
  });

  afterAll(async () => {
    await shared.close();
  });

  async function replay(recording: Recording): Promise<Answered> {
    const simulator = await simulatorFor(recording.name);
    const url = new URL(recording.request.url);
    if (url.searchParams.get('password') === 'REDACTED-pw') {
      url.searchParams.set('password', FIXTURE_LOGINS.patron5[1]);
    }
    const answer = await fetch(`${simulator.url}${url.pathname}${url.search}`);
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  }

  async function simulatorFor(name: string): Promise<KohaSimulator> {
    if (!/^ilsdi-(?:RenewLoan|Hold|CancelHold)/u.test(name)) return shared;
    const world = createFixtureWorld({ stage: 'late' });
    BEFORE[name]?.(world);
    const own = await createKohaSimulator({ world });
    onTestFinished(() => own.close());
    return own;
  }

  test('has some for every service', () => {
    expect(names.length).toBeGreaterThanOrEqual(25);
  });

  test.each(names)('%s', async (name) => {
    const recording = readRecording(name);
    const recorded = recording.response.body_text ?? '';

    const answer = await replay(recording);

    expect([answer.status, answer.type]).toEqual([recording.response.status, header(recording, 'Content-Type')]);
    if (answer.type?.startsWith('text/xml') !== true) expect(facesOf(answer.body)).toEqual(facesOf(recorded));
    else expect(faults(readXml(recorded), readXml(answer.body))).toEqual([]);
  });
});

/** Of a page for people: that it is one, and the version in it. */
function facesOf(body: string): unknown {
  if (!body.includes('<html')) return body;
  return { start: body.trimStart().slice(0, 15), version: /content="Koha [\d.]+"/u.exec(body)?.[0] };
}

/** What of an answer is not as recorded; the order of columns is a matter of chance in Koha. */
function faults(recorded: Element, answered: Element, above = ''): readonly string[] {
  const place = `${above}/${answered.name}`;
  if (recorded.name !== answered.name) return [`${place}: instead of ${recorded.name}`];
  if (TOLD.has(recorded.name) && recorded.children.length === 0 && recorded.text !== answered.text) {
    return [`${place}: ${answered.text} instead of ${recorded.text}`];
  }
  const isOrdered = recorded.name.startsWith('dlf:');
  const wanted = byName(recorded);
  const got = byName(answered);
  const missing = [...wanted.keys()].filter((name) => !got.has(name) && !INVENTED.test(name) && isKept(recorded, name));
  const more = [...got.keys()].filter((name) => !wanted.has(name) && !INVENTED.test(name));
  const inside = [...got].flatMap(([name, ours]) => {
    const theirs = wanted.get(name) ?? [];
    if (isOrdered && theirs.length !== ours.length) return [`${place}/${name}: ${ours.length} of ${theirs.length}`];
    if (isOrdered) return ours.flatMap((one, at) => faults(theirs[at] ?? one, one, place));
    const [like] = theirs;
    return like === undefined ? [] : ours.flatMap((one) => likeOneOf(theirs, one, place));
  });
  return [...missing.map((name) => `${place}: no ${name}`), ...more.map((name) => `${place}: ${name}`), ...inside];
}

/** A row is as one of the recorded rows: which columns it has depends on what happened to it. */
function likeOneOf(recorded: readonly Element[], row: Element, place: string): readonly string[] {
  const all = recorded.map((one) => faults(one, row, place));
  return all.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** Rows that nobody made in the simulated world are no fault. */
function isKept({ name: within }: Element, name: string): boolean {
  return !ROWS.has(name) || within.startsWith('dlf:');
}

function byName({ children }: Element): ReadonlyMap<string, readonly Element[]> {
  return Map.groupBy(children, ({ name }) => name);
}
