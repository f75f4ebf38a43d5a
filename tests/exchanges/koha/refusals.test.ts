/** Every refusal that was recorded of a real Koha, and what it is in our words. */
import { readdirSync } from 'node:fs';
import { refusalFor, refusalOf } from '#adapters/koha/accounts/refusals.ts';
import { readRecording } from '#tests/simulators/koha-recordings.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describe, expect, it } from 'vitest';
import { adapterOver } from './readers-koha.ts';

const { signal } = new AbortController();

/** Answers that are no refusal of the business, and why. */
const NO_REFUSALS: readonly (readonly [names: RegExp, reason: string])[] = [
  [/^rest-(?:renewal|hold-post)-403$/, 'the account lacks the permission'],
  [
    /^rest-hold-post-(?:extra-property|not-json|empty|missing-both|missing-library)$/,
    'a question that the adapter never asks',
  ],
  [/^rest-hold-post-unknown-biblio$/, "a fault of Koha's own; the adapter looks whether there is such a record"],
  [/^rest-public-hold-cancel-other$/, 'the permission of a patron, whom the adapter does not log in'],
  [/^rest-hold-suspend-waiting$/, 'a change that nobody is offered'],
];
const RECORDED = /^rest-(?:renewal|hold|public-hold-cancel)-/;

const refused = sharedAvailable
  ? readdirSync(sharedPath('recordings', 'koha'))
      .map((file) => file.replace(/\.json$/, ''))
      .filter((name) => RECORDED.test(name) && !NO_REFUSALS.some(([names]) => names.test(name)))
      .map(readRecording)
      .filter(({ response }) => response.status >= 400)
  : [];

describe.skipIf(!sharedAvailable)('the refusals of a real Koha', () => {
  it('are as many as were recorded', () => {
    expect(refused.length).toBeGreaterThanOrEqual(10);
  });

  it.each(refused.map(({ name, response }) => [name, response.body] as const))('%s has a code of ours', (_, body) => {
    expect(refusalOf(body).code).not.toBe('OTHER');
  });

  it.each([
    ['rest-renewal-post-3-too-many', 'LIMIT_REACHED', 'too_many'],
    ['rest-renewal-blocked-by-hold', 'ON_HOLD_FOR_OTHER', 'on_reserve'],
    ['rest-renewal-post-404', 'NOT_FOUND', null],
    ['rest-hold-post-override-off-cf-rule-zero', 'NOT_HOLDABLE', 'noReservesAllowed'],
    ['rest-hold-post-unknown-library', 'NOT_HOLDABLE', null],
    ['rest-hold-post-unknown-patron', 'NOT_FOUND', null],
    ['rest-hold-delete-again-404', 'ALREADY_DONE', null],
    ['rest-public-hold-cancel-waiting', 'SEE_STAFF', null],
  ])('%s is %s', (name, code, sourceCode) => {
    expect(refusalOf(readRecording(name).response.body)).toMatchObject({ code, sourceCode });
  });
});

describe('a refusal', () => {
  it.each<readonly [number, object, object]>([
    [403, { error: 'Forbidden' }, { code: 'LMS_AUTH_FAILED' }],
    [403, { error: 'Request blocked (403)' }, { code: 'LMS_AUTH_FAILED' }],
    [403, { error: 'Cancellation forbidden' }, { outcome: 'REFUSED', refusal: { code: 'SEE_STAFF' } }],
    [403, { error: 'No.', error_code: 'moon_phase' }, { outcome: 'REFUSED', refusal: { sourceCode: 'moon_phase' } }],
    [403, { error: 'Not authorized (moon_phase)' }, { outcome: 'REFUSED', refusal: { sourceCode: 'moon_phase' } }],
    [404, { error: 'Hold not found' }, { outcome: 'REFUSED', refusal: { code: 'ALREADY_DONE' } }],
  ])('is what Koha says, and not a gateway before it: %i %j', async (status, body, expected) => {
    const hold = { hold_id: 2, patron_id: 5, biblio_id: 9, item_id: null, status: null };
    const adapter = await adapterOver(({ method }) => (method === 'DELETE' ? { status, body } : { body: [hold] }));

    const outcome = await adapter.writes?.cancelHold?.('5', '2', signal).catch((error: unknown) => error);

    expect(outcome).toMatchObject(expected);
  });

  it('of 25.05 is known by its error_code', () => {
    const body = { error: 'Hold cannot be placed. Reason: debt_limit', error_code: 'debt_limit' };

    expect(refusalOf(body)).toMatchObject({ code: 'BLOCKED', sourceCode: 'debt_limit' });
  });

  it('of a loan that is gone is known by the words of either version', () => {
    expect(refusalOf({ error: 'Checkout not found', error_code: 'not_found' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that nobody has seen keeps its own word, so that it can be looked up', () => {
    expect(refusalFor('moon_phase')).toMatchObject({ code: 'OTHER', sourceCode: 'moon_phase' });
    expect(refusalOf({ error: 'No.' })).toMatchObject({ code: 'OTHER', sourceCode: null });
  });
});
