import { Logger } from '@nestjs/common'

export interface Repeated {
  /** Waits for a run in progress and starts no other. */
  stop(): Promise<void>
}

/**
 * Runs `work` again and again, `milliseconds` after the last run ended. A run that fails is said once and tried again:
 * what a sweep looks for is a row, and stays one.
 */
export function every(milliseconds: number, name: string, work: () => Promise<unknown>): Repeated {
  const log = new Logger(name)
  let stopped = false
  let failing = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = async (): Promise<void> => {
    try {
      await work()
      failing = false
    } catch (error) {
      if (!failing) log.error(String(error))
      failing = true
    }
    if (!stopped) schedule()
  }
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = run()
    }, milliseconds)
  }
  schedule()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
