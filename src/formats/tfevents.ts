import { PbfWriter } from 'pbf';
import { crc32c } from './crc32c.js';

/** How often numbers fell into each of neighbouring intervals. */
export interface EventHistogram {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** Upper ends of the intervals, ascending. */
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/** An image of an event: its size, and the bytes of a PNG file. */
export interface EventImage {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 RGB, 4 RGBA. */
  readonly channels: number;
  readonly png: Uint8Array;
}

/** One thing to show under a tag. */
export type SummaryValue = { readonly tag: string } & (
  | { readonly scalar: number }
  | { readonly histogram: EventHistogram }
  | { readonly image: EventImage }
);

/** A node of the graph that TensorBoard draws; slashes in names are its boxes. */
export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly shape?: readonly number[];
}

/** What happened at one moment. */
export type TrainingEvent = {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
} & (
  | { readonly fileVersion: string }
  | { readonly summary: readonly SummaryValue[] }
  | { readonly graph: readonly GraphNode[] }
);

/** The first event of every file says this. */
export const eventFileVersion = 'brain.Event:2';

/**
 * One event as a record of a TensorBoard event file (`events.out.tfevents.…`): the length and its checksum, a protocol
 * buffer (event.proto, summary.proto, graph.proto of TensorFlow) and its checksum. A file is records, one after
 * another, the first of them with `fileVersion: eventFileVersion`.
 */
export function writeEventRecord(event: TrainingEvent): Uint8Array {
  const pbf = new PbfWriter();
  writeEvent(event, pbf);
  const data = pbf.finish();
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(crc32c(record.subarray(0, 8))), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, masked(crc32c(data)), true);
  return record;
}

/** A checksum of bytes that hold a checksum themselves is no good: TensorFlow turns and shifts it. */
const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

function writeEvent(event: TrainingEvent, pbf: PbfWriter): void {
  pbf.writeDoubleField(1, event.wallTime);
  if (event.step !== undefined) pbf.writeVarintField(2, event.step);
  if ('fileVersion' in event) pbf.writeStringField(3, event.fileVersion);
  else if ('graph' in event) pbf.writeBytesField(4, graphBytes(event.graph));
  else pbf.writeMessage(5, writeSummary, event.summary);
}

function writeSummary(values: readonly SummaryValue[], pbf: PbfWriter): void {
  for (const value of values) pbf.writeMessage(1, writeValue, value);
}

function writeValue(value: SummaryValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, value.tag);
  if ('scalar' in value) pbf.writeFloatField(2, value.scalar);
  else if ('image' in value) pbf.writeMessage(4, writeImage, value.image);
  else pbf.writeMessage(5, writeHistogram, value.histogram);
}

function writeImage({ width, height, channels, png }: EventImage, pbf: PbfWriter): void {
  pbf.writeVarintField(1, height);
  pbf.writeVarintField(2, width);
  pbf.writeVarintField(3, channels);
  pbf.writeBytesField(4, png);
}

function writeHistogram(histogram: EventHistogram, pbf: PbfWriter): void {
  const { min, max, count, sum, sumOfSquares, limits, counts } = histogram;
  for (const [i, value] of [min, max, count, sum, sumOfSquares].entries()) pbf.writeDoubleField(i + 1, value);
  pbf.writePackedDouble(6, [...limits]);
  pbf.writePackedDouble(7, [...counts]);
}

function graphBytes(nodes: readonly GraphNode[]): Uint8Array {
  const pbf = new PbfWriter();
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeMessage(4, (producer: number, versions) => versions.writeVarintField(1, producer), GRAPH_VERSION);
  return pbf.finish();
}

/** Of graph.proto: any since TensorFlow 1. */
const GRAPH_VERSION = 22;

function writeNode({ name, operator, inputs, shape }: GraphNode, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeStringField(2, operator);
  for (const input of inputs) pbf.writeStringField(3, input);
  if (shape) pbf.writeMessage(5, writeOutputShapes, shape);
}

/** The attribute `_output_shapes`, from which TensorBoard writes sizes along the edges. */
function writeOutputShapes(shape: readonly number[], pbf: PbfWriter): void {
  pbf.writeStringField(1, '_output_shapes');
  pbf.writeMessage(2, (_, value) => value.writeMessage(1, writeShapeList, shape), undefined);
}

function writeShapeList(shape: readonly number[], pbf: PbfWriter): void {
  pbf.writeMessage(7, writeShape, shape);
}

function writeShape(shape: readonly number[], pbf: PbfWriter): void {
  for (const length of shape)
    pbf.writeMessage(2, (size: number, dimension) => dimension.writeVarintField(1, size), length);
}
