import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createContextSigner, createContextVerifier, type InternalContext } from './signed-context.ts';

const SECRET = 'a secret for tests, 32 bytes long';
const NOW = Date.parse('2026-03-02T09:00:00Z');
const context: InternalContext = {
  role: 'public',
  subject: null,
  correlationId: 'c-1',
  receivedAt: NOW,
  deadline: NOW + 2000,
};

const sign = createContextSigner(SECRET);
const verify = createContextVerifier(SECRET, () => NOW);

function forge(key: string, claims: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT({ role: 'operator', correlationId: 'c-2', receivedAt: NOW, deadline: NOW, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('mercia-gateway')
    .setAudience('mercia-subgraph')
    .setExpirationTime(NOW / 1000 + 60)
    .sign(new TextEncoder().encode(key));
}

describe('a signed context', () => {
  it('comes back as it was signed', async () => {
    const staff: InternalContext = {
      role: 'staff',
      subject: 'u-7',
      correlationId: 'c-3',
      receivedAt: NOW,
      deadline: NOW + 500,
    };

    expect(await verify(await sign(context))).toEqual(context);
    expect(await verify(await sign(staff))).toEqual(staff);
  });

  it('is checked once for several questions of one request', async () => {
    const signed = await sign(context);

    expect(await verify(signed)).toBe(await verify(signed));
    await expect(verify('garbage')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused where it was signed with another secret', async () => {
    await expect(verify(await forge('another secret, 32 bytes or more'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused where a claim is missing or of the wrong kind', async () => {
    await expect(verify(await forge(SECRET))).resolves.toMatchObject({ role: 'operator' });
    await expect(verify(await forge(SECRET, { role: 'king' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(verify(await forge(SECRET, { deadline: 'soon' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused where a part of it was changed, where it says "alg: none", and where there is none', async () => {
    const [header = '', , signature = ''] = (await sign(context)).split('.');
    const other = Buffer.from(JSON.stringify({ ...context, role: 'operator' })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');

    for (const signed of [`${header}.${other}.${signature}`, `${none}.${other}.`, '', 'garbage']) {
      await expect(verify(signed)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('is good for a minute after its deadline and no longer', async () => {
    const signed = await sign(context);

    await expect(createContextVerifier(SECRET, () => context.deadline + 59_000)(signed)).resolves.toEqual(context);
    await expect(createContextVerifier(SECRET, () => context.deadline + 70_000)(signed)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('its time is over') as string,
    });
  });

  it('is the same text as another program makes of it with HS256', async () => {
    const { role, correlationId, receivedAt, deadline } = context;
    const signed = new SignJWT({ role, correlationId, receivedAt, deadline })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('mercia-gateway')
      .setAudience('mercia-subgraph')
      .setExpirationTime((NOW + 62_000) / 1000);

    expect(await sign(context)).toBe(await signed.sign(new TextEncoder().encode(SECRET)));
  });

  it('asks for a secret that is long enough', () => {
    expect(() => createContextSigner('short')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
