import { PbfWriter } from 'pbf';
import type { NdArray } from '../core/ndarray.js';

/** What ONNX can hold of Fovea's: its element types by their numbers in TensorProto. */
const elementTypes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;

/** The type of a value's elements. */
export type OnnxType = keyof typeof elementTypes;

/** An attribute of a node: whole numbers are ints, `{ float }` is a float, lists are ints. */
export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };

/** One operation: inputs and outputs are names of values. */
export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** A value that comes in or goes out. A word for a length is one that is known when the model runs. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly (number | string)[];
}

/** A constant of a model. */
export interface OnnxInitializer {
  readonly name: string;
  readonly value:
    | NdArray<Float32Array | Int32Array | Uint8Array>
    | { data: BigInt64Array; shape: readonly number[] };
}

/** A model: nodes in an order of evaluation. */
export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Words beside the model. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Of the file format, and of the operators: opset 17 is read by every runtime since 2022. */
const IR_VERSION = 8;
const OPSET = 17;

/**
 * The bytes of an ONNX file (a protocol buffer, fields as numbered in onnx.proto3 of ONNX 1.12).
 * The same model gives the same bytes.
 */
export function writeOnnx(model: OnnxModel): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'fovea');
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, writeOpset, OPSET);
  for (const entry of Object.entries(model.metadata ?? {})) pbf.writeMessage(14, writeEntry, entry);
  return pbf.finish().slice();
}

function writeOpset(version: number, pbf: PbfWriter): void {
  pbf.writeVarintField(2, version);
}

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph({ name, nodes, initializers, inputs, outputs }: OnnxModel, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const initializer of initializers) pbf.writeMessage(5, writeTensor, initializer);
  for (const input of inputs) pbf.writeMessage(11, writeValue, input);
  for (const output of outputs) pbf.writeMessage(12, writeValue, output);
}

function writeNode({ type, inputs, outputs, attributes = {} }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  for (const output of outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(3, outputs[0]!);
  pbf.writeStringField(4, type);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute);
}

/** Numbers of AttributeProto.AttributeType. */
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;

function writeAttribute([name, value]: readonly [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, attributeTypes.int);
  } else if (typeof value === 'string') {
    pbf.writeStringField(4, value);
    pbf.writeVarintField(20, attributeTypes.string);
  } else if ('float' in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, attributeTypes.float);
  } else {
    for (const item of value) pbf.writeVarintField(8, item);
    pbf.writeVarintField(20, attributeTypes.ints);
  }
}

function writeTensor({ name, value: { data, shape } }: OnnxInitializer, pbf: PbfWriter): void {
  for (const length of shape) pbf.writeVarintField(1, length);
  pbf.writeVarintField(2, elementTypes[typeOf(data)]);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function typeOf(data: Float32Array | Int32Array | Uint8Array | BigInt64Array): OnnxType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof BigInt64Array) return 'int64';
  return data instanceof Int32Array ? 'int32' : 'uint8';
}

function writeValue({ name, type, shape }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, writeType, { type, shape });
}

function writeType({ type, shape }: Omit<OnnxValue, 'name'>, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, { type, shape });
}

function writeTensorType({ type, shape }: Omit<OnnxValue, 'name'>, pbf: PbfWriter): void {
  pbf.writeVarintField(1, elementTypes[type]);
  pbf.writeMessage(2, writeShape, shape);
}

function writeShape(shape: OnnxValue['shape'], pbf: PbfWriter): void {
  for (const length of shape) pbf.writeMessage(1, writeDimension, length);
}

function writeDimension(length: number | string, pbf: PbfWriter): void {
  if (typeof length === 'number') pbf.writeVarintField(1, length);
  else pbf.writeStringField(2, length);
}
