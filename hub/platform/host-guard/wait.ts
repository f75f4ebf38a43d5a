/** Settles after so many milliseconds, or as soon as the signal ends; the caller looks which it was. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = Promise.withResolvers<undefined>();
  const end = (): void => {
    over.resolve(undefined);
  };
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  await over.promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
}
