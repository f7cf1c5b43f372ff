const CLOSE_WITHIN_MS = 10_000

/**
 * Ends this process when the process that forked it is gone, however it went: cleanly, or else after a while. A parent
 * that went while we were starting is gone as well.
 */
export function dieWithParent(close: () => Promise<unknown>): void {
  const forked = process.send !== undefined
  if (!forked) return
  const end = (): void => {
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref()
    void close().finally(() => process.exit(0))
  }
  if (process.connected) process.once('disconnect', end)
  else end()
}
