import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 10
const PATIENCE_MS = 30_000

/** Looks again and again until something is so; says what it waited for when it never is. */
export async function until(
  so: () => Promise<boolean> | boolean,
  what: string | (() => Promise<string> | string),
  patience = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await so())) {
    if (performance.now() > deadline) {
      throw new Error(`Waited ${patience / 1000} s for ${typeof what === 'string' ? what : await what()}.`)
    }
    await sleep(LOOK_EVERY_MS)
  }
}
