/** Live items against a server that says what real ones are known to say, and counts what it is asked. */
import { letPass } from '#tests/support/let-pass.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createTestAdapter, SYSTEM, type SymphonyTestOptions } from '#tests/conformance/symphony-config.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedSymphony, policyRows, refusal, titlesXml, titleXml } from './scripted-symphony.ts';
import type { Asked, Said, ScriptedServer } from '../scripted-server.ts';

const LOOKUP = '/symws/rest/standard/lookupTitleInfo';
const LOGIN = '/symws/user/staff/login';
const SHELVES = { shelves: ['STACKS', 'STAFF'] };
const signal = new AbortController().signal;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** Policies as most sites have them open; everything else is the script's. */
async function over(
  script: (asked: Asked) => Said | undefined,
  options: Partial<SymphonyTestOptions> = {},
): Promise<{ readonly adapter: LmsAdapter; readonly server: ScriptedServer }> {
  const server = await createScriptedSymphony((asked) => script(asked) ?? openPolicies(asked));
  const adapter = createTestAdapter(server.address, { login: false, settings: SHELVES, ...options });
  open.push(
    () => server.close(),
    () => adapter.close(),
  );
  return { adapter, server };
}

function openPolicies({ path }: Asked): Said | undefined {
  const name = /^\/symws\/policy\/(\w+)\/simpleQuery$/.exec(path)?.[1];
  if (name === undefined) return undefined;
  return {
    body: policyRows(name, ...(name === 'location' ? ([['STACKS'], ['STAFF', { shadowed: true }]] as const) : [])),
  };
}

const ref = (id: number | string, library = 'ash', ...more: readonly string[]): HoldingRef => ({
  id: createId(SYSTEM, 'holding', `${id}@${library}`),
  liveKeys: [`r:${id}`, `l:${library}`, ...more],
});

const copy = (itemID: string, more: Readonly<Record<string, string>> = {}) => ({
  itemID,
  itemTypeID: 'BOOK',
  currentLocationID: 'STACKS',
  homeLocationID: 'STACKS',
  chargeable: 'true',
  ...more,
});

/** Every title that is asked for, with one copy of Ash's. */
function anyTitle({ path, query }: Asked): Said | undefined {
  if (path !== LOOKUP) return undefined;
  return { body: titlesXml(...query.getAll('titleID').map((id) => titleXml(id, 'ASH-MAIN', copy(`b${id}`)))) };
}

async function ask(adapter: LmsAdapter, refs: readonly HoldingRef[]) {
  if (adapter.items === undefined) throw new Error('no live items');
  return adapter.items.findAvailability(refs, signal);
}

async function askCopy(adapter: LmsAdapter, id: number) {
  if (adapter.items === undefined) throw new Error('no live items');
  return adapter.items.findItems([createId(SYSTEM, 'item', `${id}:b${id}`)], signal);
}

const statuses = (answer: HoldingFacts | MerciaError | null | undefined) =>
  answer === null || answer === undefined || answer instanceof MerciaError
    ? answer
    : answer.items.map((item) => item.status);

const countOf = (server: ScriptedServer, path: string) => server.asked.filter((one) => one.path === path).length;

