/** What `/move` says of a library at each step of its move. */
import type { MoveOverviewQuery, MovePhase } from '../../__generated__/operations.ts';
import { expect, it } from 'vitest';
import { standingOf } from './standing.ts';

function cellsOf(
  old: MovePhase,
  now: MovePhase,
  { asked = null, isOver = false }: { readonly asked?: MovePhase | null; readonly isOver?: boolean } = {},
): readonly string[] {
  const at = (system: string, phase: MovePhase) => ({ system, phase, contradiction: null });
  return cellsIn([at('new', now), at('old', old)], asked === null ? null : { id: '7', phase: asked, isOver });
}

type Phases = NonNullable<MoveOverviewQuery['phases']>[number];

function cellsIn(systems: Phases['systems'], asked: Phases['asked']): readonly string[] {
  return (standingOf({ region: null, phases: [{ library: 'hill', systems, asked }] })[0]?.cells ?? []).map((cell) =>
    typeof cell === 'string' ? cell : [cell.text, ...cell.notes].join(' | '),
  );
}

it.each([
  [
    'LIVE',
    'TEST_LOADED',
    'At its old system (new: TEST_LOADED, old: LIVE)',
    /^Load a test.* \| mercia move switch ask hill CATALOGUE_FROZEN$/,
  ],
  [
    'FROZEN',
    'TEST_LOADED',
    'Closed for the load (new: TEST_LOADED, old: FROZEN)',
    /ask for the switch\. \| mercia move switch ask hill MOVED$/,
  ],
  [
    'MOVED',
    'LIVE',
    'Moved (new: LIVE, old: MOVED)',
    /go back to it\. \| mercia move switch ask hill ARCHIVED \| mercia move switch ask hill LIVE$/,
  ],
  ['ARCHIVED', 'LIVE', 'Moved for good (new: LIVE, old: ARCHIVED)', /region file\.$/],
] as const)('says what comes next at %s', (old, now, says, next) => {
  expect(cellsOf(old, now)).toEqual([says, expect.stringMatching(next)]);
});

it('names the step that waits for another person', () => {
  expect(cellsOf('FROZEN', 'TEST_LOADED', { asked: 'MOVED' })[1]).toBe(
    'Step 7 (MOVED) is asked for: another person confirms it. | mercia move switch confirm 7 | mercia move switch withdraw 7',
  );
});

it('sends nobody to confirm a step that was asked for too long ago', () => {
  expect(cellsOf('FROZEN', 'TEST_LOADED', { asked: 'MOVED', isOver: true })[1]).toBe(
    'Step 7 (MOVED) was asked for too long ago to be confirmed: ask again. | mercia move switch ask hill MOVED | mercia move switch withdraw 7',
  );
});

function nextAt(...stands: readonly MovePhase[]): readonly string[] {
  const systems = stands.map((phase, place) => ({ system: `s${place}`, phase, contradiction: null }));
  return cellsIn(systems, null);
}

it('asks for no step of a library that is live at several systems for good', () => {
  expect(nextAt('LIVE', 'LIVE')).toEqual([
    'At several systems (s0: LIVE, s1: LIVE)',
    'Nothing: the region file names no system that it moves to.',
  ]);
});

it('names the systems that a library of several may move away from, and goes by the one that it leaves', () => {
  expect(nextAt('LIVE', 'LIVE', 'TEST_LOADED')[1]).toMatch(
    / \| mercia move switch ask hill CATALOGUE_FROZEN --system s0 \| mercia move switch ask hill CATALOGUE_FROZEN --system s1$/,
  );
  expect(nextAt('LIVE', 'FROZEN', 'TEST_LOADED')).toEqual([
    expect.stringMatching(/^Closed for the load /),
    expect.stringMatching(/ \| mercia move switch ask hill MOVED$/),
  ]);
});
