import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealedSession } from './sealed-session.ts';

const [ID, OTHER] = ['a'.repeat(32), 'b'.repeat(32)];

describe('a sealed session', () => {
  it('is named by the hash of its id, and read with that id alone', () => {
    const session = sealedSession(ID);
    const sealed = session.seal({ token: 'canary' }, 'content');

    expect(session.key).toEqual(createHash('sha256').update(ID).digest());
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('canary');
    expect(sealedSession(ID).open(sealed, 'content')).toEqual({ token: 'canary' });
    expect(sealedSession(OTHER).open(sealed, 'content')).toBeNull();
    expect(sealedSession(session.key.toString('hex')).open(sealed, 'content')).toBeNull();
  });

  it('takes no part in the place of the other, and nothing that was changed', () => {
    const session = sealedSession(ID);
    const sealed = session.seal('of who is signed in', 'signed in');
    const changed = `${sealed.slice(0, -4)}AAAA`;

    expect(session.open(sealed, 'content')).toBeNull();
    expect([session.open(changed, 'signed in'), session.open('', 'signed in')]).toEqual([null, null]);
  });
});