describe('a page of titles', () => {
  it('of 50 costs one call, with a client id and without a log-in', async () => {
    const { adapter, server } = await over(anyTitle, { login: true });

    const answers = await ask(
      adapter,
      Array.from({ length: 50 }, (_, index) => ref(index + 1)),
    );

    expect(answers.map(statuses)).toEqual(Array.from({ length: 50 }, () => ['AVAILABLE']));
    expect(countOf(server, LOOKUP)).toBe(1);
    expect(countOf(server, LOGIN)).toBe(0);
    const [lookup] = server.asked.filter((one) => one.path === LOOKUP);
    expect(lookup?.query.get('clientID')).toBe('MERCIA');
    expect(lookup?.headers['sd-originating-app-id']).toBe('mercia');
    expect(lookup?.headers['user-agent']).toBe('mercia');
  });

  it('costs no more calls for the lists of codes than one of each a day', async () => {
    const { adapter, server } = await over(anyTitle);

    await Promise.all([ask(adapter, [ref(1)]), ask(adapter, [ref(2)]), ask(adapter, [ref(3)])]);
    await ask(adapter, [ref(4)]);
    expect(countOf(server, '/symws/policy/location/simpleQuery')).toBe(1);
    letPass(25 * 3_600_000);
    await ask(adapter, [ref(5)]);

    expect(countOf(server, '/symws/policy/location/simpleQuery')).toBe(2);
  });

  it('is asked for in halves where the server refuses so many, or one of them spoils the rest', async () => {
    const { adapter } = await over((asked) => {
      const ids = asked.query.getAll('titleID');
      if (asked.path !== LOOKUP) return undefined;
      if (ids.includes('7'))
        return ids.length > 1 ? refusal(500, 'unhandledException') : refusal(404, 'recordNotFound');
      return ids.includes('9') ? refusal(500, 'unhandledException') : anyTitle(asked);
    });

    const answers = await ask(adapter, [ref(6), ref(7), ref(8), ref(9), ref(10)]);

    expect(statuses(answers[0])).toEqual(['AVAILABLE']);
    expect(answers[1]).toBeNull();
    expect(statuses(answers[2])).toEqual(['AVAILABLE']);
    expect(answers[3]).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect(statuses(answers[4])).toEqual(['AVAILABLE']);
  });

  it('is given up soon where every part of it fails', async () => {
    const { adapter, server } = await over(({ path }) =>
      path === LOOKUP ? refusal(500, 'unhandledException') : undefined,
    );

    const error = await ask(
      adapter,
      Array.from({ length: 50 }, (_, index) => ref(index + 1)),
    ).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect(countOf(server, LOOKUP)).toBeLessThan(15);
  });

  it('takes an ordinary refusal with HTTP 500 for what it is: a title that is not there', async () => {
    const { adapter } = await over(({ path }) => (path === LOOKUP ? refusal(500, 'recordNotFound') : undefined));

    expect(await ask(adapter, [ref(1)])).toEqual([null]);
  });

  it('shows copies of its own library only, none that harvest saw shadowed, none in a shadowed location', async () => {
    const { adapter } = await over(({ path }) =>
      path === LOOKUP
        ? {
            body: titlesXml(
              titleXml(
                1,
                'ASH-ANNEX',
                copy('seen'),
                copy('shadowed'),
                copy('staff', { currentLocationID: 'STAFF', homeLocationID: 'STAFF' }),
              ),
            ),
          }
        : undefined,
    );

    const [ash, beech] = await ask(adapter, [ref(1, 'ash', 'h:shadowed'), ref(1, 'beech')]);

    expect(ash).toMatchObject({ items: [{ barcode: 'seen' }] });
    expect(beech).toMatchObject({ items: [] });
  });

  it('says what it cannot hide where the lists of codes are closed to it', async () => {
    const { adapter } = await over((asked) =>
      asked.path.startsWith('/symws/policy/') ? refusal(401, 'sessionTimedOut') : anyTitle(asked),
    );

    const [answer] = await ask(adapter, [ref(1)]);

    expect(answer).toMatchObject({ limitation: { code: 'NOT_SUPPORTED' }, items: [{ status: 'AVAILABLE' }] });
  });
});

