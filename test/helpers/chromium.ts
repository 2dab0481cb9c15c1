import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { it } from 'vitest';

const CHROMIUM = '/usr/bin/chromium';

/** Without these Chromium looks up its maker's hosts at every start. */
const quiet = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/**
 * Opens a page in a real browser with no network at all and gives back its document as the browser has it, and
 * what the browser complained about.
 */
export async function openInChromium(
  file: string,
  flags: readonly string[] = [],
): Promise<{ html: string; complaints: string[] }> {
  const profile = await mkdtemp(join(tmpdir(), 'fovea-chromium-'));
  try {
    const { stdout, stderr } = await promisify(execFile)(
      CHROMIUM,
      [
        ...quiet,
        ...flags,
        `--user-data-dir=${profile}`,
        '--host-resolver-rules=MAP * ~NOTFOUND',
        '--enable-logging=stderr',
        '--dump-dom',
        `file://${file}`,
      ],
      { maxBuffer: 1 << 28 },
    );
    return { html: stdout, complaints: stderr.split('\n').filter((line) => line.includes('CONSOLE')) };
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

/** A test in a real browser; skipped, saying so, where there is none, unless FOVEA_EXPECT_ORACLES=1. */
export function itInChromium(title: string, body: () => Promise<void>): void {
  if (existsSync(CHROMIUM) || process.env.FOVEA_EXPECT_ORACLES === '1') it(title, body);
  else it.skip(`${title} (skipped: no ${CHROMIUM})`, body);
}
