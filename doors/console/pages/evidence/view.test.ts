/** What a page says of evidence: who signed, who has still to, and numbers that nobody tells. */
import { expect, it } from 'vitest';
import { evidenceCommand, evidenceView, sayNobodyKnows, signingView } from './view.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const OF = { snapshot: 'loaded', ledger: 'night', plan: null };
const REGION = { libraries: [{ id: 'ash', name: 'Ash Library' }], systems: [{ id: 'koha-a', name: 'Ash Koha' }] };
const TYPED = { role: '', library: '', holder: '', digest: '' };
const COMPARED = [
  {
    name: 'old',
    systems: [
      { id: 'koha-a', libraries: ['ash', 'oak'], problem: 'its newest harvest failed: no answer' },
      { id: 'koha-b', libraries: ['oak'], problem: null },
    ],
  },
  { name: 'loaded', systems: [{ id: 'new', libraries: ['elm'], problem: null }] },
];
const LEDGER = { source: 'old', systems: ['koha-a'], targetSystem: 'new', libraries: null };
const JSON_TEXT = JSON.stringify({
  compared: COMPARED,
  sections: [
    {
      report: 'ledger',
      question: 'Did everything arrive?',
      found: '2 rows of koha-a are not explained.',
      command: 'mercia compare ledger --option ledger=night --snapshot loaded',
      numbers: [
        { what: 'Rows', value: 1204, text: null, notToldBy: [] },
        { what: 'Readers', value: null, text: 'fewer than 5', notToldBy: [] },
        { what: 'Notes', value: null, text: null, notToldBy: [] },
        { what: 'Copies', value: 1200, text: null, notToldBy: ['koha-a', 'koha-b'] },
        { what: 'Share', value: 3, text: '0.3%', notToldBy: ['koha-a'] },
        { what: 'Loans', value: null, text: null, notToldBy: ['koha-a'] },
      ],
    },
  ],
  signs: [
    { role: 'LIBRARY', for: 'its sample' },
    { role: 'SYSTEMS', for: 'snapshots' },
    { role: 'SPONSOR', for: 'go, or no-go' },
  ],
});

const EVIDENCE = { json: JSON_TEXT, digest: 'd', signatures: [] };

function view(signatures: Parameters<typeof evidenceView>[1]['evidence']['signatures']) {
  return evidenceView(
    OF,
    { evidence: { json: JSON_TEXT, digest: 'd', signatures }, region: REGION, ledger: LEDGER },
    NOW,
  );
}
const signature = (role: 'LIBRARY' | 'SYSTEMS' | 'SPONSOR', library: string | null = null) => ({
  role,
  library,
  holder: `Who holds ${role}`,
  signedAt: '2026-11-27T09:00:00Z',
});

it('counts the roles that have still to sign, and names the library that did', () => {
  expect(view([]).summary).toBe('2 roles have still to sign. Each library that moves signs for itself.');
  expect(view([signature('SYSTEMS')]).summary).toMatch(/^1 role has still to sign\./);
  const { summary, signed } = view([signature('SYSTEMS'), signature('SPONSOR'), signature('LIBRARY', 'ash')]);
  expect(summary).toBe('Every role has signed. Each library that moves signs for itself.');
  expect(signed[0]).toEqual({ header: 'Ash Library', cells: ['its sample', 'Who holds LIBRARY', 'today 09:00'] });
  expect(view([]).signed[2]).toEqual({ header: 'Sponsor', cells: ['go, or no-go', 'Nobody yet', ''] });
});

it('says of what is not told that it is not, and by whom, and leads to the same question', () => {
  const [section] = view([]).sections;

  expect(section?.numbers.map(({ value }) => value)).toEqual([
    '1,204',
    'fewer than 5',
    'Not told',
    '1,200 (not told by Ash Koha and koha-b)',
    '3 (0.3%; not told by Ash Koha)',
    'Not told (not told by Ash Koha)',
  ]);
  expect(section?.found).toBe('2 rows of Ash Koha are not explained.');
  expect(section?.href).toBe('/compare/loaded/questions/ledger?ledger=night');
  expect(view([]).file).toBe('/compare/loaded/evidence.json?ledger=night');
});

it('leads to go or no-go of the same ledger, where it has the library and all its systems', () => {
  const libraries = ['ash', 'oak', 'elm'].map((id) => ({ id, name: `${id} library` }));
  const gates = (ledger: typeof LEDGER | (Omit<typeof LEDGER, 'libraries'> & { libraries: string[] }) | null) => {
    const of = { ...OF, ledger: ledger === null ? null : OF.ledger };
    const region = { ...REGION, libraries };
    return evidenceView(of, { evidence: EVIDENCE, region, ledger }, NOW).gates;
  };

  expect(gates(LEDGER)).toEqual([
    { text: 'ash library', href: '/move/ash?snapshot=loaded&ledger=night' },
    { text: 'oak library (not in this ledger)', href: '/move/oak?snapshot=loaded' },
    { text: 'elm library (not in this ledger)', href: '/move/elm?snapshot=loaded' },
  ]);
  expect(gates({ ...LEDGER, libraries: ['oak'] })[0]?.href).toBe('/move/ash?snapshot=loaded');
  expect(gates(null).map(({ text }) => text)).toEqual(libraries.map(({ name }) => name));
});

it('lets staff sign for their own libraries, and everybody else in the other roles', () => {
  const staff = { role: 'STAFF', libraries: [{ id: 'ash', name: 'Ash Library' }] } as const;
  const team = { role: 'MIGRATION', libraries: [] } as const;

  expect(signingView(OF, staff, TYPED).libraries).toEqual([{ value: 'ash', text: 'Ash Library', checked: true }]);
  expect(signingView(OF, team, TYPED).libraries).toBeNull();
  expect(signingView(OF, team, TYPED).roles.map(({ value }) => value)).not.toContain('LIBRARY');
});

it('offers the command for the evidence that was asked for', () => {
  const all = { snapshot: 'loaded', ledger: 'night', plan: 'one' };

  expect(evidenceCommand(all)).toBe('mercia move evidence --snapshot loaded --ledger night --plan one --to FOLDER');
  expect(evidenceCommand({ ...all, ledger: null, plan: null })).toBe(
    'mercia move evidence --snapshot loaded --to FOLDER',
  );
  expect(evidenceCommand({ snapshot: 'T 60', ledger: 'first night', plan: null })).toBe(
    "mercia move evidence --snapshot 'T 60' --ledger 'first night' --to FOLDER",
  );
});

it('leads to the question of a ledger whose name has a space', () => {
  const json = JSON_TEXT.replace('ledger=night', "'ledger=first night'");
  const of = { ...OF, ledger: 'first night' };

  expect(
    evidenceView(of, { evidence: { ...EVIDENCE, json }, region: REGION, ledger: LEDGER }, NOW).sections[0]?.href,
  ).toBe('/compare/loaded/questions/ledger?ledger=first+night');
});

it('sends staff, who see no signatures, to the team when an answer is lost', () => {
  const [staff, team] = [sayNobodyKnows(true), sayNobodyKnows(false)];

  expect([staff.href, team.href]).toEqual(['#digest', '#role']);
  expect(staff.text).toContain('Ask the migration team');
  expect(staff.text).not.toContain('this page');
});

it('says what a snapshot lacks, because no number says it', () => {
  expect(view([]).lacking).toEqual(['old, Ash Koha: its newest harvest failed: no answer']);
});
