/** Writes a result to stdout and returns the exit code. */
export function print(text: string, exitCode = 0): number {
  process.stdout.write(`${text}\n`);
  return exitCode;
}

/** Writes to stderr and returns the exit code. */
export function fail(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`);
  return exitCode;
}

/** Prose beside the result: to stderr, so that stdout stays machine-readable. */
export function say(text: string, { quiet }: { quiet: boolean }): void {
  if (!quiet) process.stderr.write(`${text}\n`);
}

/** Something the user should know although the command goes on: said even when quiet. */
export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `fovea … | head` ends the reader first: that is not an error. */
export function closeQuietlyOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Whether colours are welcome on a stream: a terminal, and NO_COLOR unset. */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR;
}

/** `1 image`, `2 images`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
