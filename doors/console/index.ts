/** Pages for people: the region as the graph tells it. */
export { startConsole } from './server.ts';
export type { ConsoleOptions, ConsoleServer } from './server.ts';
export type { SignInOptions } from './sign-in/visitor-sessions.ts';
