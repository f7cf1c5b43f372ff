import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const RESPAWN_AFTER_MS = 500
const STOP_WITHIN_MS = 10_000

export interface ManagedProcess {
  /** Process id of the one that runs now. */
  pid(): number | undefined
  stop(): Promise<void>
}

/**
 * Runs one entry of the product as a process of its own and starts it anew when it dies. Resolves when it is ready to
 * work; throws when it ends before that, with what it said.
 */
export async function startProcess(
  entry: 'main.web' | 'main.worker',
  environment: NodeJS.ProcessEnv,
): Promise<ManagedProcess> {
  const script = join(import.meta.dirname, '..', `${entry}.js`)
  let stopping = false
  let child = launch(script, environment)
  await readiness(child)
  const watch = (): void => {
    child.once('exit', () => {
      if (stopping) return
      setTimeout(() => {
        if (stopping) return
        child = launch(script, environment)
        watch()
      }, RESPAWN_AFTER_MS)
    })
  }
  watch()
  return {
    pid: () => child.pid,
    async stop() {
      stopping = true
      await end(child)
    },
  }
}

function launch(script: string, environment: NodeJS.ProcessEnv): ChildProcess {
  // In a group of its own: Ctrl-C reaches the parent, who stops its children in order. They end with it in any case.
  return fork(script, { env: environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true })
}

async function readiness(child: ChildProcess): Promise<void> {
  const ready = once(child, 'message').then(() => true)
  const ended = once(child, 'exit').then(() => false)
  if (!(await Promise.race([ready, ended])))
    throw new Error('Santun tidak dapat berjalan; sebabnya tertulis di atas.')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await exited
  clearTimeout(timer)
}
