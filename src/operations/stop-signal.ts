/**
 * Aborted by the first Ctrl-C or SIGTERM, so that whoever works can end in order. A second one of its kind ends the
 * process at once; what it started ends with it.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

/** The result of the work, or undefined as soon as `stop` is aborted; what the work still says then is not heard. */
export async function unlessStopped<Result>(
  work: Promise<Result>,
  stop: AbortSignal | undefined,
): Promise<Result | undefined> {
  if (!stop) return work
  return Promise.race([work, stopped(stop)])
}

/** Resolves when `stop` is aborted. */
export async function stopped(stop: AbortSignal): Promise<undefined> {
  if (stop.aborted) return undefined
  return new Promise((resolve) => {
    stop.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
