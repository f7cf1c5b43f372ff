import { spawn } from 'node:child_process'

const SECONDS = 20
const ADDRESS_SPACE_KB = 1_048_576
const OUTPUT_BYTES = 32 * 1024 * 1024

export interface Ended {
  /** Exit code; null when it was stopped at a limit. 127: this machine does not have the tool. */
  code: number | null
  output: Buffer
  errors: string
}

/**
 * Runs a tool on hostile content: as its own process, with an end to its time, its memory and its output. Content goes
 * in and comes out by pipe, so nothing readable touches the disk.
 */
export function runTool(
  tool: string,
  options: readonly string[],
  input: Buffer = Buffer.alloc(0),
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const limited = ['-c', `ulimit -v ${ADDRESS_SPACE_KB}; exec "$0" "$@"`, tool, ...options]
    const child = spawn('/bin/sh', limited, {
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
      // One thread each: several workers share the machine.
      env: { PATH: process.env.PATH, OMP_THREAD_LIMIT: '1' },
    })
    const output: Buffer[] = []
    let bytes = 0
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > OUTPUT_BYTES) child.kill('SIGKILL')
      else output.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(0, 2_000)))
    // A tool that has seen enough closes its input; its answer counts, not our writing.
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output), errors }))
    child.stdin.end(input)
  })
}
