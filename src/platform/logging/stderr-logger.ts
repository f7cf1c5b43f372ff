import { ConsoleLogger, type LogLevel } from '@nestjs/common'

/** What programs without doors have to complain of: on the standard error, because the standard output is for their answers. */
export class StderrLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['error', 'warn'], colors: process.stderr.isTTY })
  }

  protected override printMessages(
    messages: unknown[],
    context?: string,
    level?: LogLevel,
    _stream?: unknown,
    errorStack?: unknown,
  ): void {
    super.printMessages(messages, context, level, 'stderr', errorStack)
  }
}
