import { strictJson } from './strict-json.js';

/**
 * One record as one line of a JSON Lines file, with its newline. Typed arrays become lists, float32 in the fewest
 * digits that give the same number back.
 * @throws BAD_DATA for NaN and infinities, which JSON cannot hold (JSON.stringify would write null).
 */
export const jsonLine = (record: object): string => `${strictJson(record)}\n`;
