import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process as text without quotes or spaces: its number, its machine, and where the system tells, when it began. */
export const processId = (pid = process.pid): string =>
  `${pid}@${encodeURIComponent(hostname())}${beginningOf(pid)}`;

/**
 * Whether the process of a `processId` runs on this machine. Its number alone would not tell: another may have it by
 * now. Of other machines' processes nothing is known, and they count as ended.
 */
export function isRunning(id: string): boolean {
  const pid = Number.parseInt(id, 10);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Of another user, but there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return id === processId(pid);
}

/** Field 22 of /proc/<pid>/stat, the ticks from the start of the system to that of the process; Linux only. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return `+${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return '';
  }
}
