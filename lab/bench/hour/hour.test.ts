import { listen } from '#tests/e2e/support/bad-region.ts';
import { describe, expect, it } from 'vitest';
import { askByTheClock, readAnswer, type Asked } from './ask-by-the-clock.ts';
import { courseOf, findFailures, tellMinute, toTables, type HourFigures } from './figures.ts';
import { createQuestions, KINDS } from './questions.ts';

const at = { graph: 'http://graph.invalid', feeds: 'http://feeds.invalid', pages: 'http://pages.invalid' };
const titles = Array.from({ length: 20 }, (_, number) => ({
  id: `demo:edition:${String(number)}`,
  title: `Nursing practice, part ${String(number)}`,
  isbns: number % 2 === 0 ? [] : [`97800900000${String(number)}`],
}));

describe('questions', () => {
  const draw = (seed: number) => {
    const next = createQuestions({ titles, readers: 2, at }, seed);
    return Array.from({ length: 500 }, next);
  };

  it('are the same of the same seed, and of every kind', () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(new Set(draw(1).map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });
});

describe('an asker by the clock', () => {
  it('asks on while answers are missing, and counts from when each question was to come', async () => {
    const waiting: (() => void)[] = [];
    let isOpen = false;
    const { server, url } = await listen((_, response) => {
      const answer = () => void response.end('{"data":{}}');
      if (isOpen) answer();
      else waiting.push(answer);
      // The first is answered only when all the others are there, too.
      if (waiting.length === 10) {
        isOpen = true;
        for (const give of waiting) give();
      }
    });
    const asked: Asked[] = [];
    try {
      const next = () =>
        ({ kind: 'search, first 20', url, body: { query: '{ a }', variables: {} }, reader: null }) as const;
      await askByTheClock({ perSecond: 50, forMs: 200, next, readers: [], onAsked: (one) => asked.push(one) });
    } finally {
      await new Promise((done) => server.close(done));
    }

    expect(asked.map(({ error }) => error)).toEqual(Array.from({ length: 10 }, () => null));
    expect(asked.map(({ at: due }) => Math.round(due))).toEqual(Array.from({ length: 10 }, (_, place) => place * 20));
    // The tenth comes 180 ms after the first.
    expect(Math.max(...asked.map(({ ms }) => ms))).toBeGreaterThanOrEqual(180);
  });
});

describe('an answer', () => {
  it.each([
    ['{"data":{"me":{"id":"a"}}}', null, []],
    ['{"data":{"me":{"id":"b"}}}', "SOMEBODY ELSE'S", []],
    ['{"data":null,"errors":[{"extensions":{"code":"RATE_LIMITED"}}]}', 'RATE_LIMITED', []],
    [
      '{"data":{"me":{"id":"a"}},"extensions":{"notLive":[{"code":"TIMEOUT"},{"code":"NOT_SUPPORTED"}]}}',
      null,
      ['TIMEOUT'],
    ],
    ['{}', 'no data', []],
  ])('%s has the error %s', (text, error, notLive) => {
    expect(readAnswer(text, { me: 'a' })).toEqual({ error, notLive });
  });
});

const MINUTE = 60_000;

/** An hour with Mercia's memory, and one slow or wrong answer among many. */
function hourOf(megabytes: (minute: number) => number, wrong: Partial<Asked> = {}): HourFigures {
  const taken = (value: number, minute: number) => ({ megabytes: value, cpu: minute * 6_000 });
  return {
    asked: KINDS.flatMap((kind) =>
      Array.from({ length: 50 }, (_, place) => ({
        kind,
        at: place * 1_000,
        ms: 20,
        late: 0,
        error: null,
        notLive: [],
        ...(place === 0 ? wrong : {}),
      })),
    ),
    samples: Array.from({ length: 61 }, (_, minute) => ({
      at: minute * MINUTE,
      taken: {
        Mercia: taken(megabytes(minute), minute),
        database: taken(100, minute),
        'library systems': taken(minute, minute),
      },
    })),
    heaps: Array.from({ length: 13 }, (_, place) => ({ at: place * 5 * MINUTE, megabytes: 90 })),
  };
}

describe('the figures of an hour', () => {
  it('hold if memory is flat after a while, whatever the simulated systems take', () => {
    expect(findFailures(hourOf((minute) => Math.min(300, 200 + 10 * minute)))).toEqual([]);
  });

  it.each([
    ['memory grows', hourOf((minute) => 300 + minute), ['the memory of Mercia grew by more than 5 %']],
    [
      'one answer is an error',
      hourOf(() => 300, { error: 'TIMEOUT' }),
      [`${String(KINDS.length)} answers were errors`],
    ],
  ])('do not hold if %s', (_, figures, failures) => {
    expect(findFailures(figures)).toEqual(failures);
  });

  it('do not judge memory by the first quarter of an hour', () => {
    const { heaps, ...grows } = hourOf((minute) => 300 + minute);

    expect(findFailures({ ...grows, heaps: heaps.slice(0, 3) })).toEqual([]);
  });

  it('do not hold if one question in fifty waits too long', () => {
    expect(findFailures(hourOf(() => 300, { ms: 301 }))).toEqual(['the p99 of all questions is above 300 ms']);
  });

  it('name the kinds of questions that wait too long, though all together do not', () => {
    const { asked, ...others } = hourOf(() => 300);
    const figures = { ...others, asked: asked.map((one, place) => (place < 3 ? { ...one, ms: 301 } : one)) };

    expect(findFailures(figures)).toEqual([]);
    expect(toTables(figures)).toContain(`By themselves these are above it: ${KINDS[0] ?? ''}.`);
  });

  it('of a minute name the codes of its errors, and when they came', () => {
    const { asked } = hourOf(() => 300);
    const codes = ['HTTP 503', 'HTTP 503', 'RATE_LIMITED'];
    const minute = asked.slice(0, 50).map((one, place) => ({ ...one, error: codes[place] ?? null }));

    expect(tellMinute(7, minute)).toBe(
      '7 min: 50 answers, p99 20.0 ms, asker late by 0.0 ms at most, 3 errors (HTTP 503 2, RATE_LIMITED 1; asked from 0.0 to 2.0 s)',
    );
    expect(tellMinute(8, [])).toBe('8 min: 0 answers, 0 errors');
  });

  it('are told of as many answers as an hour has', () => {
    const { asked, ...others } = hourOf(() => 300);
    const whole = Array.from({ length: 400 }, () => asked).flat();

    expect(whole.length).toBeGreaterThanOrEqual(180_000);
    expect(toTables({ ...others, asked: whole })).toContain('0.0 ms at most');
  });

  it('say how fast something grows, and what it takes of a processor', () => {
    const grows = courseOf(Array.from({ length: 61 }, (_, minute) => ({ at: minute * MINUTE, value: 100 + minute })));

    expect(grows.slope).toBeCloseTo(60);
    expect(toTables(hourOf(() => 300))).toContain('| Mercia | 300.0 | 300.0 | 0.0 % | 0.0 | 10.0 % |');
  });
});
