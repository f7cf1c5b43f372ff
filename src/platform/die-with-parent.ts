/** Ends this process cleanly when the process that forked it is gone, however it went. */
export function dieWithParent(close: () => Promise<unknown>): void {
  if (!process.connected) return
  process.once('disconnect', () => {
    void close().finally(() => process.exit(0))
  })
}
