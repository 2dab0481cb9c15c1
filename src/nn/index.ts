import { networkClassifier } from './network-classifier.js';
import { networks } from './networks/index.js';

/** Every network as a classifier. */
export const networkClassifiers = networks.map(networkClassifier);
