export { type Artefact, type ArtefactKind, type Card, decodeArtefact, encodeArtefact } from './artefact.js';
export {
  type CifarRecord,
  type CifarVariant,
  cifarLabelsOf,
  cifarRecordBytes,
  countCifarRecords,
  readCifarRecord,
} from './cifar-record.js';
export { csvHeader, csvLine, csvRow } from './csv.js';
export type { Dtype } from './dtype.js';
export { readIdx } from './idx.js';
export { jsonLine } from './jsonl.js';
export { readNpy, writeNpy } from './npy.js';
export { npyHeader } from './npy-header.js';
export { type NpzEntry, readNpz, writeNpz } from './npz.js';
export { readSafetensors, type Safetensors, writeSafetensors } from './safetensors.js';
