import { type ErrorCode, FoveaError } from '../core/errors.js';

/** What a thread is sent: what the jobs that follow have in common, then one job after the other. */
export type MessageToThread = DataMessage | JobMessage;

interface DataMessage {
  readonly data: unknown;
}

/** One job (the path of a file, say) under a number of its own. */
export interface JobMessage {
  readonly id: number;
  readonly job: string;
}

/** What a thread sends back: first that it can take jobs, then how each one ended. */
export type ThreadMessage<Result> = 'ready' | { readonly id: number; readonly answer: Answer<Result> };

/** How a job ended, as it travels between threads. An error that Fovea did not foresee travels as it is. */
export type Answer<Result> =
  | { readonly result: Result }
  | { readonly refused: RefusedMessage }
  | { readonly thrown: unknown };

interface RefusedMessage {
  readonly code: ErrorCode;
  readonly message: string;
  readonly file: string | undefined;
}

/** Classes do not cross threads: a FoveaError travels as its parts. */
export function answerOfError(error: unknown): Answer<never> {
  if (!(error instanceof FoveaError)) return { thrown: error };
  const { code, message, file } = error;
  return { refused: { code, message, file } };
}

/** The error that `answerOfError` took apart. */
export const errorOf = ({ code, message, file }: RefusedMessage): FoveaError =>
  new FoveaError(code, message, file === undefined ? {} : { file });
