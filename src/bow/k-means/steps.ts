import type { BandService } from './band-service.js';

/** A question to one band, or to all. */
export interface Question {
  readonly name: keyof BandService;
  readonly argument?: unknown;
  /** Left out: all of them. */
  readonly band?: number;
}

/**
 * A calculation that asks bands of points along the way. It does not say where they are: `runHere` has one in this
 * thread, `runInBands` several elsewhere, and the calculation comes to the same.
 */
export type Steps<Result> = Generator<Question, Result, readonly unknown[]>;

type Argument<Name extends keyof BandService> = Parameters<BandService[Name]>[0];
type Answer<Name extends keyof BandService> = ReturnType<BandService[Name]>;

/** Asks all bands; the answers in their order. */
export function* askAll<Name extends keyof BandService>(
  name: Name,
  argument?: Argument<Name>,
): Steps<Answer<Name>[]> {
  return (yield { name, argument }) as Answer<Name>[];
}

/** Asks one band. */
export function* askOne<Name extends keyof BandService>(
  band: number,
  name: Name,
  argument?: Argument<Name>,
): Steps<Answer<Name>> {
  const [answer] = (yield { name, argument, band }) as Answer<Name>[];
  return answer!;
}

/** Bands in other threads, or wherever: each answers as its `BandService` does. */
export interface Bands {
  /** How many points each holds: the first so many, the next so many, … */
  readonly counts: readonly number[];
  ask(question: Question): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** Answers a question. */
export function answer(service: BandService, { name, argument }: Question): unknown {
  return (service[name] as (argument: unknown) => unknown).call(service, argument);
}

/** Runs a calculation on one band in this thread. */
export function runHere<Result>(steps: Steps<Result>, service: BandService): Result {
  let step = steps.next([]);
  while (!step.done) step = steps.next([answer(service, step.value)]);
  return step.value;
}

/** Runs a calculation on bands elsewhere. */
export async function runInBands<Result>(steps: Steps<Result>, bands: Bands): Promise<Result> {
  let step = steps.next([]);
  while (!step.done) step = steps.next(await bands.ask(step.value));
  return step.value;
}
