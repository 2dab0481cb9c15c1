/**
 * What a thread of a team does until it is ended: waits for a round, does calls that it can claim, says so. It is
 * sent to the thread as text, so it uses nothing from outside itself: words of memory are those of team-words.ts.
 */
export function serveTeam(): void {
  const { receiveMessageOnPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { port, spins, own } = workerData;
  const words = workerData.words as Int32Array;
  const [ROUND, PROGRAM, STAGE, DONE, FAILED, CLAIMS] = [0, 1, 2, 3, 4, 5] as const;
  const programs = new Map<number, (() => void)[][]>();

  const takeMessages = () => {
    for (let taken = receiveMessageOnPort(port); taken; taken = receiveMessageOnPort(port)) {
      const { program, module, memory, stages } = taken.message;
      if (!stages) {
        programs.delete(program);
        continue;
      }
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      const kernels = exports as Record<string, (...numbers: number[]) => void>;
      const ready = ([name, ...numbers]: [string, ...number[]]) => {
        const kernel = kernels[name]!;
        return () => kernel(...numbers);
      };
      programs.set(
        program,
        stages.map((stage: [string, ...number[]][]) => stage.map(ready)),
      );
    }
  };

  const doCalls = (round: number) => {
    const program = Atomics.load(words, PROGRAM);
    const stage = Atomics.load(words, STAGE);
    if (!programs.has(program)) takeMessages();
    const calls = programs.get(program)?.[stage] ?? [];
    for (let k = 0; k < calls.length; k++) {
      const i = (own + k) % calls.length;
      const free = round << 1;
      if (Atomics.compareExchange(words, CLAIMS + i, free, free | 1) !== free) continue;
      try {
        calls[i]!();
      } catch {
        Atomics.store(words, FAILED, 1);
      }
      Atomics.add(words, DONE, 1);
      Atomics.notify(words, DONE);
    }
  };

  port.postMessage('ready');
  for (let round = 0; ; ) {
    for (let spin = 0; Atomics.load(words, ROUND) === round; spin++)
      if (spin > spins) {
        Atomics.wait(words, ROUND, round);
        takeMessages();
      }
    round = Atomics.load(words, ROUND);
    doCalls(round);
  }
}
