/** Nearly the same images in a data set, which make figures too good where one is trained on and one tested on. */
export { type ImageSignature, imageSignature } from './image-signature.js';
export { type NearDuplicate, nearDuplicates } from './near-duplicates.js';
