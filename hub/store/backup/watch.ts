import { Transform } from 'node:stream';

/** Passes everything on. */
export function watch(see: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      see(chunk);
      done(null, chunk);
    },
  });
}
