import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fovea, startFovea } from '../helpers/fovea.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
  run('data', 'sample', 'pictures', '--seed', '3', '--images-per-class', '6', '--size', '32');
});
afterAll(() => rm(cwd, { recursive: true }));

/** Runs a command that has to succeed, and returns its stdout. */
function run(...args: string[]): string {
  const { stdout, stderr, status } = fovea(args, { cwd });
  expect(status, `fovea ${args.join(' ')}\n${stderr}`).toBe(0);
  return stdout;
}

const trainFlags = (out: string, ...flags: string[]) => [
  ...['train', 'pictures', '--model', 'mlp', '--hidden', '32', '--hidden2', '0', '--size', '16x16'],
  ...['--batch', '16', '--seed', '1', '--engine', 'builtin', '--flip', '--noise', '0.02'],
  ...['--out', out, ...flags],
];

describe('fovea arch', () => {
  it('counts AlexNet as the paper has it', () => {
    const { parameters, layers } = JSON.parse(run('arch', 'alexnet', '--json'));
    expect(parameters).toBe(60_965_224);
    expect(layers[0]).toMatchObject({ name: 'conv1', outputShape: [96, 55, 55], parameters: 34_944 });
    expect(run('arch', 'lenet')).toContain('61,706 parameters');
  });

  it('lists the networks there are, under all their names', () => {
    expect(run('arch')).toMatch(/^softmax-regression, logistic +1×28×28 +10 +7,850$/m);
    const list = JSON.parse(run('arch', '--json')) as { name: string }[];
    expect(list.map(({ name }) => name)).toEqual(expect.arrayContaining(['mlp', 'lenet', 'alexnet']));
    expect(run('arch', 'logistic')).toContain('7,850 parameters');
  });

  it('takes another input, and says what it expects', () => {
    expect(run('arch', 'lenet', '--input', '3x32x32', '--classes', '100')).toContain('3×32×32 → 100');
    const { status, stderr } = fovea(['arch', 'lenet', '--input', '32x32'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('Expected CHANNELSxHEIGHTxWIDTH');
    for (const [args, message] of [
      [['lenet', '--classes', '2.5'], 'Expected a positive integer for --classes but received 2.5'],
      [['--classes', '5'], 'Expected a network (mlp, '],
    ] as const) {
      const wrong = fovea(['arch', ...args], { cwd });
      expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining(message)]);
    }
  });

  it('fits 80 columns', () => {
    for (const name of ['alexnet', 'fmp-cifar100'])
      for (const line of run('arch', name).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('fovea train with a network', () => {
  it('of fractional poolings counts errors test by test, and predicts by as many tests as it is told', () => {
    const network = ['--model', 'fmp', '--filters', '4', '--poolings', '3', '--size', '11x11'];
    const epochs = ['--epochs', '1', '--repeat-tests', '3', '--seed', '1'];
    const trained = JSON.parse(run('train', 'pictures', ...network, ...epochs, '--out', 'fmp', '--json'));
    expect(trained.errors).toHaveLength(3);
    expect(trained.accuracy).toBeCloseTo(1 - trained.errors[2], 12);
    const probabilities = (...flags: string[]) =>
      JSON.parse(run('predict', 'fmp', 'pictures', '--json', ...flags)).predictions.map(
        ({ probabilities: all }: { probabilities: object }) => all,
      );
    expect(probabilities('--repeat-tests', '3')).toEqual(probabilities());
    expect(probabilities('--repeat-tests', '1')).not.toEqual(probabilities());
    const refused = fovea(['predict', 'fmp', 'pictures', '--repeat-tests', '0'], { cwd });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('repeatTests');
  });

  it('trains, predicts, and is written as ONNX', async () => {
    const trained = JSON.parse(run(...trainFlags('net', '--epochs', '3', '--json')));
    expect(trained).toMatchObject({ model: 'mlp', engine: 'builtin', tested: 24 });
    expect(trained.history).toHaveLength(3);
    const { predictions } = JSON.parse(run('predict', 'net', 'pictures', '--json'));
    expect(predictions).toHaveLength(72);
    run('export', 'net', '--format', 'onnx', '--out', 'net.onnx');
    expect((await readFile(join(cwd, 'net.onnx'))).includes('classes')).toBe(true);
  });

  it('finds its images by kind and folder, and says when they do not fit or are not there', () => {
    const flags = ['--model', 'mlp', '--size', '8x8', '--epochs', '1', '--out', 'named', '--json'];
    expect(JSON.parse(run('train', 'images', '--data', 'pictures', ...flags)).tested).toBe(24);
    const unsized = ['train', 'pictures', '--model', 'logistic', '--epochs', '1', '--out', 'logistic'];
    expect(fovea(unsized, { cwd }).stderr).toContain('images become 28×28, the size of softmax-regression');
    expect(run('export', 'logistic', '--out', 'logistic.onnx', '--json')).toContain('softmax-regression');
    const { results } = JSON.parse(
      run('compare', 'images', '--data', 'pictures', '--models', 'colour+knn', '--json'),
    );
    expect(results).toHaveLength(1);
    const other = fovea(['train', 'mnist', '--data', 'pictures', ...flags], { cwd });
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(/Expected MNIST .* in pictures but found class folders of images/);
    const absent = fovea(['train', 'mnist', ...flags], { cwd });
    expect(absent.status).toBe(1);
    expect(absent.stderr).toMatch(
      /no folder 'mnist' here. Say where it lies: mnist --data <folder>; fovea data sample/,
    );
  });

  it('holds back a part of the training images to validate on, which a resumed training keeps to', () => {
    const held = ['--validation', '0.25', '--patience', '2', '--epochs', '2'];
    const trained = JSON.parse(run(...trainFlags('held', ...held, '--json')));
    expect(trained).toMatchObject({ trained: 36, validated: 12, tested: 24 });
    for (const { validation } of trained.history) expect(validation.loss).toBeGreaterThan(0);
    const { stderr } = fovea(trainFlags('held', ...held, '--resume'), { cwd });
    expect(stderr).toMatch(/kept: epoch [12], of the lowest validation loss in 2 epochs/);
    const other = fovea(trainFlags('held', '--validation', '0.5', ...held.slice(2), '--resume'), { cwd });
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(/its options is .*"validation":0\.25/);
  });

  it('says after Ctrl-C what it kept, and goes on from there', async () => {
    const flags = trainFlags('stopped', '--epochs', '2000');
    const child = startFovea(flags, { cwd });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
      if (/epoch 1:/.test(stderr)) child.kill('SIGINT');
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status, stderr).toBe(130);
    const kept = /epoch (\d+) is kept in .*checkpoint\.fovea: --resume goes on from there/.exec(stderr)![1];
    const early = fovea(['predict', 'stopped', 'pictures'], { cwd });
    expect(early.status).toBe(1);
    expect(early.stderr).toContain('its training did not end. Run the same fovea train with --resume.');
    const next = startFovea([...flags, '--resume'], { cwd });
    const said = await new Promise((resolve) => next.stderr.once('data', (text) => resolve(String(text))));
    next.kill('SIGKILL');
    expect(said).toContain(`goes on after epoch ${kept}`);
  });

  it('goes on after a kill as if nothing had been, to the same bytes', async () => {
    run(...trainFlags('whole', '--epochs', '12'));
    const checkpoint = join(cwd, 'cut', 'checkpoint.fovea');
    const child = startFovea(trainFlags('cut', '--epochs', '12'), { cwd });
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (child.exitCode === null && !(await stat(checkpoint).catch(() => undefined)))
      await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGKILL');
    await ended;
    run(...trainFlags('cut', '--epochs', '12', '--resume'));
    const model = (folder: string) => readFile(join(cwd, folder, 'model.fovea'));
    expect((await model('cut')).equals(await model('whole'))).toBe(true);
    const other = fovea(trainFlags('cut', '--epochs', '13', '--resume'), { cwd });
    expect(other.status).toBe(1);
    expect(other.stderr).toContain('Expected a checkpoint of the same training');
  });

  it('enters comparisons beside the others', () => {
    const { results } = JSON.parse(
      run('compare', 'pictures', '--models', 'mlp,colour+knn', '--size', '16x16', '--epochs', '2', '--json'),
    );
    expect(results.map(({ model }: { model: string }) => model)).toEqual(['mlp', 'colour+knn']);
  });
});
