// The whole path on a machine without data or network: `npm start`.
// Every step is the command a user would type; results land in out/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fovea = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const started = performance.now();
const corners = ['--detector', 'fast', '--max-keypoints', '150'];

function step(title, ...args) {
  console.log(`\n── ${title}\n$ fovea ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [fovea, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
mkdirSync('out', { recursive: true });

step('Draw a labelled set of pictures', 'data', 'sample', 'out/sample', '--seed', '1');

step('Colour', 'extract', 'out/sample', '--feature', 'colour', '--out', 'out/colour.npy');
step('Texture', 'extract', 'out/sample', '--feature', 'lbp', '--out', 'out/lbp.csv');
step('Shape', 'extract', 'out/sample', '--feature', 'hog', '--out', 'out/hog.npy');
step(
  'Corners, described',
  ...['extract', 'out/sample', '--feature', 'rootsift', ...corners, '--out', 'out/rootsift.npz'],
);

step(
  'Learn visual words',
  ...[
    'vocab',
    'out/sample',
    '--detector',
    'fast',
    '--words',
    '200',
    '--seed',
    '1',
    '--out',
    'out/vocab.fovea',
  ],
);

step(
  'Which pipeline is best?',
  ...[
    'compare',
    'out/sample',
    '--models',
    'colour+svm,lbp+svm,hog+svm,hog+knn,bovw+svm,colour+lbp+hog+bovw+svm',
  ],
  ...[...corners, '--seed', '1', '--report', 'out/report.html', '--cache', 'out/cache'],
);

step(
  'Index the pictures',
  'index',
  'create',
  'out/index.fovea',
  '--images',
  'out/sample',
  '--vocab',
  'out/vocab.fovea',
);
const [folder] = readdirSync('out/sample');
const query = `out/sample/${folder}/${readdirSync(`out/sample/${folder}`)[0]}`;
step('Find what looks like one of them', 'search', 'out/index.fovea', query, '--top', '5');

step('See what HOG sees', 'show', query, '--feature', 'hog', '--out', 'out/hog.png');
step('See the keypoints', 'show', query, '--feature', 'sift', '--out', 'out/sift.png');

console.log(`\nDone in ${((performance.now() - started) / 1000).toFixed(0)} s. Open out/report.html.`);
