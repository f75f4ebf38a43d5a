/** Ways to carry an answer that are no proper way. */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';

const SLOW_MS = 60;
/** Bytes that come one at a time; what follows comes in small pieces, or a long answer would take all day. */
const ONE_BY_ONE = 300;
const PIECE = 211;

/** Half of the first piece, and then nothing: the host went away while it spoke. */
export function cutInTheMiddle(from: Duplex, to: Socket): void {
  from.once('data', (piece: Buffer) => {
    to.write(piece.subarray(0, Math.ceil(piece.length / 2)), () => to.destroy());
  });
}

/** Every piece a little later. */
export function carrySlowly(from: Duplex, to: Socket): void {
  void carry(from, to, async (piece) => {
    await setTimeout(SLOW_MS);
    write(to, piece);
  });
}

/** Byte by byte: a reader that takes a packet for a message is found. */
export function carrySplit(from: Duplex, to: Socket): void {
  to.setNoDelay(true);
  let carried = 0;
  void carry(from, to, async (piece) => {
    for (let at = 0; at < piece.length;) {
      const size = carried < ONE_BY_ONE ? 1 : PIECE;
      write(to, piece.subarray(at, at + size));
      at += size;
      carried += size;
      await setImmediate();
    }
  });
}

async function carry(from: Duplex, to: Socket, pass: (piece: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const piece of from) await pass(piece as Buffer);
    to.end();
  } catch {
    to.destroy();
  }
}

function write(to: Socket, piece: Buffer): void {
  if (!to.destroyed) to.write(piece);
}
