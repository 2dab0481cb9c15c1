import { describe, expect, it } from 'vitest';
import { extractors, findProfile, hog, profiles, sift, withProfile } from '../../src/features/index.js';
import { goldenImage } from './sift-goldens.js';

describe('profiles', () => {
  it('give values that the features they name accept', async () => {
    const odd = await goldenImage('odd');
    for (const [profile, { features }] of Object.entries(profiles))
      for (const name of Object.keys(features)) {
        const extractor = extractors.find((one) => one.name === name);
        expect(
          () => extractor!.extract(odd, withProfile(profile, name)),
          `${profile}, ${name}`,
        ).not.toThrow();
      }
  });

  it('change what a feature gives', async () => {
    const odd = await goldenImage('odd');
    const skimage = hog(odd, withProfile('scikit-image', 'hog'));
    expect(skimage).toEqual(hog(odd, { luma: 'bt709' }));
    expect(skimage).not.toEqual(hog(odd));
    expect(sift(odd, withProfile('lowe', 'sift'))).toEqual(sift(odd, { variant: 'lowe' }));
  });

  it('leave as the default is what the default has from OpenCV', async () => {
    const odd = await goldenImage('odd');
    for (const name of ['colour', 'fast', 'sift', 'rootsift']) {
      const extractor = extractors.find((one) => one.name === name)!;
      expect(extractor.extract(odd, withProfile('opencv', name))).toEqual(extractor.extract(odd));
    }
  });

  it('yield to options that are given', () => {
    expect(withProfile('scikit-image', 'hog', { luma: 'bt601', orientations: 6 })).toMatchObject({
      luma: 'bt601',
      orientations: 6,
    });
  });

  it('are refused by name, and for features that they do not have', () => {
    expect(() => findProfile('matlab')).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: expect.stringContaining('opencv, scikit-image, lowe'),
      }),
    );
    expect(() => withProfile('toString', 'hog')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => withProfile('lowe', 'hog')).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining('(sift, rootsift)') }),
    );
  });
});
