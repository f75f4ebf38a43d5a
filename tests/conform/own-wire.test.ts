/** What `mercia conform` puts between an adapter and a real system: it adds no fault of its own. */
import { systemOf } from '#adapters/shared/system.fixture.ts';
import { describeRealSystem } from '#cli/conform/real-system.ts';
import type { SystemId } from '#domain/ids.ts';
import { createForwarder } from '#conformance/real/own-wire.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\nok';

it('asks by no connection that the system may have given up meanwhile', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let questions = 0;
    socket
      .on('error', () => undefined)
      .on('data', () => {
        questions += 1;
        // As one whose time is over at that moment.
        if (questions > 1) socket.resetAndDestroy();
        else socket.write(ANSWER);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const forwarder = await createForwarder(new URL(`http://127.0.0.1:${port}`), 1);
  onTestFinished(async () => {
    await forwarder.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const post = async () =>
    (await fetch(`http://127.0.0.1:${forwarder.port}/log-in`, { method: 'POST', body: '{}' })).text();

  expect([await post(), await post(), await post()]).toEqual(['ok', 'ok', 'ok']);
});

it('leaves a system alone that fails again and again, and not for what breaks on our wire before it', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const system = systemOf('hill' as SystemId, 'koha', []);
  const stateAfterFailures = async (address: string) => {
    const guards: HostGuard[] = [];
    const real = describeRealSystem(system, { secret: () => 'a word' }, createLogger('silent'));
    const adapter = real.build({
      address,
      callTimeoutMs: real.callTimeoutMs,
      wrap: (guard) => {
        guards.push(guard);
        return guard;
      },
    });
    await adapter.close();
    const dead = (): Promise<never> => Promise.reject(new MerciaError('LMS_UNAVAILABLE', 'refused'));
    for (let failures = 0; failures < system.limits.breaker.failures; failures += 1) {
      vi.advanceTimersByTime(1_000);
      const asked = guards[0]?.run(dead, { signal: new AbortController().signal, urgency: 'live' });
      await expect(asked).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
    }
    return guards[0]?.state().breaker;
  };

  expect(await stateAfterFailures(system.address)).toBe('open');
  expect(await stateAfterFailures('http://127.0.0.1:9')).toBe('closed');
});
