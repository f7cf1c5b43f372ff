import { setTimeout as sleep } from 'node:timers/promises'

export interface NoAnswer {
  kind: 'no_answer'
  because: string
}

/** The bank's answer, or that there was none within so many seconds. Whatever goes wrong on the way is no answer. */
export async function answerOf<Answer>(call: Promise<Answer>, seconds: number): Promise<Answer | NoAnswer> {
  const waiting = new AbortController()
  const silence = sleep(seconds * 1000, undefined, { signal: waiting.signal, ref: false }).then(
    (): NoAnswer => ({
      kind: 'no_answer',
      because: `no answer within ${seconds} s`,
    }),
  )
  silence.catch(() => undefined)
  try {
    return await Promise.race([call, silence])
  } catch (error) {
    return { kind: 'no_answer', because: error instanceof Error ? error.message : String(error) }
  } finally {
    waiting.abort()
  }
}
