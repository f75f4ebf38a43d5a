import { expect, it } from 'vitest';
import type { Edition, Library } from './asked.ts';
import { requestView, wayOf, type Asking } from './page.ts';
import { EDITION } from './request.fixture.ts';

const PLACED = { timeZone: 'Europe/London', closures: [] };
const ELDER: Library = {
  id: 'elder',
  name: 'Elder Library',
  ...PLACED,
  sites: [],
  requestForm: null,
  contact: { telephone: '01632 960001', email: 'elder@region.example' },
  system: { id: 's', capabilities: ['PLACE_HOLD'], libraries: [], pickupPlaces: [] },
};
const HOLDING = { id: 'h', online: false, catalogueUrl: null, sites: [] };
const HELD = { ...EDITION, holdings: [HOLDING] };
const [OAK, ROWAN] = [
  { id: 'oak', name: 'Oak' },
  { id: 'rowan', name: 'Rowan' },
];
const READER = { role: 'PATRON', libraries: [] } as const;

it('leads to the cards that can be linked, of the library or of those that share its system, and to none else', () => {
  const way = (cards: Parameters<typeof wayOf>[4], viewer: typeof READER | null = READER): Asking =>
    wayOf({ viewer }, ELDER, HELD, null, cards);
  const link = (asking: Asking) => requestView(ELDER, HELD, asking).link;

  expect(way([OAK, ROWAN])).toMatchObject({
    why: 'Cards of Elder Library cannot be linked here. A card of Oak or Rowan serves too, because they share its system. Link it, then ask for it here.',
  });
  expect(link(way([OAK, ROWAN]))).toEqual({
    text: 'Link one of these cards',
    href: '/account/link?library=&title=t&for=elder',
  });
  expect(link(way([OAK]))).toEqual({ text: 'Link a card', href: '/account/link?library=oak&title=t&for=elder' });
  expect(link(way([ELDER]))?.href).toBe('/account/link?library=elder&title=t&for=elder');
  expect(way([])).toMatchObject({
    is: 'NO',
    why: expect.stringMatching(/cannot be linked.*Ask the library/) as string,
  });
  expect([way([], null), way([OAK], null)]).toEqual([
    { is: 'NO', why: 'Cards of Elder Library cannot be linked here. Ask the library.' },
    {
      is: 'SIGN_IN',
      why: 'Cards of Elder Library cannot be linked here; those of libraries that share its system can. If you have a card of Oak, sign in: with the card linked you can ask for it here.',
    },
  ]);
});

it('gives first the telephone of the place that has it where nothing can be asked for here', () => {
  const site = (id: string, telephone: string | null) => ({ id, name: id, contact: { telephone, email: null } });
  const sites = ['East', 'Main'].map((id) => ({ id, closures: [] }));
  const ways = (holding: Edition['holdings'][number], asking: Asking = { is: 'NO', why: '' }) =>
    requestView({ ...ELDER, sites }, { ...EDITION, holdings: [holding] }, asking).ways.map(({ text }) => text);

  expect(ways({ ...HOLDING, sites: [site('East', '01632 960214')] })).toEqual([
    'Telephone 01632 960214 (East, where the copy is)',
    'Write to the library, with this title filled in',
  ]);
  expect(ways({ ...HOLDING, sites: [site('East', null)] })[0]).toBe('Telephone 01632 960001');
  expect(ways(HOLDING, { is: 'SIGN_IN', why: '' })).toEqual([
    'Write to the library, with this title filled in',
    'Telephone 01632 960001',
  ]);
});
