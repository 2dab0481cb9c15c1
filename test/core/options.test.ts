import { describe, expect, expectTypeOf, it } from 'vitest';
import { choice, flag, integer, number, type OptionsOf, resolveOptions } from '../../src/core/index.js';

const spec = {
  bins: integer({ default: 8, min: 1, max: 256, describe: 'bins' }),
  clip: number({ default: 0.2, describe: 'clip' }),
  norm: choice({ choices: ['l1', 'l2'], default: 'l2', describe: 'norm' }),
  joint: flag({ default: true, describe: 'joint' }),
};

describe('resolveOptions', () => {
  it('fills in every default', () => {
    expect(resolveOptions('histogram', spec)).toEqual({ bins: 8, clip: 0.2, norm: 'l2', joint: true });
  });

  it('keeps what was given and treats undefined as not given', () => {
    expect(resolveOptions('histogram', spec, { bins: 4, norm: undefined })).toMatchObject({
      bins: 4,
      norm: 'l2',
    });
  });

  it.each([
    [{ bins: 0 }, 'Expected an integer from 1 to 256 for histogram.bins but received 0 of type number.'],
    [{ bins: 1.5 }, 'Expected an integer from 1 to 256 for histogram.bins but received 1.5 of type number.'],
    [{ bins: '8' }, "Expected an integer from 1 to 256 for histogram.bins but received '8' of type string."],
    [{ clip: Number.NaN }, 'Expected a number for histogram.clip but received NaN of type number.'],
    [{ norm: 'l3' }, "Expected one of l1, l2 for histogram.norm but received 'l3' of type string."],
    [{ joint: 1 }, 'Expected true or false for histogram.joint but received 1 of type number.'],
    [{ colour: 1 }, "Expected an option of histogram (bins, clip, norm, joint) but received 'colour'."],
  ])('refuses %o, saying what would do', (given, message) => {
    expect(() => resolveOptions('histogram', spec, given)).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message }),
    );
  });

  it('gives each option the type that its kind has', () => {
    expectTypeOf<OptionsOf<typeof spec>>().toEqualTypeOf<{
      bins: number;
      clip: number;
      norm: 'l1' | 'l2';
      joint: boolean;
    }>();
  });
});
