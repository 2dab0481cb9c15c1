import { describe, expect, it } from 'vitest';
import { type Agreement, agreementTable } from '../../src/verify/index.js';

const row = (part: Partial<Agreement>): Agreement => ({
  feature: 'SIFT descriptors',
  against: { program: 'scikit-image', version: '0.19.3' },
  unit: 'descriptors',
  images: 3,
  compared: 16_777_216,
  agreeing: 16_777_216,
  worst: 0,
  promise: { worst: 0 },
  holds: true,
  ...part,
});

const lastLines = (part: Partial<Agreement>) =>
  agreementTable([row(part)], { colour: false })
    .split('\n')
    .slice(1);

describe('agreementTable', () => {
  it('says who was asked, how much was compared, and that all is identical', () => {
    expect(lastLines({})).toEqual([
      '✓ SIFT descriptors  scikit-image 0.19.3  16,777,216  descriptors  identical',
    ]);
  });

  it.each([
    [{ agreeing: 5, worst: 2.23e-16, promise: { worst: 1e-12 } }, '± 2.2e-16'],
    [{ worst: 3.8e-6, promise: { worst: 0.01, agreeingShare: 0.999 } }, 'all, ± 3.8e-6'],
    [
      { compared: 2000, agreeing: 1999, worst: 1, promise: { worst: 1, agreeingShare: 0.99 } },
      '99.9%, rest ± 1',
    ],
    [{ agreeing: 0, worst: Infinity, holds: false }, 'differs'],
    [{ compared: 0, agreeing: 0, holds: false }, 'nothing'],
  ])('words %j as %s', (part, words) => {
    expect(lastLines(part)[0]).toMatch(new RegExp(`  ${words.replace(/[.+]/g, '\\$&')}$`));
  });

  it('crosses out what does not hold and says what was promised', () => {
    const lines = lastLines({
      compared: 200,
      agreeing: 100,
      worst: 2,
      holds: false,
      promise: { worst: 1, agreeingShare: 0.99 },
    });
    expect(lines[0]).toMatch(/^✗ .* 50%, rest ± 2$/);
    expect(lines[1]).toMatch(/^ +PROMISED 99% and ≤ 1$/);
  });

  it('colours only where colours are welcome', () => {
    expect(agreementTable([row({})], { colour: true })).toContain('\u001b[1;32m✓');
    expect(agreementTable([row({})], { colour: false })).not.toContain('\u001b');
  });
});
