import { describe, expect, it } from 'vitest';
import { parseModel, parseModels, withOptions } from '../../src/models/index.js';

describe('a configuration with other options', () => {
  const { config } = parseModel('lbp+hog+knn', { options: { k: 3, radius: 2 }, seed: 7 });

  it('changes each part that knows the option, and keeps everything else', () => {
    const changed = withOptions(config, { k: 9, luma: 'bt709' });
    expect(changed.classifier.options).toEqual({ ...config.classifier.options, k: 9 });
    expect(changed.features.map(({ options }) => options.luma)).toEqual(['bt709', 'bt709']);
    expect(changed.features[0]!.options.radius).toBe(2);
    expect([changed.seed, changed.size]).toEqual([7, config.size]);
    expect(withOptions(config, {})).toEqual(config);
  });

  it('refuses an option that no part knows, and a value out of range', () => {
    expect(() => withOptions(config, { words: 9 })).toThrow(
      /Expected an option of lbp\+hog\+knn but received 'words'/,
    );
    expect(() => withOptions(config, { k: 0 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});

describe('several models', () => {
  it('may have options of their own, which win over those that all share', () => {
    const models = ['lbp+knn', { model: 'lbp+knn', options: { k: 1 } }];
    const [shared, own] = parseModels(models, { options: { k: 7, radius: 2 } });
    expect([shared!.config.classifier.options.k, own!.config.classifier.options.k]).toEqual([7, 1]);
    expect(own!.config.features[0]!.options.radius).toBe(2);
    expect(() => parseModels([{ model: 'lbp+knn', options: { words: 4 } }])).toThrow(/received 'words'/);
  });
});