describe('an answer that cannot be right', () => {
  const BAD = { code: 'LMS_BAD_RESPONSE' };
  const told = async (...titles: readonly string[]) => {
    const script = ({ path }: Asked): Said | undefined =>
      path === LOOKUP ? { body: titlesXml(...titles) } : undefined;
    const { adapter } = await over(script);
    const answers: readonly unknown[] = await ask(adapter, [ref(2), ref(4)]).catch((error: unknown) => [error, error]);
    return answers.map((answer) => (answer instanceof MerciaError ? answer : statuses(answer as HoldingFacts | null)));
  };
  const four = titleXml(4, 'ASH-MAIN', copy('b4'));

  it('is of a title that was not asked for: what lacks beside it is not gone', async () => {
    expect(await told(titleXml(3, 'ASH-MAIN', copy('b3')), four)).toMatchObject([BAD, BAD]);
  });

  it('has a copy in two states, or a title: it costs that title alone', async () => {
    const due = { dueDate: '2026-12-01T00:00:00+00:00' };

    expect(await told(titleXml(2, 'ASH-MAIN', copy('b2'), copy('b2', due)), four)).toMatchObject([BAD, ['AVAILABLE']]);
    const twice = [titleXml(2, 'ASH-MAIN', copy('b2')), titleXml(2, 'ASH-MAIN', copy('b2', due))];
    expect(await told(...twice, four)).toMatchObject([BAD, ['AVAILABLE']]);
  });

  it('says that copies are available and lists none', async () => {
    const none = `<TitleInfo><titleID>2</titleID><TitleAvailabilityInfo><totalCopiesAvailable>2</totalCopiesAvailable></TitleAvailabilityInfo></TitleInfo>`;

    expect(await told(none, four)).toMatchObject([BAD, ['AVAILABLE']]);
  });

  it('counts more copies than it lists', async () => {
    const cut = titleXml(2, 'ASH-MAIN', copy('b2'), copy('b3')).replace(/<ItemInfo>.*?<\/ItemInfo>/, '');

    expect(await told(cut, four)).toMatchObject([BAD, ['AVAILABLE']]);
  });

  it('is not one in which all is the same twice: each copy counts once', async () => {
    const two = titleXml(2, 'ASH-MAIN', copy('b2'), copy('b2'));

    expect(await told(two, two, four)).toEqual([['AVAILABLE'], ['AVAILABLE']]);
  });
});

describe('a title that hides more copies than live keys can hold', () => {
  it('is asked itself', async () => {
    const { adapter } = await over(({ path }) => {
      if (path === '/symws/catalog/bib/key/1') {
        const itemList = [{ key: '1:1:1', barcode: 'hidden', shadowed: true }];
        return { body: { resource: '/catalog/bib', key: '1', fields: { callList: [{ key: '1:1', itemList }] } } };
      }
      return path === LOOKUP ? { body: titlesXml(titleXml(1, 'ASH-MAIN', copy('hidden'), copy('seen'))) } : undefined;
    });

    const [answer] = await ask(adapter, [ref(1, 'ash', 'H')]);

    expect(answer).toMatchObject({ items: [{ barcode: 'seen' }] });
  });

  it.each([
    ['says that it is shadowed itself', { body: { resource: '/catalog/bib', key: '1', fields: { shadowed: true } } }],
    ['is not there for who asks', refusal(404, 'recordNotFound')],
  ])('shows nothing where it %s', async (_, said) => {
    const { adapter } = await over(({ path }) => {
      if (path === '/symws/catalog/bib/key/1') return said;
      return path === LOOKUP ? { body: titlesXml(titleXml(1, 'ASH-MAIN', copy('hidden'), copy('seen'))) } : undefined;
    });

    expect(await ask(adapter, [ref(1, 'ash', 'H')])).toEqual([null]);
  });
});

