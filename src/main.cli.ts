import { runCommandLine } from './operations/command-line.js'

await runCommandLine(process.argv)
