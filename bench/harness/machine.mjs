import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { VERSION } from 'fovea/core';

/** The machine and what runs on it, one line each: name and value. */
export function describeMachine() {
  const [cpu] = cpus();
  return {
    CPU: `${cpu?.model ?? 'unknown'}, ${availableParallelism()} cores, ${process.arch}`,
    load: `${loadavg()[1].toFixed(1)} processes running or waiting, mean of the last five minutes`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    Node: `${process.version} (V8 ${process.versions.v8})`,
    Fovea: VERSION,
    date: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
  };
}
