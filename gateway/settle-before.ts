/**
 * What a promise gives, or the error of `late` after `ms` milliseconds. After a pause of this process the answer may be
 * here, unread: it is let in first.
 */
export async function settleBefore<T>(answer: Promise<T>, ms: number, late: () => Error): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      setImmediate(() => {
        reject(late());
      });
    },
    Math.max(0, ms),
  );
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
