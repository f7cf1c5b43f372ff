import './run-typescript.js'

export default async function globalSetup() {
  const { startTestServer } = await import('./start-test-server.ts')
  globalThis.santunStopTestServer = await startTestServer()
}
