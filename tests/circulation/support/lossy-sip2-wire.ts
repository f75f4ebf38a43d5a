/** The same wire for SIP2: renewals and holds are lost on it, by their message codes. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Loss, LossyWire } from './lossy-wire.ts';

/** 29 renews, 15 places and cancels holds. */
const WRITE = /^(29|15)/;
/** "Send that again": what a server says that did not understand. */
const RESEND = '96\r';

export async function createLossySip2Wire(port: number): Promise<LossyWire> {
  const open = new Set<Socket>();
  let writes = 0;
  const server = createServer((incoming) => {
    const onward = connect({ host: '127.0.0.1', port });
    let lost: Loss | null = null;
    for (const socket of [incoming, onward]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        incoming.destroy();
        onward.destroy();
      });
    }
    // A question is one packet, and its answer here, too.
    incoming.on('data', (question: Buffer) => {
      const isWrite = WRITE.test(question.toString('latin1'));
      if (isWrite) writes += 1;
      const loss = isWrite ? wire.loss : null;
      if (loss?.when === 'before') lose(loss, incoming);
      else {
        lost = loss;
        onward.write(question);
      }
    });
    onward.on('data', (answer: Buffer) => {
      if (lost === null) incoming.write(answer);
      else lose(lost, incoming);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wire: LossyWire = {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loss: null,
    get writes() {
      return writes;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  return wire;
}

function lose({ how }: Loss, incoming: Socket): void {
  if (how === 'cut') incoming.resetAndDestroy();
  if (how === '500') incoming.write(RESEND);
}
