import { MerciaError } from '#platform/errors.ts';
import { describe, expect, it } from 'vitest';
import { refuse, writeOnce, type WriteSteps } from './write-once.ts';

type Steps = WriteSteps<{ readonly patron: string }, string, string>;

const silent = () => Promise.reject(new MerciaError('LMS_TIMEOUT', 'silent'));

/** What came of a write, and how often it was sent. */
async function write(changes: Partial<Steps> = {}) {
  let sent = 0;
  const steps: Steps = {
    look: async () => ({ patron: '5' }),
    send: async () => ({ body: 'kept' }),
    read: String,
    describe: async (answer, { patron }) => `${answer} for ${patron}`,
    ...changes,
  };
  const counting: Steps = {
    ...steps,
    send: async (seen) => {
      sent += 1;
      return steps.send(seen);
    },
  };
  const outcome = await writeOnce(counting).catch((error: unknown) => error);
  return { outcome, sent };
}

describe('a change to an account', () => {
  it('is sent once, and described from what was seen and answered', async () => {
    expect(await write()).toEqual({ outcome: { outcome: 'DONE', done: 'kept for 5' }, sent: 1 });
  });

  it('that must not be made is refused, and not sent', async () => {
    const { outcome, sent } = await write({ look: async () => refuse('BLOCKED') });

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'BLOCKED', sourceCode: null } });
    expect(sent).toBe(0);
  });

  it('that the system refuses is refused', async () => {
    const { outcome } = await write({ send: async () => refuse(['SEE_STAFF', 'Ask.']) });

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'SEE_STAFF', message: 'Ask.' } });
  });

  it('that could not be looked at was certainly not sent', async () => {
    const { outcome, sent } = await write({ look: silent });

    expect(outcome).toMatchObject({ code: 'LMS_TIMEOUT', notSent: true });
    expect(sent).toBe(0);
  });

  it('of which the system says nothing is an error, sent once, that does not say it was not sent', async () => {
    const { outcome, sent } = await write({ send: silent });

    expect(outcome).toMatchObject({ code: 'LMS_TIMEOUT', notSent: false });
    expect(sent).toBe(1);
  });

  it('whose answer cannot be read may have been made: it is an error', async () => {
    const read = () => {
      throw new MerciaError('LMS_BAD_RESPONSE', 'unread');
    };

    expect((await write({ read })).outcome).toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: false });
  });

  it('that was made and cannot be looked at was made all the same', async () => {
    expect((await write({ describe: silent })).outcome).toEqual({ outcome: 'DONE', done: null });
  });

  it('hides no fault of the adapter', async () => {
    const describe = () => Promise.reject(new TypeError('x'));

    expect((await write({ describe })).outcome).toBeInstanceOf(TypeError);
  });
});