describe('copies that hang on another title', () => {
  const child =
    '<TitleInfo><titleID>1</titleID><CallInfo><libraryID>ASH-MAIN</libraryID><callNumber>XX(1.2)</callNumber>' +
    '<numberOfCopies>0</numberOfCopies></CallInfo><BoundwithLinkInfo><linkedAsParent>true</linkedAsParent>' +
    '<callNumber>W 1 .P</callNumber><libraryID>ASH-MAIN</libraryID><itemID>p1</itemID>' +
    '<linkedTitle><titleID>90</titleID></linkedTitle></BoundwithLinkInfo></TitleInfo>';

  const parentTree = (shadowed: boolean, title = false): Said => ({
    body: {
      resource: '/catalog/bib',
      key: '90',
      fields: { shadowed: title, callList: [{ key: '90:1', itemList: [{ key: '90:1:1', barcode: 'p1', shadowed }] }] },
    },
  });

  it.each([
    [false, false, ['p1']],
    [true, false, []],
    [false, true, []],
  ])('are shown as their own title shows them: copy shadowed %j, title %j', async (shadowed, title, shown) => {
    const { adapter } = await over(({ path, query }) => {
      if (path === '/symws/catalog/bib/key/90') return parentTree(shadowed, title);
      if (path !== LOOKUP) return undefined;
      return query.getAll('titleID').includes('90')
        ? { body: titlesXml(titleXml(90, 'ASH-MAIN', copy('p1'))) }
        : { body: titlesXml(child) };
    });

    const [answer] = await ask(adapter, [ref(1)]);

    expect(answer instanceof MerciaError ? answer : answer?.items.map((item) => item.barcode)).toEqual(shown);
  });

  it('are read with one more call for all of them', async () => {
    const { adapter, server } = await over((asked) => {
      if (asked.path === '/symws/catalog/bib/key/90') return parentTree(false);
      if (asked.path !== LOOKUP) return undefined;
      return asked.query.getAll('titleID').includes('90')
        ? { body: titlesXml(titleXml(90, 'ASH-MAIN', copy('p1'), copy('p2'))) }
        : { body: titlesXml(child) };
    });

    const [answer] = await ask(adapter, [ref(1)]);

    expect(answer).toMatchObject({ items: [{ id: `${SYSTEM}:item:90:p1`, barcode: 'p1', status: 'AVAILABLE' }] });
    expect(countOf(server, LOOKUP)).toBe(2);
  });

  it('are UNKNOWN, with the reason, where their title cannot be read', async () => {
    const { adapter } = await over((asked) => {
      if (asked.path !== LOOKUP) return undefined;
      return asked.query.getAll('titleID').includes('90')
        ? refusal(500, 'unhandledException')
        : { body: titlesXml(child) };
    });

    const [answer] = await ask(adapter, [ref(1)]);

    expect(answer).toMatchObject({ items: [{ barcode: 'p1', status: 'UNKNOWN', reason: { code: 'BAD_ANSWER' } }] });
  });
});

describe('the staff session', () => {
  const TREE = '/symws/catalog/bib/key/1';
  const item = createId(SYSTEM, 'item', '1:b1');

  /** A server that gives numbered sessions; those in `dead` are refused. */
  function withSessions(dead: Set<string>): (asked: Asked) => Said | undefined {
    let given = 0;
    return (asked) => {
      if (asked.path === LOGIN) {
        given += 1;
        return { body: { staffKey: '1', sessionToken: `token-${given}`, message: null } };
      }
      if (!asked.path.startsWith('/symws/catalog/')) return anyTitle(asked);
      const token = asked.headers['x-sirs-sessiontoken'];
      if (typeof token !== 'string' || dead.has(token)) return refusal(401, 'sessionTimedOut');
      const key = asked.path.split('/').at(-1) ?? '';
      return { body: { resource: '/catalog/bib', key, fields: { shadowed: false, callList: [] } } };
    };
  }

  it('is one log-in for many questions at once', async () => {
    const { adapter, server } = await over(withSessions(new Set()), { login: true });

    const found = await Promise.all([1, 2, 3, 4].map((id) => askCopy(adapter, id)));

    expect(found.flat().map((one) => (one instanceof MerciaError ? one : one?.item.status))).toEqual(
      Array.from({ length: 4 }, () => 'AVAILABLE'),
    );
    expect(countOf(server, LOGIN)).toBe(1);
    expect(server.asked.find((one) => one.path === LOGIN)).toMatchObject({
      method: 'POST',
      body: '{"login":"hub","password":"correct horse"}',
    });
  });

  it('is renewed once for all who were refused together, as after a restart of the service', async () => {
    const dead = new Set<string>();
    const { adapter, server } = await over(withSessions(dead), { login: true });
    await adapter.items?.findItems([item], signal);
    dead.add('token-1');

    const found = await Promise.all([2, 3, 4].map((id) => askCopy(adapter, id)));

    expect(found.flat().filter((one) => one instanceof MerciaError)).toEqual([]);
    expect(countOf(server, LOGIN)).toBe(2);
  });

  it('is not asked for again and again with credentials that are refused', async () => {
    const { adapter, server } = await over(
      (asked) => (asked.path === LOGIN ? refusal(401, 'unableToLogin') : withSessions(new Set())(asked)),
      { login: true },
    );

    const first = await adapter.items?.findItems([item], signal);
    const second = await adapter.items?.findItems([item], signal);
    letPass(61_000);
    await adapter.items?.findItems([item], signal);

    expect([first?.[0], second?.[0]]).toEqual([
      expect.objectContaining({ code: 'LMS_AUTH_FAILED' }),
      expect.objectContaining({ code: 'LMS_AUTH_FAILED' }),
    ]);
    expect(countOf(server, LOGIN)).toBe(2);
    expect(countOf(server, TREE)).toBe(0);
  });

  it('stands in where a site keeps its titles from the public, and is remembered', async () => {
    const { adapter, server } = await over(
      (asked) => {
        if (asked.path === LOOKUP && asked.query.get('sessionToken') === null) return refusal(401, 'sessionTimedOut');
        return asked.path === LOOKUP ? anyTitle(asked) : withSessions(new Set())(asked);
      },
      { login: true },
    );

    expect((await ask(adapter, [ref(1)])).map(statuses)).toEqual([['AVAILABLE']]);
    await ask(adapter, [ref(2)]);

    expect(countOf(server, LOOKUP)).toBe(3);
  });

  it('is not used with the client id of the public', async () => {
    const { adapter, server } = await over(withSessions(new Set()), {
      login: true,
      settings: { ...SHELVES, publicClientIdEnv: 'PUBLIC_CLIENT_ID' },
    });

    await adapter.items?.findItems([item], signal);

    const idOf = (path: string) => server.asked.find((one) => one.path === path)?.headers['x-sirs-clientid'];
    expect(idOf(LOOKUP)).toBe('MERCIA-PUBLIC');
    expect(idOf(TREE)).toBe('MERCIA');
  });
});

