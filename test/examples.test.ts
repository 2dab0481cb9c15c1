import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));

// The tour is `npm start`, and the picture is the README's: both write files.
const examples = readdirSync(folder).filter((name) => !['tour.mjs', 'what-features-see.mjs'].includes(name));

it.each(examples)('the example %s finds what it says it finds', (name) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${folder}${name}`], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  expect(stdout).not.toBe('');
});
