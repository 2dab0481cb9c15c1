import { wordHistogramOptions } from './bag-encoding.js';
import { pyramidCells, spatialPyramid, spatialPyramidOptions } from './spatial-pyramid.js';
import { vocabularyEncoding } from './vocabulary-encoding.js';

/** `pyramid`: bags of visual words in the cells of a spatial pyramid, see `spatialPyramid`. */
export const pyramidEncoding = vocabularyEncoding({
  name: 'pyramid',
  summary: 'bags of visual words over ever finer grids: where words occur, too',
  words: 200,
  options: { levels: spatialPyramidOptions.levels, ...wordHistogramOptions },
  usesIdf: ({ weighting }) => weighting === 'tf-idf',
  lengthOf: ({ words }, { levels }) => pyramidCells(levels) * words,
  encode: (vocabulary, image, { levels, weighting, wordNorm, softNeighbours, softSigma }) =>
    spatialPyramid(vocabulary, image, { levels, weighting, norm: wordNorm, softNeighbours, softSigma }),
});
