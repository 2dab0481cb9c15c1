import { FoveaError } from '../core/errors.js';
import { partOf } from '../core/state.js';
import { lossOf } from '../nn/losses/index.js';
import { learntOf } from '../nn/network-classifier.js';
import { resolveRecipe } from '../nn/network-options.js';
import { buildNetwork } from '../nn/networks/architecture.js';
import { findNetwork } from '../nn/networks/index.js';
import { type ExportedNetwork, exportNetwork } from '../nn/onnx/export-network.js';
import type { ImageModel } from './image-model.js';
import { isNetwork } from './model-parts.js';

/**
 * A trained network as an ONNX file that gives probabilities: `input` `[batch, channels, height, width]`, float32
 * between 0 and 1 (a perceptron's `[batch, features]`), `output` `[batch, classes]`. The names of the classes and
 * how images become input are in the file's metadata.
 * @param drawn what becomes of regions that the network draws while it answers: see `ExportedNetwork`.
 * @throws BAD_OPTION for a model that is not a network alone; NOT_FITTED.
 */
export function networkToOnnx(model: ImageModel, drawn: ExportedNetwork['drawn'] = { seed: 0 }): Uint8Array {
  const { classifier, features } = model.config;
  if (!isNetwork(model.name))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a network, such as lenet, to write as ONNX but received ${model.name}.`,
    );
  const { inputShape, weights } = learntOf(partOf(model.state(), 'classifier'));
  const definition = findNetwork(classifier.name);
  const options = classifier.options as never;
  const outputs = model.classNames.length;
  const { input, output } = buildNetwork(definition.architecture({ inputShape, outputs }, options), {
    batch: 1,
  });
  const { loss } = resolveRecipe(definition.recipe(options), options);
  return exportNetwork({
    name: model.name,
    input,
    output: lossOf(loss).probabilities(output),
    weights,
    drawn,
    metadata: {
      classes: JSON.stringify(model.classNames),
      input: JSON.stringify({ shape: inputShape, range: [0, 1], ...features[0]!.options }),
    },
  });
}
