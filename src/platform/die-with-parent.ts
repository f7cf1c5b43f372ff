const CLOSE_WITHIN_MS = 10_000

/** Ends this process when the process that forked it is gone, however it went: cleanly, or else after a while. */
export function dieWithParent(close: () => Promise<unknown>): void {
  if (!process.connected) return
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref()
    void close().finally(() => process.exit(0))
  })
}
