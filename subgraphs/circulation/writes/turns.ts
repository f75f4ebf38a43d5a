/** Runs tasks of the same name one after another; tasks of different names do not wait for each other. */
export type InTurn = <T>(name: string, task: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();

  return (name, task) => {
    const before = last.get(name) ?? Promise.resolve();
    const running = before.then(task, task);
    last.set(name, running);
    const forget = (): void => {
      if (last.get(name) === running) last.delete(name);
    };
    running.then(forget, forget);
    return running;
  };
}
