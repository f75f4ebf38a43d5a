/** `node doors/cli/health.mjs URL`: ends with 0 where the address answers well within two seconds. For health checks. */
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(2000) }).catch(() => ({ ok: false }));
process.exitCode = answer.ok ? 0 : 1;
