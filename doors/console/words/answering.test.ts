import { describe, expect, it } from 'vitest';
import type { AnsweringFragment } from '../__generated__/operations.ts';
import { describeAnswering, sayLastAnswer } from './answering.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const WELL: AnsweringFragment = { lastAnswerAt: '2026-11-27T09:59:00Z', failingSince: null, reason: null };
const DOWN: AnsweringFragment = {
  lastAnswerAt: '2026-11-26T14:05:00Z',
  failingSince: '2026-11-26T14:10:00Z',
  reason: { code: 'UNREACHABLE' },
};

describe('how a system answers', () => {
  it.each([
    ['well', WELL, 'ANSWERS', 'It answers. It last did today 09:59.'],
    ['not', DOWN, 'SILENT', 'Since yesterday 14:10 it does not say whether a copy is in.'],
    [
      'too late',
      { ...DOWN, reason: { code: 'TIMEOUT' } } as const,
      'SILENT',
      'Since yesterday 14:10 it does not say whether a copy is in: it takes too long.',
    ],
    ['to nobody yet', null, 'NOT_ASKED', 'Nobody has asked it about a copy since this service was started.'],
  ] as const)('%s', (_, answering, standing, sentence) => {
    expect(describeAnswering(answering, ['LIVE_ITEMS'], NOW)).toMatchObject({ standing, sentence });
  });

  it('says of a system that cannot be asked just that, and nothing of trouble', () => {
    expect(describeAnswering(null, ['HARVEST_FULL'], NOW)).toMatchObject({ standing: 'CANNOT', who: null });
  });

  it('says who acts, and that nobody has to if the system asked for a pause', () => {
    expect(describeAnswering(DOWN, ['LIVE_ITEMS'], NOW).who).toMatch(/^Whoever runs the library’s system\./);
    const paused = { ...DOWN, reason: { code: 'RATE_LIMITED' } } as const;
    expect(describeAnswering(paused, ['LIVE_ITEMS'], NOW).who).toMatch(/^Nobody/);
  });

  it('says when it last answered, and never makes up a time', () => {
    expect([WELL, DOWN, { ...DOWN, lastAnswerAt: null }, null].map((one) => sayLastAnswer(one, NOW))).toEqual([
      'today 09:59',
      'yesterday 14:05',
      'Not since this service was started',
      null,
    ]);
  });
});
