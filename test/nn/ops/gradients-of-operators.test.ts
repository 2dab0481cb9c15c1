import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGradients } from '../helpers/check-gradients.js';
import { operatorCases } from '../helpers/operator-cases.js';

/** Those that let no gradient through, on purpose; gradients of maxima are trained through once only. */
const stops = ['fractionalMaxPool2dGradient', 'greaterEqual', 'maxPool2dGradient', 'oneHot', 'sign'];

describe('the gradient of', () => {
  for (const [operator, how, inputs, build] of operatorCases)
    it(`${operator}${how && ` ${how}`} is that of central differences`, () => checkGradients(inputs, build));

  it('every operator there is stands in this list', () => {
    const folder = new URL('../../../src/nn/ops/', import.meta.url);
    const names = readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\bname: '(\w+)',/g)].map(([, name]) => name!),
    );
    expect([...new Set([...operatorCases.map(([name]) => name), ...stops])].sort()).toEqual(names.sort());
  });
});
