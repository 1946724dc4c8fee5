/** Starts the program of the provider `command`: once, or anew for each request. */
import { CommandProcess, type CommandReply, type CommandSettings } from './command-process.ts';

export interface CommandRunner {
  /** As {@link CommandProcess.ask}; a program that broke down is replaced for the next request. */
  ask(requests: ReadonlyMap<string, object>, signal: AbortSignal): Promise<CommandReply>;
  /** Lets all programs end, by force if they do not; safe to call twice. */
  dispose(): Promise<void>;
}

export function createRunner(
  settings: CommandSettings & { keepOpen: boolean; timeoutMs: number },
): CommandRunner {
  const { keepOpen, timeoutMs } = settings;
  const running = new Set<CommandProcess>();
  let kept: CommandProcess | undefined;
  const open = (): CommandProcess => {
    if (kept && !kept.hasEnded) return kept;
    const program = new CommandProcess(settings);
    running.add(program);
    if (keepOpen) kept = program;
    return program;
  };
  const stop = async (program: CommandProcess, now: boolean): Promise<void> => {
    if (kept === program) kept = undefined;
    await program.stop({ now });
    running.delete(program);
  };
  return {
    async ask(requests, signal) {
      const program = open();
      const answered = program.ask(requests, signal, timeoutMs);
      if (!keepOpen) program.endInput();
      let isBroken = true;
      try {
        const reply = await answered;
        isBroken = reply.breakdown !== undefined;
        return reply;
      } finally {
        // One whose caller left may go on. Not awaited: an answer need not wait for the program to go.
        if (!keepOpen || (isBroken && !signal.aborted)) void stop(program, isBroken);
      }
    },
    async dispose() {
      await Promise.all([...running].map((program) => stop(program, false)));
    },
  };
}
