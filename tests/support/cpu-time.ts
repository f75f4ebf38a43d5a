/** The processor time that this process took since `before`, milliseconds: however busy the machine is, it is its own. */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
