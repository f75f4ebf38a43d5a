/** Place holds and make rulings without end, and keep what was said to be done. What was not answered is sent again until it is. */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Checker } from './checker.ts';
import { LENDING, type ChaosStage } from './stage.ts';

const PAUSE_MS = 200;
/** A write that fails for so long when every part is useful again. */
const STUCK_AFTER_MS = 20_000;
/** Titles of the lending Koha, each for one thing, so that nothing is done twice for another reason. */
const HOLDS = { from: 301, to: 400 };
const RULED = { from: 241, to: 300 };
const MERGED = { from: 1, to: 240 };

const PLACE = `mutation ($input: PlaceHoldInput!) { placeHold(input: $input) { outcome refusal { code } reason { code } } }`;
const RULE = `mutation ($input: MakeRulingInput!) { makeRuling(input: $input) { outcome } }`;

interface Ruling {
  readonly a: string;
  readonly b: string;
  readonly decision: 'SAME' | 'DIFFERENT';
}

export interface Writers {
  /** Tells the checker of every ruling that was said to be made and is not there, and of writes that fail although all is well. */
  readonly check: () => Promise<void>;
  /** Joins two titles that nobody asked for, once; rejects if it was not said to be done. */
  readonly merge: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function startWriters(stage: ChaosStage, checker: Checker): Writers {
  const made: Ruling[] = [];
  let ended = false;
  let merged = 0;
  /** Since when a write fails, and how it did the last time. */
  const failing = new Map<number, unknown>();

  async function rule(ruling: Ruling): Promise<void> {
    const { data, errors } = await stage.ask(RULE, { input: ruling }, 'migrator');
    const payload = (data as { readonly makeRuling: { readonly outcome: string } | null } | null)?.makeRuling;
    // It may have been made the time before, when no answer came.
    const isMade = payload?.outcome === 'DONE' || payload?.outcome === 'ALREADY_SO';
    if (!isMade) throw new Error(`a ruling was not made: ${JSON.stringify({ payload, errors })}`);
    made.push(ruling);
    checker.acknowledged();
  }

  /** Whether it was done before the end. */
  async function write(once: () => Promise<void>): Promise<boolean> {
    const startedAt = performance.now();
    while (!ended) {
      try {
        await once();
        failing.delete(startedAt);
        return true;
      } catch (error) {
        failing.set(startedAt, error);
        await delay(PAUSE_MS);
      }
    }
    return false;
  }

  async function ruleOn(): Promise<void> {
    for (const [a, b] of pairs(RULED)) {
      if (!(await write(() => rule({ a: record(a), b: record(b), decision: 'DIFFERENT' })))) return;
      await delay(PAUSE_MS);
    }
  }

  async function holdOn(): Promise<void> {
    for (let wish = 0; ; wish += 1) {
      const title = HOLDS.from + (wish % (HOLDS.to - HOLDS.from + 1));
      if (!(await write(() => placeHold(stage, title, `wish ${wish}`)))) return;
      checker.acknowledged();
      const held = stage.lending.holdsOn(title);
      if (held !== 1) checker.lost(`the hold of wish ${wish} is there ${held} times`);
      stage.lending.clear(title);
      await delay(PAUSE_MS);
    }
  }

  const writing = [ruleOn(), ...(stage.account === '' ? [] : [holdOn()])];
  return {
    async check() {
      for (const [since, error] of failing) {
        if (performance.now() - since > STUCK_AFTER_MS) checker.stuck(String(error));
      }
      for (const ruling of await findGone(stage, [...made])) {
        checker.lost(`the ruling that ${ruling.a} and ${ruling.b} are ${ruling.decision} is gone`);
        made.splice(made.indexOf(ruling), 1);
      }
    },
    async merge() {
      const first = MERGED.from + 2 * merged;
      if (first >= MERGED.to) throw new Error('every title was joined');
      merged += 1;
      await write(() => rule({ a: record(first), b: record(first + 1), decision: 'SAME' }));
    },
    async stop() {
      ended = true;
      await Promise.all(writing);
    },
  };
}

async function findGone({ databases: { db } }: ChaosStage, made: readonly Ruling[]): Promise<readonly Ruling[]> {
  const { rows } = await sql<{ a_local: string; b_local: string; decision: string }>`
    SELECT a_local, b_local, decision FROM ruling`.execute(db);
  const kept = new Set(
    rows.flatMap(({ a_local: a, b_local: b, decision }) => [key(a, b, decision), key(b, a, decision)]),
  );
  return made.filter(({ a, b, decision }) => !kept.has(key(local(a), local(b), decision)));
}

async function placeHold({ ask, account }: ChaosStage, title: number, idempotencyKey: string): Promise<void> {
  const holding = `${LENDING}:holding:${title}@lib-${LENDING}`;
  const { data, errors } = await ask(PLACE, { input: { account, holding, idempotencyKey } }, 'reader');
  const payload = (data as { readonly placeHold: { readonly outcome: string } | null } | null)?.placeHold;
  if (payload?.outcome !== 'DONE') throw new Error(`a hold was not placed: ${JSON.stringify({ payload, errors })}`);
}

function record(title: number): string {
  return `${LENDING}:record:${title}`;
}

function local(id: string): string {
  return id.split(':').at(-1) ?? '';
}

function key(...parts: readonly string[]): string {
  return parts.join(' ');
}

function* pairs({ from, to }: { readonly from: number; readonly to: number }): Generator<readonly [number, number]> {
  for (let a = from; a < to; a += 1) for (let b = a + 1; b <= to; b += 1) yield [a, b];
}