describe('a single copy', () => {
  const script =
    (shadowed: { readonly title?: boolean; readonly call?: boolean; readonly copy?: boolean }) =>
    (asked: Asked): Said | undefined => {
      if (asked.path === '/symws/catalog/item/key/1:3:1') {
        return { body: { '@resource': '/catalog/item', '@key': '1:3:1', barcode: 'b1' } };
      }
      if (asked.path !== '/symws/catalog/bib/key/1') return anyTitle(asked);
      const itemList = [
        { '@resource': '/catalog/item', '@key': '1:3:1', barcode: 'b1', shadowed: shadowed.copy === true },
      ];
      const callList = [{ '@resource': '/catalog/call', '@key': '1:3', shadowed: shadowed.call === true, itemList }];
      return { body: { '@resource': '/catalog/bib', '@key': '1', shadowed: shadowed.title === true, callList } };
    };

  it.each([
    [{}, true],
    [{ title: true }, false],
    [{ call: true }, false],
    [{ copy: true }, false],
  ])('that is shadowed so: %j, is shown: %s', async (shadowed, shown) => {
    const { adapter } = await over(script(shadowed));

    const [answer] = (await adapter.items?.findItems([createId(SYSTEM, 'item', '1:b1')], signal)) ?? [];

    expect(answer instanceof MerciaError ? answer : answer !== null).toBe(shown);
  });

  it("is found by the system's own key too, which has more colons", async () => {
    const { adapter } = await over(script({}));

    const answers = await adapter.items?.findItems(
      [createId(SYSTEM, 'item', '1:3:1'), createId(SYSTEM, 'item', '1:3:2')],
      signal,
    );

    expect(answers?.[0]).toMatchObject({ item: { barcode: 'b1' }, library: 'ash', recordLocalId: '1' });
    expect(answers?.[1]).toBeNull();
  });

  it('is not taken for another one that comes in its place', async () => {
    const { adapter } = await over((asked) =>
      asked.path.startsWith('/symws/catalog/item/key/')
        ? { body: { '@resource': '/catalog/item', '@key': '1:3:9', barcode: 'b1' } }
        : script({})(asked),
    );

    const answers = await adapter.items?.findItems([createId(SYSTEM, 'item', '1:3:1')], signal);

    expect(answers).toMatchObject([{ code: 'LMS_BAD_RESPONSE' }]);
  });
});
